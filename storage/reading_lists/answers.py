"""Results of reading-list operations, and the limits of lists."""

import datetime as dt
from dataclasses import dataclass

from storage.lookup.answers.lists import PaperLine

DEFAULT_LIST = "reading list"
"""The name of the list used when none is given."""
MAX_LISTS = 50
"""Lists that a person, or a server, can have."""
MAX_PAPERS = 500
"""Papers that a list can hold."""
NAME_LENGTH = 60
"""Characters."""
NOTE_LENGTH = 500
"""Characters."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Discord's id of a person or of a server: one of the two is set."""

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
class ListEntry:
    """A paper on a list. `line` is None if it is no longer in the library: only its title is left then."""

    id: int
    title: str
    line: PaperLine | None
    note: str | None
    person: int | None
    """Who added it; None: their data was deleted."""
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `page` from 0, `pages` at least 1."""

    list: ListName
    page: int
    pages: int
    saved: tuple[ListEntry, ...]
    others: tuple[str, ...]
    """The names of the same owner's other lists."""


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page of a list as it was shared. `person` is None if their data was deleted."""

    shown: ListPage
    person: int | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class PaperSaved:
    """`had`: the paper was already on the list. `noted`: its note was set or changed. `refused`: its note was not
    changed, because someone else added the paper."""

    list: ListName
    title: str
    note: str | None
    had: bool
    noted: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class TooManyLists:
    """The owner already has MAX_LISTS lists."""

    owner: Owner


@dataclass(frozen=True, slots=True)
class ListFull:
    """The list already has MAX_PAPERS papers."""

    list: ListName


SaveAnswer = PaperSaved | TooManyLists | ListFull
