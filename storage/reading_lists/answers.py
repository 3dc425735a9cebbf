"""Reading lists."""

import datetime as dt
from dataclasses import dataclass

from storage.lookup.answers.lists import PaperLine

USUAL = "reading list"
"""The list of those who name none."""
LISTS = 50
"""Lists that a person, or a server, can have."""
PAPERS = 500
"""Papers of a list."""
NAME = 60
NOTE = 500


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a list is: a person's or a server's, one of the two."""

    person: int | None = None
    guild: int | None = None


@dataclass(frozen=True, slots=True)
class ListName:
    """A list without its papers."""

    id: int
    owner: Owner
    name: str
    papers: int
    made_by: int | None


@dataclass(frozen=True, slots=True)
class Saved:
    """A paper on a list. `line` is None where it is no longer in the library: then its title is all that is left."""

    id: int
    title: str
    line: PaperLine | None
    note: str | None
    person: int | None
    """Who added it; None: they asked to be forgotten."""
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `page` counts from 0, `pages` is at least 1."""

    list: ListName
    page: int
    pages: int
    saved: tuple[Saved, ...]
    others: tuple[str, ...]
    """The names of the same owner's other lists."""


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page of a list as it was shared. `person` is None where they asked to be forgotten."""

    shown: ListPage
    person: int | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class PaperSaved:
    """`had`: the paper was on the list before. `noted`: its note is another now. `refused`: somebody else added it, so
    that its note stays as it is."""

    list: ListName
    title: str
    note: str | None
    had: bool
    noted: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class ListsFull:
    """There are as many lists as there can be."""

    owner: Owner


@dataclass(frozen=True, slots=True)
class ListFull:
    list: ListName


SaveAnswer = PaperSaved | ListsFull | ListFull
