"""/me: a member of a server says which author they are, and whether announcements ping them."""

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.ui.autocomplete import choices
from commands.ui.chooser import question
from commands.ui.embeds.markdown import escaped
from commands.ui.embeds.notes import note_embed
from commands.ui.permissions import BY_SERVERS, IN_SERVERS
from commands.ui.reply import Reply, send
from storage.announcements.members import forget_member, link_member, set_ping
from storage.library import Library
from storage.lookup.answers.author import AuthorCard
from storage.lookup.find import find_author

UNKNOWN_MEMBER = "You have not said which author you are yet. Use `/me is`."


class MeCommands(Cog):
    me = app_commands.Group(
        name="me",
        description="Link yourself to an author, so that announcements in this server can name you.",
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
    )

    def __init__(self, library: Library) -> None:
        self.library = library

    @me.command(name="is")
    async def is_author(self, interaction: discord.Interaction, author: Range[str, 1, 500]) -> None:
        """Say which author you are: announcements in this server then name you next to your papers.

        Parameters
        ----------
        author:
            Your name as it appears on papers
        """
        await interaction.response.defer(ephemeral=True)
        await send(interaction, await answer_me(self.library, author, f"{interaction.guild_id}.{interaction.user.id}"))

    @me.command()
    @app_commands.choices(when=[Choice(name="On", value=1), Choice(name="Off", value=0)])
    async def ping(self, interaction: discord.Interaction, when: Choice[int]) -> None:
        """Choose whether announcements of your papers ping you or only name you.

        Parameters
        ----------
        when:
            On or off (default: off)
        """
        await interaction.response.defer(ephemeral=True)
        assert interaction.guild_id is not None
        is_on = bool(when.value)
        known = await self.library.change(set_ping, interaction.guild_id, interaction.user.id, ping=is_on)
        words = "You are pinged when one of your papers is announced." if is_on else "You are named, but not pinged."
        await send(interaction, Reply(note_embed("You in this server", words if known else UNKNOWN_MEMBER)))

    @me.command()
    async def forget(self, interaction: discord.Interaction) -> None:
        """Unlink yourself from your author."""
        await interaction.response.defer(ephemeral=True)
        assert interaction.guild_id is not None
        known = await self.library.change(forget_member, interaction.guild_id, interaction.user.id)
        words = "Done. I no longer know which author you are." if known else UNKNOWN_MEMBER
        await send(interaction, Reply(note_embed("You in this server", words)))

    @is_author.autocomplete("author")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)


async def is_member_named(interaction: discord.Interaction, member: str) -> bool:
    return member == f"{interaction.guild_id}.{interaction.user.id}"


async def answer_me(library: Library, words: str, member: str) -> Reply:
    """`member`: "<server>.<user>"."""
    answer = await library.ask(find_author, library.index, words)
    if not isinstance(answer, AuthorCard):
        return question(answer, "me", member)
    guild, person = map(int, member.split("."))
    await library.change(link_member, guild, person, answer.id)
    return Reply(
        note_embed(
            "You in this server",
            f"You are **{escaped(answer.name)}** here: announcements in this server name you next to your papers. "
            "`/me ping` turns on pings; `/me forget` removes the link.",
        )
    )
