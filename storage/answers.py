"""What the store answers: frozen values, of which a person sees every one. None is unknown; it is shown, never 0.

Not finding is an answer too: `AuthorAnswer` and `PaperAnswer` say all that can come back.
"""

import datetime as dt
from dataclasses import dataclass

PAGE = 10
"""Papers on a page of a list."""
NEWEST = "newest"
TITLE = "title"
"""The orders of a list."""


@dataclass(frozen=True, slots=True)
class FieldCount:
    field: str
    """Canonical, such as cs.LG, or as the source wrote it."""
    papers: int


@dataclass(frozen=True, slots=True)
class Coauthor:
    id: int
    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in a list. `published` is YYYY, YYYY-MM or YYYY-MM-DD."""

    id: int
    title: str
    published: str | None
    field: str | None
    has_code: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The metrics of one source on one day. `novelty` in percent."""

    h_index: int | None
    papers: int | None
    citations: int | None
    novelty: float | None
    ai_score: float | None
    source: str
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class AuthorCard:
    id: int
    name: str
    main_field: str | None
    numbers: Numbers | None
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


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page of a person's papers. `pages` is at least 1, `page` counts from 0."""

    author: int
    name: str
    page: int
    pages: int
    total: int
    sort: str
    field: str | None
    """The field that the list is narrowed to."""
    fields: tuple[FieldCount, ...]
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class PaperCard:
    id: int
    title: str
    url: str | None
    authors: tuple[str, ...]
    """The listed ones, in order."""
    hidden: tuple[str, ...]
    """Authors whom the list hides behind et al., as their own profiles say."""
    authors_cut: bool
    affiliations: tuple[str, ...]
    published: str | None
    field: str | None
    has_code: bool
    code_url: str | None
    venue: str | None
    doi: str | None
    arxiv_id: str | None
    citations: int | None
    abstract: str | None
    sentences: tuple[str, ...]
    """The abstract's, in order."""
    key_sentence: str | None
    sources: tuple[str, ...]
    as_of: dt.date | None
    """The newest capture among the sources."""


@dataclass(frozen=True, slots=True)
class PaperOption:
    id: int
    title: str
    authors: str
    """The first ones, or empty."""
    published: str | None


@dataclass(frozen=True, slots=True)
class SeveralPapers:
    words: str
    options: tuple[PaperOption, ...]


@dataclass(frozen=True, slots=True)
class NoPaper:
    words: str
    nearest: tuple[PaperOption, ...]


PaperAnswer = PaperCard | SeveralPapers | NoPaper


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What autocomplete offers. `key` names it for certain, as "author:17"."""

    name: str
    hint: str
    key: str


@dataclass(frozen=True, slots=True)
class StoreStatus:
    papers: int
    authors: int
    profiles: int
    newest_paper: str | None
    newest_capture: dt.date | None
    last_import: dt.datetime | None
    revision: int
    """The number of the last import run."""
    indexed: int
    """The revision that the search index is at."""
    database: str
