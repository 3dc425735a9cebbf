"""An answer as a reply: the card, or the question which one was meant.

The menu of the question is here too, as choosing turns the question into the card.
"""

import re

import discord

from commands.abstract import WholeAbstract
from commands.embeds.abstract import whole_text
from commands.embeds.ask import Asking, ask_embed, options_of
from commands.embeds.limits import LINK, size
from commands.embeds.markdown import safe_url
from commands.embeds.paper import paper_embed
from commands.fault import apologies
from commands.library import library_of
from commands.paging import card_reply
from commands.reply import Item, Reply, Select, is_theirs, view_of
from storage.answers.author import AuthorAnswer, AuthorCard
from storage.answers.paper import PaperAnswer, PaperCard
from storage.library import Library
from storage.queries.find import find_author, find_paper


def author_reply(answer: AuthorAnswer) -> Reply:
    return card_reply(answer) if isinstance(answer, AuthorCard) else _question(answer)


def paper_reply(answer: PaperAnswer) -> Reply:
    if not isinstance(answer, PaperCard):
        return _question(answer)
    return Reply(paper_embed(answer), view_of(*_paper_buttons(answer)))


def _paper_buttons(card: PaperCard) -> list[Item]:
    items: list[Item] = [WholeAbstract(card.id)] if card.abstract or whole_text(card) else []
    for label, url in (("Open paper", card.url), ("Open code", card.code_url)):
        address = safe_url(url)
        if address and size(address) <= LINK:
            items.append(discord.ui.Button(label=label, url=address))
    return items


def _question(answer: Asking) -> Reply:
    options = options_of(answer)
    return Reply(ask_embed(answer), view_of(Chooser(options)) if options else None)


class Chooser(discord.ui.DynamicItem[Select], template=r"choose"):
    def __init__(self, options: list[discord.SelectOption]) -> None:
        super().__init__(Select(custom_id="choose", placeholder="Choose one", options=options))

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Chooser":
        return cls([])

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if not is_theirs(interaction):
                message = "This menu asks somebody else. Type the command yourself to choose."
                await interaction.response.send_message(message, ephemeral=True)
                return
            reply = await _chosen(library_of(interaction), self.item.values[0])
            await interaction.response.edit_message(embed=reply.embed, view=reply.view)


async def _chosen(library: Library, value: str) -> Reply:
    if value.startswith("author:"):
        return author_reply(await library.ask(find_author, library.index, value))
    return paper_reply(await library.ask(find_paper, library.index, value))
