"""What is known about an author."""

import datetime as dt
from dataclasses import dataclass

from storage.lookup.answers.lists import FieldCount, PaperLine


@dataclass(frozen=True, slots=True)
class Coauthor:
    id: int
    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class DatedMetrics:
    """The metrics that one source gave on one day. `novelty` in percent."""

    h_index: int | None
    papers: int | None
    citations: int | None
    novelty: float | None
    ai_score: float | None
    source: str
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class LiveNumber:
    """`what`: h_index, paper_count or citations. `as_of`: the last day on which the source gave this value."""

    what: str
    value: int
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class LiveNumbers:
    """The values of a live source. `as_of`: the day of its latest answer."""

    source: str
    as_of: dt.date
    numbers: tuple[LiveNumber, ...]


@dataclass(frozen=True, slots=True)
class ExternalPage:
    """The author's page at another service."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class AuthorCard:
    id: int
    name: str
    main_field: str | None
    numbers: DatedMetrics | None
    """None: the author has no profile here, or one without metrics."""
    source: str | None
    """The file of the author's own profile."""
    captured: dt.date | None
    papers: int
    """Papers in this library."""
    with_code: int
    first_year: int | None
    last_year: int | None
    fields: tuple[FieldCount, ...]
    """Most papers first."""
    coauthors: tuple[Coauthor, ...]
    """The first few, most shared papers first."""
    newest: tuple[PaperLine, ...]
    elsewhere: tuple[ExternalPage, ...] = ()
    live: tuple[LiveNumbers, ...] = ()
    """Sources other than the one of `numbers`; values of two sources are never mixed."""


@dataclass(frozen=True, slots=True)
class AuthorOption:
    """A possible match, with what tells namesakes apart: affiliation, newest paper and number of papers."""

    id: int
    name: str
    papers: int
    affiliation: str | None
    paper: str | None


@dataclass(frozen=True, slots=True)
class SeveralAuthors:
    words: str
    options: tuple[AuthorOption, ...]


@dataclass(frozen=True, slots=True)
class NoAuthor:
    words: str
    nearest: tuple[AuthorOption, ...]


AuthorAnswer = AuthorCard | SeveralAuthors | NoAuthor
