"""A lab whose time is moved, week by week, and the profile that grows in it."""

import datetime as dt
from dataclasses import dataclass, field, replace

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from tests.conftest import Lab

MONDAY = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
"""Of the first week, an hour before the announcements."""
WEEK = dt.timedelta(weeks=1)
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    day: dt.date
    abstract: str = ""

    def text(self) -> str:
        about = self.abstract or f"In this paper, we study {self.title.lower()} and show that it can be done well."
        return f"CL{self.day:%b} {self.day.day}, {self.day.year}\n{self.title}\n\nAda Example, Bo Sample\n\n{about}\n"


@dataclass(slots=True)
class Profile:
    entries: list[Entry] = field(default_factory=list[Entry])
    h_index: int = 27
    citations: int = 7_749

    def text(self) -> str:
        numbers = f"h-index{self.h_index}\n{len(self.entries)}papers\n{self.citations:,}citations\n"
        papers = "\n".join(entry.text() for entry in self.entries)
        return f"Ada Example\n\nCL\n{numbers}\n{len(self.entries)} Papers\n\n{papers}"

    def add(self, *entries: Entry) -> None:
        self.entries = [*entries, *self.entries]

    def retitle(self, was: str, title: str) -> None:
        self.entries = [replace(one, title=title) if one.title == was else one for one in self.entries]


@dataclass(slots=True)
class Weeks:
    lab: Lab
    profile: Profile

    @property
    def now(self) -> dt.datetime:
        return self.lab.env.now()

    def pass_time(self, moment: dt.datetime) -> None:
        """The clock alone is moved, as if the bot were not running."""
        self.lab.env.backend.clock.advance((moment - self.now).total_seconds())

    async def week(self, number: int, late: dt.timedelta = HOUR) -> list[discord.Message]:
        """What is said in the week's slot, or so much later as the bot is up again."""
        self.pass_time(MONDAY + (number - 1) * WEEK + HOUR + late)
        return await self.news()

    async def news(self) -> list[discord.Message]:
        before = len(self.said())
        await self.turn()
        return self.said()[before:]

    async def turn(self) -> None:
        announcer = self.lab.env.bot.announcer
        for _ in range(3):
            await announcer.run_once()
            await announcer.wait_until_idle()

    async def allow(self, **permissions: bool) -> None:
        """Allows or denies the bot what is named, in the channel."""
        backend, me = self.lab.env.backend, self.lab.env.backend.bot_user.id
        allow, deny = discord.PermissionOverwrite(**permissions).pair()
        kind = OverwriteType.MEMBER
        backend.set_overwrite(self.lab.channel.id, Overwrite(me, kind, allow.value, deny.value))
        await self.lab.env.settle()

    async def load(self) -> None:
        await self.lab.shelf.load("ada.txt", self.profile.text(), captured=self.now.date(), now=self.now)

    def said(self, channel=None) -> list[discord.Message]:
        """All announcements in the channel and its threads, oldest first."""
        channel = channel or self.lab.channel
        found = [message for message in channel.history() if message.author.bot and message.embeds]
        for thread in channel.threads:
            found += [message for message in thread.history() if message.author.bot and message.embeds]
        return sorted(found, key=lambda message: message.id)


def words(messages: list[discord.Message]) -> str:
    parts = [
        part
        for message in messages
        for embed in message.embeds
        for part in (embed.title, embed.description, *(f.value for f in embed.fields), embed.footer.text)
    ]
    return "\n".join(part for part in parts if part)
