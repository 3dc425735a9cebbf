"""What a search asks, and what it finds."""

import datetime as dt
from dataclasses import dataclass

from storage.lookup.answers.lists import PaperLine
from storage.search.snippets import Snippet, Sort


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """`words` in the query language; the rest narrows. None narrows nothing."""

    words: str = ""
    author: str | None = None
    """A name, or a choice of autocomplete."""
    field: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    has_code: bool | None = None
    venue: str | None = None
    sort: Sort = "relevance"


@dataclass(frozen=True, slots=True)
class FoundPaper:
    line: PaperLine
    authors: str
    """The first ones, or empty."""
    citations: int | None
    snippet: Snippet | None
    """None: no abstract is known."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`page` counts from 0, `pages` is at least 1."""

    request: SearchRequest
    author: str | None
    """The one person whom `question.author` means; None where that may be several, or nobody was asked for."""
    page: int
    pages: int
    total: int
    is_semantic: bool
    """Whether the reranker had a say in the order, or the words alone."""
    found: tuple[FoundPaper, ...]


@dataclass(frozen=True, slots=True)
class NothingFound:
    request: SearchRequest
    author: str | None
    unfiltered: int
    """Papers that the words alone would find."""
    nearest: tuple[PaperLine, ...]


SearchAnswer = SearchPage | NothingFound


@dataclass(frozen=True, slots=True)
class RelatedPaper:
    """A paper and why it is related: words that both are about, people who wrote both."""

    line: PaperLine
    authors: str
    terms: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimilarPage:
    paper: int
    title: str
    page: int
    pages: int
    total: int
    found: tuple[RelatedPaper, ...]


@dataclass(frozen=True, slots=True)
class NewPapersRequest:
    """What came in lately. None narrows nothing."""

    author: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class NewPaper:
    line: PaperLine
    authors: str
    came: dt.date
    """The day it came into this store."""


@dataclass(frozen=True, slots=True)
class NewPage:
    request: NewPapersRequest
    author: str | None
    """The one person whom the question means, or the words as they were typed."""
    page: int
    pages: int
    total: int
    found: tuple[NewPaper, ...]


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody who wrote about a topic. `evidence`: the papers that fit best, three at most."""

    id: int
    name: str
    papers: int
    """Among those that fit best."""
    evidence: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class ExpertPage:
    topic: str
    page: int
    pages: int
    total: int
    """People."""
    papers: int
    """Papers that were looked at: those that fit the topic best."""
    people: tuple[Expert, ...]
