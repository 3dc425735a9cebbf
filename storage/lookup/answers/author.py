"""What is known of a person."""

import datetime as dt
from dataclasses import dataclass

from storage.lookup.answers.lists import FieldCount, PaperLine


@dataclass(frozen=True, slots=True)
class Coauthor:
    id: int
    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class AuthorMetrics:
    """The metrics of one source on one day. `novelty` in percent."""

    h_index: int | None
    papers: int | None
    citations: int | None
    novelty: float | None
    ai_score: float | None
    source: str
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class LiveNumber:
    """`what`: a column of the numbers, such as h_index; `as_of`: the last day on which the source said it."""

    what: str
    value: int
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class LiveNumbers:
    """What a live source says of a person. `as_of`: the day it was last heard."""

    source: str
    as_of: dt.date
    numbers: tuple[LiveNumber, ...]


@dataclass(frozen=True, slots=True)
class ExternalPage:
    """The person's page in another place."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class AuthorCard:
    id: int
    name: str
    main_field: str | None
    numbers: AuthorMetrics | None
    """None: the person has no profile here, or one without numbers."""
    source: str | None
    """The file of the person's own profile."""
    captured: dt.date | None
    papers: int
    """Papers in this store."""
    with_code: int
    first_year: int | None
    last_year: int | None
    fields: tuple[FieldCount, ...]
    """Most papers first."""
    coauthors: tuple[Coauthor, ...]
    """Most shared papers first, the first few."""
    newest: tuple[PaperLine, ...]
    elsewhere: tuple[ExternalPage, ...] = ()
    live: tuple[LiveNumbers, ...] = ()
    """Of sources other than the one of `numbers`: never mixed with them."""


@dataclass(frozen=True, slots=True)
class AuthorOption:
    """One of several people who may be meant: told apart by affiliation, a known paper and the count."""

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
