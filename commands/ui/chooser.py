"""The menu that asks which one was meant, and the button that asks for more about one. Both live in their ids."""

import discord

from commands.ui.component import ButtonComponent, MenuComponent
from commands.ui.embeds.ask import Asking, ask_embed, options_of
from commands.ui.reply import Reply, edit, is_theirs, send, view_of
from commands.ui.routes import library_of, routes_of


def question(asking: Asking, what: str, rest: str = "") -> Reply:
    """The choice is answered by whoever answers `what`. `rest` is in letters, digits, dots and dashes."""
    options = options_of(asking)
    return Reply(ask_embed(asking), view_of(Chooser(what=what, rest=rest, options=options)) if options else None)


class Chooser(MenuComponent, custom_id="choose:{what:word}:{rest:rest}"):
    """Turns the question into the answer."""

    what: str
    rest: str
    placeholder: str = "Choose one"

    async def press(self, interaction: discord.Interaction) -> None:
        route = routes_of(interaction).answers[self.what]
        if not is_theirs(interaction) or not await route.is_for(interaction, self.rest):
            message = "This menu is for the person who ran the command. Run it yourself to choose."
            await interaction.response.send_message(message, ephemeral=True)
            return
        if route.is_slow:
            await interaction.response.defer()
        await edit(interaction, await route.answer(library_of(interaction), self.item.values[0], self.rest))


class Ask(ButtonComponent, custom_id="ask:{what:word}:{about:subject}"):
    """Answers whoever presses it, in a message of their own."""

    what: str
    about: str

    async def press(self, interaction: discord.Interaction) -> None:
        route = routes_of(interaction).answers[self.what]
        if route.is_slow:
            await interaction.response.defer(ephemeral=True, thinking=True)
        reply = await route.answer(library_of(interaction), self.about, "")
        await send(interaction, reply, ephemeral=True)
