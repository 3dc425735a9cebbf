"""What an admin sees before a word on who is who, and after it."""

from dataclasses import dataclass

from storage.lookup.answers.author import AuthorOption
from storage.lookup.answers.changes import LibraryChange
from storage.lookup.answers.lists import PaperLine


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """They may be one: nothing is done yet."""

    one: AuthorOption
    other: AuthorOption


@dataclass(frozen=True, slots=True)
class MergedPerson:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PapersToSplit:
    """A page of a person's papers, newest first, from which those of another person are chosen. `page` from 1."""

    person: AuthorOption
    to: AuthorOption | None
    """Who has those that were chosen before."""
    papers: tuple[PaperLine, ...]
    page: int
    pages: int
    merged: tuple[MergedPerson, ...]
    """Who became this person and can be told apart again."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was said of who is who, last first. `more`: there are older ones."""

    changes: tuple[LibraryChange, ...]
    more: bool
