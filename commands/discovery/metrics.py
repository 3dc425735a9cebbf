"""/metrics: an author's papers and metrics over time, as a picture and in words."""

import asyncio

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.discovery.embeds.people import metrics_embed
from commands.discovery.pictures.metrics import metrics_picture
from commands.ui.autocomplete import choices
from commands.ui.chooser import question
from commands.ui.reply import Reply, defer_for_all, pictures, send
from storage.discovery.metrics import metric_history
from storage.library import Library
from storage.lookup.answers.author import AuthorCard, NoAuthor
from storage.lookup.find import find_author


class MetricsCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def metrics(self, interaction: discord.Interaction, author: Range[str, 1, 500]) -> None:
        """Show an author's papers per year by field, and h-index and citations over time.

        Parameters
        ----------
        author:
            A name, as well as you remember it, for example "stock p"
        """
        await defer_for_all(interaction)
        await send(interaction, await answer_metrics(self.library, author))

    @metrics.autocomplete("author")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)


async def answer_metrics(library: Library, words: str, _rest: str = "") -> Reply:
    answer = await library.ask(find_author, library.index, words)
    if not isinstance(answer, AuthorCard):
        return question(answer, "metrics")
    found = await library.ask(metric_history, answer.id)
    if found is None:
        return question(NoAuthor(words, ()), "metrics")
    picture = await asyncio.to_thread(metrics_picture, found)
    return Reply(metrics_embed(found), attachments=pictures(picture))
