"""What an admin wishes of announcements, from the words of a command to values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
from discord.app_commands import Choice

from commands.ui.embeds.markdown import escaped
from commands.ui.permissions import Announceable, missing_permissions
from commands.ui.refusal import UserError
from storage.announcements.answers import FollowKind
from storage.announcements.scope import says_something
from storage.announcements.setup import has_field
from storage.announcements.timezones import time_named, zone_named, zones_like
from storage.library import Library
from storage.text.arxiv_taxonomy import CATEGORIES
from storage.text.fields import canonical_field

EVERYTHING, AUTHORS, FIELDS, SEARCH = "everything", "authors", "fields", "search"

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY_CHOICES = [Choice(name=name, value=number) for number, name in enumerate(WEEKDAYS)]
WHAT_CHOICES = [
    Choice(name="Everything", value=EVERYTHING),
    Choice(name="Followed authors", value=AUTHORS),
    Choice(name="Fields", value=FIELDS),
    Choice(name="A search query", value=SEARCH),
]
STYLE_CHOICES = [Choice(name="Papers in a thread", value="thread"), Choice(name="All in the channel", value="channel")]
NOTHING_CHOICES = [Choice(name="Say so in a line", value="line"), Choice(name="Stay silent", value="silent")]
Chosen = Choice[int] | None
Named = Choice[str] | None


@dataclass(slots=True)
class Wishes:
    """`columns`: of the subscription; `follows`: all that is followed of these kinds from now on."""

    columns: dict[str, Any] = field(default_factory=dict[str, Any])
    follows: dict[FollowKind, Sequence[str]] = field(default_factory=dict[FollowKind, Sequence[str]])


def wished_schedule(weekday: Chosen, time: str | None, zone: str | None) -> dict[str, Any]:
    """Columns of the subscription; what is not wished is not among them."""
    columns: dict[str, Any] = {} if weekday is None else {"weekday": weekday.value}
    columns |= {} if time is None else {"time": wished_time(time)}
    return columns if zone is None else columns | {"zone": wished_zone(zone)}


def wished_looks(role: discord.Role | None, style: Named, when_nothing: Named, new_days: int | None) -> dict[str, Any]:
    columns: dict[str, Any] = {} if role is None else {"role": role.id}
    columns |= {} if style is None else {"in_thread": style.value == "thread"}
    columns |= {} if when_nothing is None else {"says_nothing": when_nothing.value == "line"}
    return columns if new_days is None else columns | {"new_days": new_days}


def check_place(place: object, wishes: Wishes, role: discord.Role | None) -> None:
    """Raises WishError where the bot could not announce there, with what is missing."""
    if not isinstance(place, Announceable):
        raise UserError("I can announce in text channels, forums and threads only: choose one in `channel`.")
    in_thread = bool(wishes.columns.get("in_thread", True))
    if missing := missing_permissions(place, in_thread=in_thread, role=role):
        names = "".join(f"\n• {name}" for name in missing)
        raise UserError(f"I cannot announce in {place.mention} yet. There I lack:{names}\nAllow it, and try again.")


def wished_time(words: str) -> str:
    found = time_named(words)
    if found is None:
        raise UserError(f"“{escaped(words)}” is no time of day: expected one such as 09:00 or 9 pm.")
    return found.strftime("%H:%M")


def wished_zone(words: str) -> str:
    found = zone_named(words)
    if found is None:
        near = ", ".join(zones_like(words, 3))
        hint = f"Did you mean {escaped(near)}?" if near else "Choose a city in it, such as Europe/Berlin."
        raise UserError(f"“{escaped(words)}” is not one time zone that I know. {hint}")
    return found


def zone_choices(words: str) -> list[Choice[str]]:
    return [Choice(name=name, value=name) for name in zones_like(words)]


async def wished_field(library: Library, words: str) -> str:
    """Canonical. One that no paper here has and arXiv does not know is most likely a slip of the pen."""
    known = canonical_field(words) or ""
    if not known or (known not in CATEGORIES and not await library.ask(has_field, known)):
        raise UserError(f"No paper here is of the field “{escaped(words)}”, and arXiv knows none of that name.")
    return known


def wished_search(library: Library, words: str) -> str:
    query = " ".join(words.split())
    if not says_something(library.index, query):
        raise UserError(f"“{escaped(words)}” has no word that could be searched for.")
    return query


async def scope_wished(library: Library, what: str | None, fields: str | None, query: str | None) -> Wishes:
    """Followed authors stay whatever else is wished; without a word nothing changes."""
    if what == FIELDS and not fields:
        raise UserError("Which fields? Give them in the option `fields`, such as: Machine Learning, cs.CL")
    if what == SEARCH and not query:
        raise UserError("Which search? Give it in the option `query`, such as: differential privacy -images")
    if what in (EVERYTHING, AUTHORS) and (fields or query):
        raise UserError("With fields or a query it is not everything, nor authors alone: leave out `what`.")
    wishes = Wishes()
    if what or fields or query:
        names = [name.strip() for name in re.split(r"[,;\n]", fields or "") if name.strip()]
        wishes.columns["everything"] = what == EVERYTHING
        wishes.follows["field"] = [await wished_field(library, name) for name in names]
        wishes.follows["search"] = [wished_search(library, query)] if query else []
    return wishes
