"""Entries of the library's change log."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """`kind`: import, refresh, identity, undo or redo. `told`: what was done, if it was not an import."""

    number: int
    kind: str
    file: str
    told: str | None
    at: dt.datetime
    new: int
    changed: int
    refused: int
    person: int | None
    is_undone: bool
