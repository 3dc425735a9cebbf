"""Reads one paper of a profile: first line, title, authors, abstract; or says what is wrong with it.

The usual layout has an empty line after the title and after the authors. Where one is missing, the authors'
line is recognized by its form (names and commas, "et al.", " · "); if that does not tell, the paper is refused.
"""

from collections.abc import Sequence
from typing import NamedTuple

from storage.profile.authors import Likeness, authors_likeness, names_likeness, read_authors
from storage.profile.entry_head import read_head
from storage.profile.lines import Paragraph, quote
from storage.profile.model import PaperEntry, ProfileError

_EXPECTED_AUTHORS = "expected the authors, such as “Ada Lovelace, Alan Turing et al. · cambridge”"
_SHORT_LEFTOVER = 60  # characters
_PART_STARTS = "-*•–—+([0123456789"


class _Body(NamedTuple):
    title: str
    authors: str
    abstract: list[str]


def read_entry(block: Sequence[Paragraph], owner: str, file: str) -> PaperEntry:
    """Reads the block's paper. Raises ProfileError with the line that departs from the format."""
    line, first = block[0].number, block[0].lines[0]
    head = read_head(first)
    if isinstance(head, str):
        raise ProfileError(file, line, head)
    body = _read_body([each for each in (block[0].after(1), *block[1:]) if each.lines], line, owner, file)
    authors = read_authors(body.authors)
    return PaperEntry(
        line=line,
        field=head.field,
        date=head.date,
        has_code=head.has_code,
        title=body.title,
        authors=authors.names,
        authors_cut=authors.cut,
        affiliations=authors.affiliations,
        abstract="\n\n".join(body.abstract) or None,
    )


def _read_body(paragraphs: list[Paragraph], line: int, owner: str, file: str) -> _Body:
    """Reads what follows the first line, which is on `line`."""
    if not paragraphs:
        raise ProfileError(file, line, "expected the paper's title on the next line; the paper ends here")
    title, *rest = paragraphs
    if names_likeness(title.lines[0], owner) is Likeness.SURE:
        found = f"found the authors {quote(title.lines[0])}"
        raise ProfileError(file, line, f"expected the paper's title under this line; {found} on line {title.number}")
    inside = _authors_under_title(title, rest, owner)
    if inside:
        title, rest = Paragraph(title.number, title.lines[:inside]), [title.after(inside), *rest]
    if not rest:
        what = f"{_EXPECTED_AUTHORS}, after the title {quote(title.text)}; the paper ends there"
        raise ProfileError(file, line, what)
    count = _count_author_lines(rest[0], owner)
    if not count:
        where = f"under the title {quote(title.text)} of the paper on line {line}"
        raise ProfileError(file, rest[0].number, f"{_EXPECTED_AUTHORS}, {where}; found {quote(rest[0].text)}")
    abstract = [each.text for each in (rest[0].after(count), *rest[1:]) if each.lines]
    return _Body(title.text, " ".join(rest[0].lines[:count]), abstract)


def _authors_under_title(title: Paragraph, rest: list[Paragraph], owner: str) -> int:
    """Which line of the title's paragraph lists the authors, if no empty line separates them; 0: none."""
    if len(title.lines) == 1:
        return 0
    after = authors_likeness(rest[0].text, owner) if rest else Likeness.PROSE
    if after >= Likeness.NAMES:
        return 0
    # An authors' line in its own place wins over a title's second line that merely might be one.
    enough = Likeness.NAMES if after is Likeness.PROSE else Likeness.SURE
    later = range(1, len(title.lines))
    return next((i for i in later if names_likeness(title.lines[i], owner) >= enough), 0)


def _count_author_lines(paragraph: Paragraph, owner: str) -> int:
    """How many lines of the paragraph list the authors (the abstract may follow directly); 0: none."""
    lines = paragraph.lines
    count = 1
    while count < len(lines) and (lines[count - 1].endswith((",", "·", " and", "&")) or lines[count].startswith("·")):
        count += 1
    first = " ".join(lines[:count])
    if authors_likeness(first, owner) is Likeness.PROSE:
        return 0
    if count < len(lines) and not _is_closed(first) and authors_likeness(paragraph.text, owner) is not Likeness.PROSE:
        return len(lines)
    return count


def _is_closed(line: str) -> bool:
    """Can no more names follow this authors' line?"""
    authors = read_authors(line)
    return authors.cut or bool(authors.affiliations)


def leftover(block: Sequence[Paragraph]) -> Paragraph | None:
    """A last paragraph that may not belong to the abstract: one short line that is no sentence."""
    last = block[-1]
    if len(block) < 4 or len(last.lines) > 1 or len(last.text) > _SHORT_LEFTOVER:
        return None
    text = last.text
    if not any(map(str.isalpha, text)):
        return last
    is_part = text[0] in _PART_STARTS or not text[-1].isalnum() or "://" in text or ": " in text
    return None if is_part else last
