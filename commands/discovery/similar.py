"""/similar: papers similar to one, and why."""

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.discovery.embeds.related import similar_embed
from commands.ui.autocomplete import choices
from commands.ui.chooser import question
from commands.ui.pager import Page, page_reply
from commands.ui.reply import Reply, send
from commands.ui.routes import ListedPapers
from storage.discovery.similar import similar_page, similar_paper_ids
from storage.library import Library
from storage.lookup.answers.paper import NoPaper, PaperCard
from storage.lookup.find import find_paper

KIND = "similar"


class SimilarCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def similar(self, interaction: discord.Interaction, paper: Range[str, 1, 2000]) -> None:
        """Show papers similar to one you know, each with the reason: shared topics or shared authors.

        Parameters
        ----------
        paper:
            A title or part of one, an arXiv ID or URL, or a DOI
        """
        await send(interaction, await answer_similar(self.library, paper))

    @similar.autocomplete("paper")
    async def suggest_papers(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "paper", words)


async def answer_similar(library: Library, words: str, _rest: str = "") -> Reply:
    answer = await library.ask(find_paper, library.index, words)
    if not isinstance(answer, PaperCard):
        return question(answer, "similar")
    return await show_similar(library, str(answer.id), 0) or question(NoPaper(words, ()), "similar")


async def show_similar(library: Library, key: str, page: int) -> Reply | None:
    found = await library.ask(similar_page, library.index, library.reranker, int(key), page)
    if found is None:
        return None
    papers = tuple(related.line for related in found.found)
    return page_reply(Page(similar_embed(found), found.page, found.pages, papers), KIND, key)


async def papers_alike(library: Library, key: str) -> ListedPapers | None:
    found = await library.ask(similar_paper_ids, library.index, library.reranker, int(key))
    return ListedPapers("Similar papers", found, len(found)) if found else None
