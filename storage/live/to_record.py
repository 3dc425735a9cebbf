"""What a live source says of a work, as a record like those of files. Pure."""

import dataclasses

from storage.importing.people import same_person
from storage.importing.record import PaperRecord
from storage.live.services.records import Work, WorkAuthor
from storage.text.keys import hash64
from storage.text.latex import readable


def to_paper_record(work: Work, line: int, owner: str | None = None, key: str | None = None) -> PaperRecord:
    """`owner`: the person asked about, under the key that they have there.

    Citations and summaries are no part of it: they are kept by service, with their day."""
    words = dataclasses.replace(work, citations=None, tldr=None)
    return PaperRecord(
        line=line,
        title=readable(work.title),
        title_raw=work.title,
        digest=hash64(repr(words)),
        abstract=readable(work.abstract) if work.abstract else None,
        abstract_raw=work.abstract,
        authors=tuple(_name(person, owner, key) for person in work.authors),
        owner=owner,
        affiliations=tuple(dict.fromkeys(place for person in work.authors for place in person.affiliations)),
        published=work.published,
        field=work.field,
        venue=work.venue,
        doi=work.doi,
        arxiv_id=work.arxiv_id,
        url=work.url,
        key=work.key,
    )


def _name(person: WorkAuthor, owner: str | None, key: str | None) -> str:
    """The owner under the name that the library knows, where the source writes one that nobody would take for it."""
    is_owner = owner is not None and key is not None and person.key == key
    return owner if owner is not None and is_owner and not same_person(person.name, owner) else person.name
