"""What is known of people together, and of a person over time."""

from dataclasses import dataclass

from storage.lookup.answers.author import AuthorCard, DatedMetrics
from storage.lookup.answers.lists import PaperLine


@dataclass(frozen=True, slots=True)
class CoauthorLine:
    """Somebody with whom a person wrote. The years are None where no shared paper has a date."""

    id: int
    name: str
    papers: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class CoauthorEdge:
    """How many of the person's papers two co-authors share, by their ids."""

    one: int
    other: int
    papers: int


@dataclass(frozen=True, slots=True)
class CoauthorPage:
    """One page of a person's co-authors, most shared papers first. `page` counts from 0, `pages` is at least 1."""

    author: int
    name: str
    page: int
    pages: int
    total: int
    people: tuple[CoauthorLine, ...]


@dataclass(frozen=True, slots=True)
class CoauthorGraph:
    author: int
    name: str
    total: int
    """Co-authors in all."""
    people: tuple[CoauthorLine, ...]
    """The first ones, most shared papers first; the person is not among them."""
    ties: tuple[CoauthorEdge, ...]
    """Between people of `people`; nobody is tied to the person, as all of them are."""


@dataclass(frozen=True, slots=True)
class FieldYears:
    """A field's papers, year by year, years in order. `field` None: no field is known."""

    field: str | None
    years: tuple[tuple[int, int], ...]
    """(year, papers)."""


@dataclass(frozen=True, slots=True)
class MetricHistory:
    """A person's papers and numbers over time."""

    author: int
    name: str
    papers: int
    """Papers in this store."""
    undated: int
    """Those without a date, which are in no year."""
    fields: tuple[FieldYears, ...]
    """Most papers first."""
    history: tuple[DatedMetrics, ...]
    """Oldest first; perhaps of several sources, whose numbers do not compare."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two people side by side. The lists are the first ones, the numbers beside them say how many there are."""

    one: AuthorCard
    other: AuthorCard
    shared: int
    shared_papers: tuple[PaperLine, ...]
    mutual: int
    mutual_coauthors: tuple[str, ...]
    """People who wrote with both, most papers first."""
