"""Papers in paged lists."""

from dataclasses import dataclass

PAGE = 10
"""Papers on a page of a list."""
NEWEST = "newest"
TITLE = "title"
"""The orders of an author's papers, as button ids spell them."""


@dataclass(frozen=True, slots=True)
class FieldCount:
    field: str
    """Canonical, such as cs.LG, or as the source wrote it."""
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
class PaperPage:
    """One page of an author's papers. `pages` is at least 1, `page` counts from 0."""

    author: int
    name: str
    page: int
    pages: int
    total: int
    sort: str
    field: str | None
    """The field that the list is filtered by."""
    fields: tuple[FieldCount, ...]
    papers: tuple[PaperLine, ...]
