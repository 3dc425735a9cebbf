"""What a live source says, whichever it is. None: it does not say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """An author of a work. `key`: the source's own id of them."""

    name: str
    key: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """`published` is YYYY, YYYY-MM or YYYY-MM-DD. `key`: the source's own id. `tldr`: a summary made by a machine."""

    key: str
    title: str
    abstract: str | None = None
    authors: tuple[Person, ...] = ()
    published: str | None = None
    venue: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    citations: int | None = None
    tldr: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    h_index: int | None = None
    paper_count: int | None = None
    citations: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the source knows them. `key` is another than the one asked for where it merged two people."""

    key: str
    name: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()
    numbers: Numbers = Numbers()


@dataclass(frozen=True, slots=True)
class Found:
    """`skipped`: answers that are no work (without a title). `is_cut`: there are more than were asked for."""

    works: tuple[Work, ...]
    skipped: int = 0
    is_cut: bool = False
