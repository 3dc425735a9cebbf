"""/new and /random: papers you would not have searched for."""

import json
import random
from dataclasses import asdict

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.discovery.embeds.related import new_embed
from commands.lookup.cards import paper_reply
from commands.ui.autocomplete import choices, field_choices
from commands.ui.pager import Page, page_reply
from commands.ui.reply import Reply, send
from commands.ui.routes import ListedPapers
from storage.discovery.answers.search import NewPapersRequest
from storage.discovery.new import new_page, new_paper_ids, random_paper
from storage.library import Library
from storage.lookup.answers.paper import NoPaper

KIND = "new"


class NewCommands(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def new(
        self,
        interaction: discord.Interaction,
        field: Range[str, 1, 200] | None = None,
        author: Range[str, 1, 200] | None = None,
    ) -> None:
        """Show the papers most recently added to this library.

        Parameters
        ----------
        field:
            Only papers in this field, for example Machine Learning or cs.LG
        author:
            Only papers by this author
        """
        asked = NewPapersRequest(author, field)
        key = await self.library.saved_queries.save(json.dumps(asdict(asked)))
        await send(interaction, await _reply(self.library, asked, key, 0))

    @app_commands.command()
    async def random(self, interaction: discord.Interaction, field: Range[str, 1, 200] | None = None) -> None:
        """Show a random paper from this library: something to read over a coffee.

        Parameters
        ----------
        field:
            Only from this field, for example Machine Learning or cs.LG
        """
        share = random.random()  # noqa: S311 - nobody has to be kept from guessing it
        card = await self.library.ask(random_paper, self.library.index, field, share)
        await send(interaction, paper_reply(card or NoPaper(field or "", ())))

    @new.autocomplete("field")
    @random.autocomplete("field")
    async def suggest_fields(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await field_choices(self.library, words)

    @new.autocomplete("author")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)


async def _reply(library: Library, asked: NewPapersRequest, key: str, page: int) -> Reply:
    found = await library.ask(new_page, library.index, asked, page)
    papers = tuple(new.line for new in found.found)
    return page_reply(Page(new_embed(found), found.page, found.pages, papers), KIND, key)


async def _asked(library: Library, key: str) -> NewPapersRequest | None:
    text = await library.saved_queries.load(key)
    return None if text is None else NewPapersRequest(**json.loads(text))


async def show_new(library: Library, key: str, page: int) -> Reply | None:
    asked = await _asked(library, key)
    return asked and await _reply(library, asked, key, page)


async def papers_that_came(library: Library, key: str) -> ListedPapers | None:
    asked = await _asked(library, key)
    if asked is None:
        return None
    found = await library.ask(new_paper_ids, library.index, asked)
    return ListedPapers("New in this library", found, len(found))
