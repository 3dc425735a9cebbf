"""What is known about a paper."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DroppedByProfile:
    """A profile whose copy of that day no longer lists the paper."""

    profile: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class LivePaperData:
    """What a live source gave for a paper on a day. `tldr` is a machine-made summary."""

    source: str
    as_of: dt.date
    citations: int | None
    tldr: str | None


@dataclass(frozen=True, slots=True)
class PaperCard:
    id: int
    title: str
    url: str | None
    authors: tuple[str, ...]
    """The listed ones, in order."""
    hidden: tuple[str, ...]
    """Authors behind the list's "et al.", known from their own profiles."""
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
    vanished: tuple[DroppedByProfile, ...] = ()
    live: tuple[LivePaperData, ...] = ()


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
