"""The message menu entry *Find papers here*, and the lists of papers it returns."""

import discord
from discord import app_commands
from discord.ext.commands import Bot, Cog

from commands.lookup.cards import paper_reply
from commands.lookup.embeds.citation import brief_embed
from commands.ui.embeds.paper_lines import mentioned_papers_embed, no_papers_mentioned_embed
from commands.ui.export_button import Export
from commands.ui.pager import papers_reply
from commands.ui.paper_menu import open_menu
from commands.ui.reply import Reply, send, view_of
from commands.ui.routes import ListedPapers
from storage.library import Library
from storage.lookup.answers.paper import PaperCard
from storage.lookup.mentioned_papers import Mentioned, mentioned_papers
from storage.lookup.paper_card import paper_card
from storage.lookup.paper_lists import paper_lines_by_id

KIND = "papers"
CARDS = 10
"""Embeds per message."""


class FindPapersHere(Cog):
    def __init__(self, library: Library, bot: Bot) -> None:
        self.library = library
        self.bot = bot
        self.menu = app_commands.ContextMenu(name="Find papers here", callback=self.find_papers)

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    async def find_papers(self, interaction: discord.Interaction, message: discord.Message) -> None:
        mentioned = await self.library.ask(mentioned_papers, self.library.index, _words(message))
        await send(interaction, await _reply(self.library, mentioned), ephemeral=True)


def _words(message: discord.Message) -> str:
    """All the text a reader sees in the message."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title or "", embed.url or "", embed.description or ""]
        parts += [text for field in embed.fields for text in (field.name or "", field.value or "")]
    return "\n".join(part for part in parts if part)


async def _reply(library: Library, mentioned: Mentioned) -> Reply:
    if not mentioned.papers:
        return Reply(no_papers_mentioned_embed(mentioned.unknown))
    key = await library.saved_queries.save(",".join(map(str, mentioned.papers)))
    if len(mentioned.papers) > CARDS:
        return await papers_reply(library, KIND, key, mentioned.papers, 0, mentioned_papers_embed)
    found = [await library.ask(paper_card, paper) for paper in mentioned.papers]
    cards = [card for card in found if card is not None]
    if len(cards) == 1:
        return paper_reply(cards[0])
    return await _cards(library, cards, key)


async def _cards(library: Library, cards: list[PaperCard], key: str) -> Reply:
    lines = await library.ask(paper_lines_by_id, [card.id for card in cards])
    view = view_of(Export(kind=KIND, key=key), open_menu(tuple(lines[card.id] for card in cards)))
    first, *more = [brief_embed(card) for card in cards]
    return Reply(first, view, more=tuple(more))


async def show_papers(library: Library, key: str, page: int) -> Reply | None:
    papers = await _papers(library, key)
    return await papers_reply(library, KIND, key, papers, page, mentioned_papers_embed) if papers else None


async def papers_named(library: Library, key: str) -> ListedPapers | None:
    papers = await _papers(library, key)
    return ListedPapers("Papers mentioned in a message", papers, len(papers)) if papers else None


async def _papers(library: Library, key: str) -> tuple[int, ...]:
    text = await library.saved_queries.load(key)
    return tuple(map(int, text.split(","))) if text else ()
