"""Papers as a list in Markdown."""

import re
from collections.abc import Sequence

from storage.references.line import one_line, sentence, title_line
from storage.references.link import reference_url, web
from storage.references.plain import author_line, place
from storage.references.reference import Reference

_SIGN = re.compile(r"[\\`*_{}\[\]<>#|~&$]|!(?=\[)|^[-+=]|(?:(?<=^\d)|(?<=^\d\d))[.)]")


def markdown(title: str, references: Sequence[Reference]) -> str:
    """A heading, and an item a paper."""
    items = "".join(f"- {_item(reference)}\n" for reference in references)
    return "\n".join(filter(None, (f"# {escape_markdown_line(title)}\n", items)))


def escape_markdown_line(text: str) -> str:
    """One line in which every sign means itself."""
    return _SIGN.sub(r"\\\g<0>", one_line(text))


def _item(reference: Reference) -> str:
    title = escape_markdown_line(title_line(reference))
    parts = [
        _link(title, reference_url(reference)),
        *(escape_markdown_line(part) for part in (author_line(reference), place(reference))),
    ]
    code = web(reference.code_url)
    said = [sentence(part) for part in parts if part]
    return " ".join([*said, _link("code", code)] if code else said)


def _link(text: str, address: str | None) -> str:
    if address is None:
        return text
    return f"[{text}]({re.sub(r'[()]', lambda sign: f'%{ord(sign[0]):X}', address)})"
