"""What an admin sees before and after a decision on who is who."""

from dataclasses import dataclass

from storage.lookup.answers.author import AuthorOption
from storage.lookup.answers.changes import LibraryChange
from storage.lookup.answers.lists import PaperLine


@dataclass(frozen=True, slots=True)
class MergeCandidates:
    """Two people about to be merged."""

    one: AuthorOption
    other: AuthorOption


@dataclass(frozen=True, slots=True)
class MergedPerson:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PapersToSplit:
    """A page of a person's papers, newest first, among which to choose those of another person. `page` from 1."""

    person: AuthorOption
    to: AuthorOption | None
    """Who got the papers chosen on earlier pages."""
    papers: tuple[PaperLine, ...]
    page: int
    pages: int
    merged: tuple[MergedPerson, ...]
    """Who was merged into this person and can be split off again."""


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """Decisions on who is who, newest first. `more`: there are older ones."""

    changes: tuple[LibraryChange, ...]
    more: bool
