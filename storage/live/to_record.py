"""Turns a work of a live source into a record like those of files. Pure."""

import dataclasses

from storage.importing.record import PaperRecord
from storage.importing.same_person import same_person
from storage.live.services.records import Work, WorkAuthor
from storage.text.keys import hash64
from storage.text.latex import latex_to_text


def to_paper_record(work: Work, line: int, owner: str | None = None, key: str | None = None) -> PaperRecord:
    """`owner`: the name of the author that the source was queried about; `key`: their id there.

    Citations and TLDRs are left out: they are stored by service, with their date.
    """
    described = dataclasses.replace(work, citations=None, tldr=None)
    return PaperRecord(
        line=line,
        title=latex_to_text(work.title),
        title_raw=work.title,
        digest=hash64(repr(described)),
        abstract=latex_to_text(work.abstract) if work.abstract else None,
        abstract_raw=work.abstract,
        authors=tuple(_name(author, owner, key) for author in work.authors),
        owner=owner,
        affiliations=tuple(dict.fromkeys(place for author in work.authors for place in author.affiliations)),
        published=work.published,
        field=work.field,
        venue=work.venue,
        doi=work.doi,
        arxiv_id=work.arxiv_id,
        url=work.url,
        key=work.key,
    )


def _name(author: WorkAuthor, owner: str | None, key: str | None) -> str:
    """The owner's name in the library, if the source spells it so differently that it would not be recognised."""
    is_owner = owner is not None and key is not None and author.key == key
    return owner if owner is not None and is_owner and not same_person(author.name, owner) else author.name
