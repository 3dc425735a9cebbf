"""The button below a list that gives its papers as files: BibTeX, CSV and Markdown, all of them, not the page alone.

A kind of list says with `exports` which papers it holds; the button finds it by its name.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import discord

from commands.ui.client import library_of
from commands.ui.embeds.export import export_embed
from commands.ui.faults import apologies
from commands.ui.reply import Attachment, Button, Item, Reply, send
from storage.library import Library
from storage.lookup.references import references
from storage.references.reference import Reference
from storage.references.styles import exported

MOST = 1_000
"""Papers in a file."""
ROOM = 7_000_000
"""Bytes of all the files together; Discord takes ten million."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What a list holds: `papers` by their ids, the first `MOST` or more; `total` is how many there are in all."""

    title: str
    papers: tuple[int, ...]
    total: int
    more: tuple[Attachment, ...] = ()
    """Further files that go with it."""


Holder = Callable[[Library, str], Awaitable[Papers | None]]
"""From the library and the list's key to what it holds; None where that is gone."""
HOLDERS: Final[dict[str, Holder]] = {}


def exports(kind: str) -> Callable[[Holder], Holder]:
    def register(holder: Holder) -> Holder:
        HOLDERS[kind] = holder
        return holder

    return register


class Export(discord.ui.DynamicItem[Button], template=r"export:(?P<kind>\w{1,12}):(?P<key>[\w.-]{1,50})"):
    def __init__(self, kind: str, key: str) -> None:
        super().__init__(Button(label="Export", custom_id=f"export:{kind}:{key}"))
        self.kind = kind
        self.key = key

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Export":
        return cls(match["kind"], match["key"])

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            library = library_of(interaction)
            held = await HOLDERS[self.kind](library, self.key)
            if held is None:
                await interaction.followup.send("This list is no longer in the library.", ephemeral=True)
                return
            await send(interaction, await export_reply(library, held))


async def export_reply(library: Library, held: Papers) -> Reply:
    found = await library.ask(references, held.papers[:MOST])
    return await asyncio.to_thread(_reply, held, found)


def _reply(held: Papers, found: tuple[Reference, ...]) -> Reply:
    files = _files(held.title, found)
    while sum(len(file.data) for file in files) > ROOM and len(found) > 1:
        found = found[: len(found) // 2]
        files = _files(held.title, found)
    return Reply(export_embed(held.title, len(found), held.total), attachments=files + held.more)


def _files(title: str, found: tuple[Reference, ...]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(f"papers.{kind}", exported(kind, title, found).encode("utf-8", "replace"))
        for kind in ("bib", "csv", "md")
    )
