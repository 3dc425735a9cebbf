"""The confirmation of a merge, and its button."""

import discord

from commands.identities.apply import apply_decision, decision_of
from commands.identities.embeds import decision_embed, merge_embed
from commands.ui.component import ButtonComponent
from commands.ui.reply import Reply, edit, view_of
from storage.identities.merge import merge_authors
from storage.identities.queries import merge_candidates
from storage.library import Library

GONE = "One of these authors is no longer in the library."


async def merge_reply(library: Library, one: int, other: int) -> Reply:
    if one == other:
        return Reply(decision_embed("Both are the same author."))
    two = await library.ask(merge_candidates, one, other)
    return Reply(decision_embed(GONE)) if two is None else Reply(merge_embed(two), view_of(Merge(one=one, other=other)))


class Merge(ButtonComponent, custom_id="merge:{one:id}:{other:id}"):
    manages_library = True
    one: int
    other: int
    label: str = "Merge"
    style: discord.ButtonStyle = discord.ButtonStyle.danger

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        words = await apply_decision(interaction, merge_authors, self.one, self.other, decision_of(interaction))
        await edit(interaction, Reply(decision_embed(words)))
