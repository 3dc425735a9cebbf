"""What was changed in the library, and by whom."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """One change of the library. `kind`: import, refresh, identity or undo. `told`: what was done, if it is no file."""

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
