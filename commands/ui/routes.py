"""Where buttons and menus lead: any card or list, by name, without their modules importing each other.

bot/compose.py fills the tables; a component looks up the name that is in its custom_id.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

import discord

from commands.ui.reply import Attachment, Reply
from storage.library import Library

Answer = Callable[[Library, str, str], Awaitable[Reply]]
"""From the library, the subject (such as "author:17", or words) and what else was typed, to the reply."""


IsFor = Callable[[discord.Interaction, str], Awaitable[bool]]
"""Whether what a custom id names, such as a list or a draft, is for the person who presses it, where they press it."""


async def is_for_anyone(_interaction: discord.Interaction, _key: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class AnswerRoute:
    answer: Answer
    is_slow: bool = False
    """Whether it takes long or writes: the interaction is deferred first."""
    is_for: IsFor = is_for_anyone
    """Of what else was typed."""


@dataclass(frozen=True, slots=True)
class ListedPapers:
    """The papers of a list. `papers`: their ids, at least the first thousand; `total`: how many there are."""

    title: str
    papers: tuple[int, ...]
    total: int
    more: tuple[Attachment, ...] = ()
    """Further files to export."""


@dataclass(frozen=True, slots=True)
class ListRoute:
    """A kind of list. Both functions take the library and the list's key, and return None when the list is gone."""

    show: Callable[[Library, str, int], Awaitable[Reply | None]]
    """Of a page, counted from 0."""
    papers: Callable[[Library, str], Awaitable[ListedPapers | None]] | None = None
    """None: it cannot be exported."""
    is_for: IsFor = is_for_anyone
    """Of the list's key."""


@dataclass(frozen=True, slots=True)
class Routes:
    answers: Mapping[str, AnswerRoute]
    lists: Mapping[str, ListRoute]


class RoutingClient(Protocol):
    library: Library
    routes: Routes


def library_of(interaction: discord.Interaction) -> Library:
    return cast(RoutingClient, interaction.client).library


def routes_of(interaction: discord.Interaction) -> Routes:
    return cast(RoutingClient, interaction.client).routes
