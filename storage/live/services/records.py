"""What a live source says, in the same shape for every source. None means that it does not say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkAuthor:
    """An author of a work. `key`: the source's own id of the author."""

    name: str
    key: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """`published` is YYYY, YYYY-MM or YYYY-MM-DD. `key`: the source's own id. `tldr`: a machine-written summary."""

    key: str
    title: str
    abstract: str | None = None
    authors: tuple[WorkAuthor, ...] = ()
    published: str | None = None
    venue: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    citations: int | None = None
    tldr: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorMetrics:
    h_index: int | None = None
    paper_count: int | None = None
    citations: int | None = None


@dataclass(frozen=True, slots=True)
class ExternalAuthor:
    """An author's record at the source. `key` differs from the requested one where the source merged two records."""

    key: str
    name: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()
    metrics: AuthorMetrics = AuthorMetrics()


@dataclass(frozen=True, slots=True)
class FoundWorks:
    """`skipped`: how many entries were no usable work (no title or id). `is_cut`: the source has more works."""

    works: tuple[Work, ...]
    skipped: int = 0
    is_cut: bool = False
