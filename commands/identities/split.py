"""The menus that split an author: which papers are another person's, and which merge to undo."""

import discord

from commands.identities.apply import apply_decision, as_sentence, decision_of
from commands.identities.embeds import decision_embed, merged_options, paper_options, split_embed
from commands.ui.component import ButtonComponent, MenuComponent
from commands.ui.reply import Item, Reply, edit, view_of
from commands.ui.routes import library_of
from storage.identities.answers import PapersToSplit
from storage.identities.decision import IdentityError
from storage.identities.queries import papers_to_split
from storage.identities.split import split_author
from storage.identities.unmerge import undo_merge
from storage.library import Library

GONE = "That author is no longer in the library, or was merged into another."


async def split_reply(library: Library, author: int, to: int | None = None, page: int = 1, note: str = "") -> Reply:
    asked = await library.ask(papers_to_split, author, to, page)
    if asked is None:
        return Reply(decision_embed(note or GONE))
    return Reply(split_embed(asked, note), view_of(*items_of(asked)))


def items_of(asked: PapersToSplit) -> list[Item]:
    author, to = asked.person.id, asked.to and asked.to.id
    items: list[Item] = []
    if asked.person.papers > 1 and asked.papers:
        options = paper_options(asked)
        items.append(ChoosePapers(author=author, to=to, options=options, max_values=max(1, len(options))))
    if asked.merged:
        items.append(ChooseMerged(author=author, options=merged_options(asked)))
    if asked.page > 1:
        items.append(TurnPapers(author=author, to=to, page=asked.page - 1, label="Newer"))
    if asked.page < asked.pages:
        items.append(TurnPapers(author=author, to=to, page=asked.page + 1, label="Older"))
    return items


class ChoosePapers(MenuComponent, custom_id="split:{author:id}:{to:optional_id}"):
    """`to`: the author who got the papers chosen before; None at first."""

    manages_library = True
    author: int
    to: int | None
    placeholder: str = "Papers by someone else"

    async def press(self, interaction: discord.Interaction) -> None:
        chosen = {int(value) for value in self.item.values}
        await interaction.response.defer()
        library, to = library_of(interaction), self.to
        try:
            to, summary = await library.change(split_author, self.author, chosen, decision_of(interaction), self.to)
            await library.sync_index()
            note = as_sentence(summary)
        except IdentityError as why:
            note = str(why)
        await edit(interaction, await split_reply(library, self.author, to, note=note))


class ChooseMerged(MenuComponent, custom_id="unmerge:{author:id}"):
    manages_library = True
    author: int
    placeholder: str = "Undo a merge: who is a different person?"

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        words = await apply_decision(interaction, undo_merge, int(self.item.values[0]), decision_of(interaction))
        await edit(interaction, Reply(decision_embed(words)))


class TurnPapers(ButtonComponent, custom_id="splitpage:{author:id}:{to:optional_id}:{page:number}"):
    manages_library = True
    author: int
    to: int | None
    page: int

    async def press(self, interaction: discord.Interaction) -> None:
        await edit(interaction, await split_reply(library_of(interaction), self.author, self.to, self.page))
