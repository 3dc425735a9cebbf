"""/coauthors: an author's co-authors, as a picture and a list."""

import asyncio

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.discovery.embeds.people import coauthors_embed
from commands.discovery.pictures.graph import coauthor_picture
from commands.ui.autocomplete import choices
from commands.ui.chooser import question
from commands.ui.pager import Page, page_reply
from commands.ui.reply import Attachment, Reply, defer_for_all, pictures, send
from storage.discovery.coauthors import coauthor_graph, coauthor_page
from storage.library import Library
from storage.lookup.answers.author import AuthorCard, NoAuthor
from storage.lookup.find import find_author

KIND = "coauthors"


class CoauthorsCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def coauthors(self, interaction: discord.Interaction, author: Range[str, 1, 500]) -> None:
        """Show an author's co-authors: how many papers together, since when, and a graph of the network.

        Parameters
        ----------
        author:
            A name, as well as you remember it, for example "stock p"
        """
        await defer_for_all(interaction)
        await send(interaction, await answer_coauthors(self.library, author))

    @coauthors.autocomplete("author")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)


async def answer_coauthors(library: Library, words: str, _rest: str = "") -> Reply:
    answer = await library.ask(find_author, library.index, words)
    if not isinstance(answer, AuthorCard):
        return question(answer, "coauthors")
    graph = await library.ask(coauthor_graph, answer.id)
    picture = await asyncio.to_thread(coauthor_picture, graph) if graph else None
    reply = await _page(library, answer.id, 0, pictures(picture))
    return reply or question(NoAuthor(words, ()), "coauthors")


async def show_coauthors(library: Library, key: str, page: int) -> Reply | None:
    return await _page(library, int(key), page)


async def _page(library: Library, author: int, page: int, drawn: tuple[Attachment, ...] = ()) -> Reply | None:
    found = await library.ask(coauthor_page, author, page)
    if found is None:
        return None
    return page_reply(Page(coauthors_embed(found), found.page, found.pages), KIND, str(found.author), drawn)
