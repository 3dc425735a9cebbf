"""The button below a list that exports all of its papers, not only the page, as BibTeX, CSV and Markdown."""

import asyncio

import discord

from commands.ui.component import ButtonComponent
from commands.ui.embeds.export import export_embed
from commands.ui.reply import Attachment, Reply, send
from commands.ui.routes import ListedPapers, library_of, routes_of
from storage.library import Library
from storage.lookup.references import references
from storage.references.reference import Reference
from storage.references.styles import export_references

MOST = 1_000
"""Papers per file."""
GONE = "This list is no longer available. Run the command again to get a new one."
ROOM = 7_000_000
"""Bytes of all files together; Discord accepts ten million."""


class Export(ButtonComponent, custom_id="export:{kind:word}:{key:key}"):
    kind: str
    key: str
    label: str = "Export"

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        library, route = library_of(interaction), routes_of(interaction).lists[self.kind]
        held = None
        if route.papers is not None and await route.is_for(interaction, self.key):
            held = await route.papers(library, self.key)
        if held is None:
            await interaction.followup.send(GONE, ephemeral=True)
            return
        await send(interaction, await export_reply(library, held))


async def export_reply(library: Library, held: ListedPapers) -> Reply:
    found = await library.ask(references, held.papers[:MOST])
    return await asyncio.to_thread(_reply, held, found)


def _reply(held: ListedPapers, found: tuple[Reference, ...]) -> Reply:
    files = _files(held.title, found)
    while sum(len(file.data) for file in files) > ROOM and len(found) > 1:
        found = found[: len(found) // 2]
        files = _files(held.title, found)
    return Reply(export_embed(held.title, len(found), held.total), attachments=files + held.more)


def _files(title: str, found: tuple[Reference, ...]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(f"papers.{kind}", export_references(kind, title, found).encode("utf-8", "replace"))
        for kind in ("bib", "csv", "md")
    )
