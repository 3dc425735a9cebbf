"""/expert: who in this library works on a topic."""

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext.commands import Cog

from commands.discovery.embeds.people import experts_embed
from commands.ui.pager import Page, page_reply
from commands.ui.reply import Reply, send
from storage.discovery.experts import expert_page
from storage.library import Library

KIND = "expert"


class ExpertCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def expert(self, interaction: discord.Interaction, topic: Range[str, 1, 500]) -> None:
        """Show who works on a topic, judging by the papers in this library, with three papers as evidence.

        Parameters
        ----------
        topic:
            The topic, for example: differential privacy
        """
        key = await self.library.saved_queries.save(topic)
        await send(interaction, await _reply(self.library, topic, key, 0))


async def _reply(library: Library, topic: str, key: str, page: int) -> Reply:
    found = await library.ask(expert_page, library.index, topic, page)
    papers = tuple({paper.id: paper for person in found.people for paper in person.evidence}.values())
    return page_reply(Page(experts_embed(found), found.page, found.pages, papers, is_exportable=False), KIND, key)


async def show_experts(library: Library, key: str, page: int) -> Reply | None:
    topic = await library.saved_queries.load(key)
    return None if topic is None else await _reply(library, topic, key, page)
