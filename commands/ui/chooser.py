"""The menu that asks which one was meant, and the button that asks for more about one. Both live in their ids."""

import re

import discord

from commands.ui.client import library_of
from commands.ui.embeds.ask import Asking, ask_embed, options_of
from commands.ui.faults import apologies
from commands.ui.registry import ANSWERERS
from commands.ui.reply import Button, Item, Reply, Select, edit, is_theirs, send, view_of

WHAT = r"(?P<what>\w{1,20})"


def question(asking: Asking, what: str, rest: str = "") -> Reply:
    """The choice is answered by whoever answers `what`. `rest` is in letters, digits, dots and dashes."""
    options = options_of(asking)
    return Reply(ask_embed(asking), view_of(Chooser(what, rest, options)) if options else None)


class Chooser(discord.ui.DynamicItem[Select], template=rf"choose:{WHAT}:(?P<rest>[\w.-]{{0,60}})"):
    """Turns the question into the answer."""

    def __init__(self, what: str, rest: str, options: list[discord.SelectOption]) -> None:
        super().__init__(Select(custom_id=f"choose:{what}:{rest}", placeholder="Choose one", options=options))
        self.what = what
        self.rest = rest

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Chooser":
        return cls(match["what"], match["rest"], [])

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if not is_theirs(interaction):
                message = "This menu asks somebody else. Type the command yourself to choose."
                await interaction.response.send_message(message, ephemeral=True)
                return
            answerer = ANSWERERS[self.what]
            if answerer.is_slow:
                await interaction.response.defer()
            await edit(interaction, await answerer.answer(library_of(interaction), self.item.values[0], self.rest))


class Ask(discord.ui.DynamicItem[Button], template=rf"ask:{WHAT}:(?P<about>(?:author|paper):\d{{1,18}})"):
    """Answers the one who presses, with a message of their own."""

    def __init__(self, what: str, about: str, label: str) -> None:
        super().__init__(Button(label=label, custom_id=f"ask:{what}:{about}"))
        self.what = what
        self.about = about

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Ask":
        return cls(match["what"], match["about"], "")

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            answerer = ANSWERERS[self.what]
            if answerer.is_slow:
                await interaction.response.defer(ephemeral=True, thinking=True)
            reply = await answerer.answer(library_of(interaction), self.about, "")
            await send(interaction, reply, ephemeral=True)
