"""The forms in which references can be taken along."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, assert_never

from storage.references.apa import apa
from storage.references.bibtex import bibtex, bibtex_entry
from storage.references.key import unique_keys
from storage.references.markdown import markdown
from storage.references.plain import plain_citation
from storage.references.reference import Reference
from storage.references.ris import ris
from storage.references.table import table

STYLES: Mapping[str, Callable[[Reference], str]] = {"BibTeX": bibtex, "RIS": ris, "APA": apa, "plain": plain_citation}
"""Of one paper, as people ask for it; no text ends in a line break."""

FileKind = Literal["bib", "csv", "md"]


def export_references(kind: FileKind, title: str, references: Sequence[Reference]) -> str:
    """A whole file, to be encoded as UTF-8 with its line breaks as they are. `title` heads the list in Markdown."""
    match kind:
        case "bib":
            pairs = zip(references, unique_keys(references), strict=True)
            return "\n".join(f"{bibtex_entry(reference, key)}\n" for reference, key in pairs)
        case "csv":
            return table(references)
        case "md":
            return markdown(title, references)
        case _:
            assert_never(kind)
