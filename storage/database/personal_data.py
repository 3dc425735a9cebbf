"""The two things that a feature which stores ids of Discord users lets storage/privacy do with them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.reader import Reading


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What one feature holds about a person."""

    read: Callable[[Reading, int], Awaitable[dict[str, list[Any]]]]
    """By what it is, in words: lists of JSON values, perhaps empty."""
    erase: Callable[[AsyncSession, int], Awaitable[None]]
    """Deletes it, or removes the person's id from what others still need."""
