"""A person's numbers put in order for drawing: papers by period and field, and the course of each source's numbers."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from storage.discovery.answers.people import FieldYears
from storage.lookup.answers.author import DatedMetrics
from storage.text.fields import canonical_field, field_label, field_name

FIELDS: Final = 6
"""As many colours as can be told apart; the rest is one."""
SOURCES: Final = 4
"""Lines in one diagram."""
OTHER: Final = "other fields"
NONE: Final = "no field"
SINGLE_YEARS: Final = 240
"""A longer span is drawn by decades: a year would be thinner than the eye sees."""


@dataclass(frozen=True, slots=True)
class Bars:
    """The papers of one field. `papers` by the year, or by the first year of the decade."""

    field: str
    papers: Mapping[int, int]
    colour: int | None
    """None: other fields, or no field."""


@dataclass(frozen=True, slots=True)
class PaperYears:
    fields: tuple[Bars, ...]
    """Most papers first; then other fields, then no field. Never empty."""
    step: int
    """1 or 10 years to a bar."""
    first: int
    last: int
    """The years themselves, whatever the step."""

    @property
    def years(self) -> list[int]:
        """Where bars are, in order."""
        return sorted({year for bars in self.fields for year in bars.papers})

    @property
    def period(self) -> str:
        return "year" if self.step == 1 else "decade"

    @property
    def all(self) -> int:
        return sum(map(self.total, self.years))

    def total(self, year: int) -> int:
        return sum(bars.papers.get(year, 0) for bars in self.fields)

    def said(self, year: int) -> str:
        return f"{year}" if self.step == 1 else f"{year}–{year + self.step - 1}"


@dataclass(frozen=True, slots=True)
class Course:
    """One number of one source over time: two points or more, oldest first, one a day."""

    what: str
    source: str
    points: tuple[tuple[dt.date, int], ...]


def paper_years(fields: Iterable[FieldYears]) -> PaperYears | None:
    """None: no paper has a date."""
    counted = _counted(fields)
    years = {year for papers in counted.values() for year in papers}
    if not years:
        return None
    step = 1 if max(years) - min(years) < SINGLE_YEARS else 10
    by_size = sorted(filter(None, counted), key=lambda field: -counted[field].total())
    bars = [
        Bars(name, _stepped(counted[field], step), index)
        for index, (field, name) in enumerate(_names(by_size[:FIELDS]).items())
    ]
    rest = Counter[int]()
    for field in by_size[FIELDS:]:
        rest.update(counted[field])
    for name, papers in ((OTHER, rest), (NONE, counted.get(None))):
        if papers:
            bars.append(Bars(name, _stepped(papers, step), None))
    return PaperYears(tuple(bars), step, min(years), max(years))


def _counted(fields: Iterable[FieldYears]) -> dict[str | None, Counter[int]]:
    """The papers by field, however it is written."""
    counted: dict[str | None, Counter[int]] = {}
    for field in fields:
        papers = Counter({year: papers for year, papers in field.years if papers > 0})
        if papers:
            counted.setdefault(canonical_field(field.field), Counter()).update(papers)
    return counted


def _names(fields: Iterable[str]) -> dict[str, str]:
    """Field → name; with the code where two have one name, as cs.LG and stat.ML do."""
    names = {field: field_name(field) for field in fields}
    shared = Counter(names.values())
    return {field: field_label(field) if shared[name] > 1 else name for field, name in names.items()}


def _stepped(papers: Counter[int], step: int) -> Counter[int]:
    stepped: Counter[int] = Counter()
    for year, several in papers.items():
        stepped[year // step * step] += several
    return stepped


def courses(history: Iterable[DatedMetrics]) -> tuple[Course, ...]:
    """Citations, then h-index, each source by itself: their numbers do not compare. A single point is no course.
    Of many sources, those with most points."""
    by_source: dict[str, list[DatedMetrics]] = {}
    for one in sorted(history, key=lambda one: one.as_of):
        by_source.setdefault(one.source, []).append(one)
    longest = sorted(by_source.items(), key=lambda item: -len(item[1]))[:SOURCES]
    found = [
        *(Course("Citations", name, _by_day((n.as_of, n.citations) for n in numbers)) for name, numbers in longest),
        *(Course("h-index", name, _by_day((n.as_of, n.h_index) for n in numbers)) for name, numbers in longest),
    ]
    return tuple(course for course in found if len(course.points) > 1)


def _by_day(points: Iterable[tuple[dt.date, int | None]]) -> tuple[tuple[dt.date, int], ...]:
    """The later of two numbers of one day counts."""
    return tuple({day: value for day, value in points if value is not None}.items())
