"""The whole list of a digest's papers, behind the button of its headline."""

import re

import discord

from commands.ui.client import library_of
from commands.ui.embeds.paper_lines import told_embed
from commands.ui.export_button import Papers, exports
from commands.ui.faults import apologies
from commands.ui.pager import GONE, list_reply, listed, papers_reply
from commands.ui.reply import Button, Item, Reply, send
from storage.announcements.digest import told_papers
from storage.library import Library

KIND = "digest"


class WholeDigest(discord.ui.DynamicItem[Button], template=r"digest:(?P<digest>\d{1,18})"):
    def __init__(self, digest: int) -> None:
        super().__init__(Button(label="All papers", custom_id=f"digest:{digest}"))
        self.digest = digest

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /
    ) -> "WholeDigest":
        return cls(int(match["digest"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            reply = await list_reply(library_of(interaction), KIND, str(self.digest))
            if reply is None:
                await interaction.response.send_message(GONE, ephemeral=True)
            else:
                await send(interaction, reply, ephemeral=True)


@listed(KIND)
async def show_digest(library: Library, key: str, page: int) -> Reply | None:
    papers = await library.ask(told_papers, int(key))
    return await papers_reply(library, KIND, key, papers, page, told_embed) if papers else None


@exports(KIND)
async def papers_of_digest(library: Library, key: str) -> Papers | None:
    papers = await library.ask(told_papers, int(key))
    return Papers("Papers of an announcement", papers, len(papers)) if papers else None
