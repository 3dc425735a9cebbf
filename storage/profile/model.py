"""The contents of a saved profile text, independent of the database and of the text's layout."""

import datetime
from calendar import isleap
from dataclasses import dataclass


class ProfileError(Exception):
    """A mistake in a file, for the person who saved it: where it is and what was expected.

    `line` counts from 1; None: the whole file. str() is "FILE:LINE: what", which editors can open.
    """

    def __init__(self, file: str, line: int | None, what: str) -> None:
        super().__init__(file, line, what)
        self.file = file
        self.line = line
        self.what = what

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what}"


@dataclass(frozen=True, slots=True)
class SavedDate:
    """A day as the profile shows it. The site omits the current year."""

    month: int
    day: int
    year: int | None

    def resolve(self, captured: datetime.date) -> datetime.date:
        """The day meant: without a year, the latest such day that is not after `captured`."""
        if self.year is not None:
            return datetime.date(self.year, self.month, self.day)
        year = captured.year
        if (self.month, self.day) > (captured.month, captured.day):
            year -= 1
        if (self.month, self.day) == (2, 29):
            while not isleap(year):
                year -= 1
        return datetime.date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class ProfileMetrics:
    """The numbers of the header. None: not given, which is not 0. `novelty` is a percentage, 0 to 100."""

    h_index: int | None = None
    paper_count: int | None = None
    citations: int | None = None
    novelty: float | None = None
    ai_score: float | None = None


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One paper of the list. `line` is its first in the file; `field` is as written ("CL" or "cs.CL").

    `authors_cut` says that the list ended in "et al.". An empty line separates the paragraphs of the abstract.
    """

    line: int
    field: str | None
    date: SavedDate
    has_code: bool
    title: str
    authors: tuple[str, ...]
    authors_cut: bool
    affiliations: tuple[str, ...]
    abstract: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A whole profile text. `refused` could not be read (the rest is imported); `warnings` say what looks odd."""

    name: str
    main_field: str | None
    metrics: ProfileMetrics
    papers: tuple[PaperEntry, ...]
    refused: tuple[ProfileError, ...] = ()
    warnings: tuple[str, ...] = ()
