"""The options of announcements: from what people type to values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from discord.app_commands import Choice

from commands.ui.embeds.markdown import escaped
from commands.ui.refusal import UserError
from storage.announcements.answers import FollowKind
from storage.announcements.scope import is_searchable
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
STYLE_CHOICES = [
    Choice(name="Papers in a thread", value="thread"),
    Choice(name="Everything in the channel", value="channel"),
]
NOTHING_CHOICES = [Choice(name="Post a short message", value="line"), Choice(name="Stay silent", value="silent")]
NONE = "none"
"""What clears an option."""
NAME_FIELDS = "Name them in `fields`, such as: Machine Learning, cs.CL"
Chosen = Choice[int] | None
Named = Choice[str] | None


@dataclass(slots=True)
class AnnouncementOptions:
    """`columns`: of the subscription, only those given. `follows`: all that is followed of that kind from now on."""

    columns: dict[str, Any] = field(default_factory=dict[str, Any])
    follows: dict[FollowKind, Sequence[str]] = field(default_factory=dict[FollowKind, Sequence[str]])


def parse_schedule(weekday: Chosen, time: str | None, zone: str | None) -> dict[str, Any]:
    """Columns of the subscription, only those that are given. Raises UserError."""
    columns: dict[str, Any] = {} if weekday is None else {"weekday": weekday.value}
    columns |= {} if time is None else {"time": parse_time(time)}
    return columns if zone is None else columns | {"zone": parse_zone(zone)}


def parse_appearance(style: Named, when_nothing: Named, new_days: int | None) -> dict[str, Any]:
    columns: dict[str, Any] = {} if style is None else {"in_thread": style.value == "thread"}
    columns |= {} if when_nothing is None else {"says_nothing": when_nothing.value == "line"}
    return columns if new_days is None else columns | {"new_days": new_days}


def is_none(words: str | None) -> bool:
    return words is not None and words.strip().casefold() == NONE


def parse_time(words: str) -> str:
    found = time_named(words)
    if found is None:
        raise UserError(f"“{escaped(words)}” is not a time of day. Use a time such as 09:00 or 9 pm.")
    return found.strftime("%H:%M")


def parse_zone(words: str) -> str:
    found = zone_named(words)
    if found is None:
        near = ", ".join(map(_zone_label, zones_like(words, 3)))
        hint = f"Did you mean {escaped(near)}?" if near else "Name a city in it, such as Europe/Berlin."
        raise UserError(f"“{escaped(words)}” does not name a single time zone. {hint}")
    return found


def none_choices(name: str, words: str) -> list[Choice[str]]:
    """What clears the option, while what is typed may become it."""
    return [Choice(name=name, value=NONE)] if NONE.startswith(words.strip().casefold()) else []


def zone_choices(words: str) -> list[Choice[str]]:
    return [Choice(name=_zone_label(name), value=name) for name in zones_like(words)]


def _zone_label(name: str) -> str:
    """Etc/GMT-2 is ahead of UTC: Etc/GMT-2 (UTC+2)."""
    sign, hours = name[7:8], name[8:]
    return f"{name} (UTC{'+' if sign == '-' else '-'}{hours})" if name.startswith("Etc/GMT") and hours else name


async def parse_field(library: Library, words: str) -> str:
    """Its canonical name. One that neither the library nor arXiv knows is most likely a typo: UserError."""
    known = canonical_field(words) or ""
    if not known or (known not in CATEGORIES and not await library.ask(has_field, known)):
        raise UserError(f"Neither this library nor arXiv has a field “{escaped(words)}”.")
    return known


def parse_search(library: Library, words: str) -> str:
    query = " ".join(words.split())
    if not is_searchable(library.index, query):
        raise UserError(f"“{escaped(words)}” has no word to search for.")
    return query


async def parse_scope(library: Library, what: str | None, fields: str | None, query: str | None) -> AnnouncementOptions:
    """Followed authors stay in any case; without any option nothing changes. Raises UserError."""
    if what == FIELDS and (not fields or is_none(fields)):
        raise UserError(f"Which fields? {NAME_FIELDS}")
    if what == SEARCH and (not query or is_none(query)):
        raise UserError("Which search? Type it in `query`, such as: differential privacy -images")
    if what in (EVERYTHING, AUTHORS) and (fields or query):
        raise UserError("`fields` and `query` cannot be combined with *Everything* or *Followed authors*: omit `what`.")
    options = AnnouncementOptions()
    if what or (fields and not is_none(fields)) or (query and not is_none(query)):
        options.columns["everything"] = what == EVERYTHING
    if what or fields:
        options.follows["field"] = await _parse_fields(library, fields or NONE)
    if what or query:
        options.follows["search"] = [] if query is None or is_none(query) else [parse_search(library, query)]
    return options


async def _parse_fields(library: Library, words: str) -> list[str]:
    names = [name.strip() for name in re.split(r"[,;\n]", words) if name.strip()]
    if not names:
        raise UserError(f"“{escaped(words)}” names no field. {NAME_FIELDS}")
    return [] if is_none(words) else [await parse_field(library, name) for name in names]
