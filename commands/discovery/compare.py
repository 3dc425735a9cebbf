"""/compare: two authors side by side."""

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.discovery.embeds.people import comparison_embed
from commands.ui.autocomplete import choices
from commands.ui.chooser import question
from commands.ui.paper_menu import open_menu
from commands.ui.reply import Reply, send, view_of
from storage.discovery.comparison import compare_authors
from storage.library import Library
from storage.lookup.answers.author import AuthorCard, NoAuthor
from storage.lookup.find import find_author


class CompareCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def compare(
        self, interaction: discord.Interaction, one: Range[str, 1, 500], other: Range[str, 1, 500]
    ) -> None:
        """Compare two authors: metrics side by side, shared papers and co-authors.

        Parameters
        ----------
        one:
            A name, as well as you remember it
        other:
            The name to compare it with
        """
        await send(interaction, await compare_people(self.library, one, other))

    @compare.autocomplete("one")
    @compare.autocomplete("other")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)


async def compare_people(library: Library, one: str, other: str) -> Reply:
    """Asks who was meant, first for one name and then for the other."""
    first = await library.ask(find_author, library.index, one)
    if not isinstance(first, AuthorCard):
        return question(first, "compare_one", await library.saved_queries.save(other))
    second = await library.ask(find_author, library.index, other)
    if not isinstance(second, AuthorCard):
        return question(second, "compare_other", str(first.id))
    two = await library.ask(compare_authors, first.id, second.id)
    if two is None:
        return question(NoAuthor(one, ()), "author")
    papers = two.shared_papers
    return Reply(comparison_embed(two), view_of(*([open_menu(papers)] if papers else [])))


async def answer_one(library: Library, words: str, rest: str) -> Reply:
    return await compare_people(library, words, await library.saved_queries.load(rest) or "")


async def answer_other(library: Library, words: str, rest: str) -> Reply:
    return await compare_people(library, f"author:{rest}", words)
