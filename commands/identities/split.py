"""The menus that tell two people of one name apart: which papers are the other's, and which merge was wrong."""

import re

import discord

from commands.identities.apply import told, word_of
from commands.identities.embeds import merged_options, paper_options, said_embed, split_embed
from commands.ui.admins import turned_away
from commands.ui.client import library_of
from commands.ui.faults import apologies
from commands.ui.reply import Button, Item, Reply, Select, edit, view_of
from storage.identities.answers import PapersToSplit
from storage.identities.decision import IdentityError
from storage.identities.queries import papers_to_split
from storage.identities.split import split
from storage.identities.unmerge import separate
from storage.library import Library

GONE = "That person is not in this library any more, or is one with somebody else."
WHO = r"(?P<author>\d{1,18}):(?P<to>\d{0,18})"


async def split_reply(library: Library, author: int, to: int | None = None, page: int = 1, note: str = "") -> Reply:
    asked = await library.ask(papers_to_split, author, to, page)
    if asked is None:
        return Reply(said_embed(note or GONE))
    return Reply(split_embed(asked, note), view_of(*items_of(asked)))


def items_of(asked: PapersToSplit) -> list[Item]:
    author, to = asked.person.id, asked.to and asked.to.id
    items: list[Item] = []
    if asked.person.papers > 1 and asked.papers:
        items.append(ChoosePapers(author, to, paper_options(asked)))
    if asked.merged:
        items.append(ChooseMerged(author, merged_options(asked)))
    if asked.page > 1:
        items.append(TurnPapers(author, to, asked.page - 1, "Newer"))
    if asked.page < asked.pages:
        items.append(TurnPapers(author, to, asked.page + 1, "Older"))
    return items


class ChoosePapers(discord.ui.DynamicItem[Select], template=rf"split:{WHO}"):
    """`to`: who got the papers that were chosen before; nobody yet, at first."""

    def __init__(self, author: int, to: int | None, options: list[discord.SelectOption]) -> None:
        super().__init__(Select(
            custom_id=f"split:{author}:{to or ''}", placeholder="Papers of the other person", options=options,
            min_values=1, max_values=max(1, len(options)),
        ))  # fmt: skip
        self.author = author
        self.to = to

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /
    ) -> "ChoosePapers":
        return cls(int(match["author"]), int(match["to"]) if match["to"] else None, [])

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if await turned_away(interaction):
                return
            chosen = {int(value) for value in self.item.values}
            await interaction.response.defer()
            library, to = library_of(interaction), self.to
            try:
                to, words = await library.change(split, self.author, chosen, word_of(interaction), self.to)
                await library.freshen()
            except IdentityError as why:
                words = str(why)
            await edit(interaction, await split_reply(library, self.author, to, note=words))


class ChooseMerged(discord.ui.DynamicItem[Select], template=r"unmerge:(?P<author>\d{1,18})"):
    def __init__(self, author: int, options: list[discord.SelectOption]) -> None:
        select = Select(
            custom_id=f"unmerge:{author}", placeholder="Take a merge back: who is not them?", options=options
        )
        super().__init__(select)
        self.author = author

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /
    ) -> "ChooseMerged":
        return cls(int(match["author"]), [])

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if await turned_away(interaction):
                return
            await interaction.response.defer()
            words = await told(interaction, separate, int(self.item.values[0]), word_of(interaction))
            await edit(interaction, Reply(said_embed(words)))


class TurnPapers(discord.ui.DynamicItem[Button], template=rf"splitpage:{WHO}:(?P<page>\d{{1,6}})"):
    def __init__(self, author: int, to: int | None, page: int, label: str = "") -> None:
        super().__init__(Button(label=label, custom_id=f"splitpage:{author}:{to or ''}:{page}"))
        self.author = author
        self.to = to
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /
    ) -> "TurnPapers":
        return cls(int(match["author"]), int(match["to"]) if match["to"] else None, int(match["page"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if await turned_away(interaction):
                return
            reply = await split_reply(library_of(interaction), self.author, self.to, self.page)
            await edit(interaction, reply)
