"""/authors: who is who, where the library is wrong. For those who may manage the server."""

import discord
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.identities.apply import told, word_of
from commands.identities.embeds import log_embed, said_embed, which_embed
from commands.identities.merge import merge_reply
from commands.identities.split import split_reply
from commands.ui.admins import admin_group, turned_away
from commands.ui.autocomplete import choices
from commands.ui.reply import Reply, send
from storage.identities.alias import change_alias
from storage.identities.link import link_external_id
from storage.identities.queries import decision_log
from storage.library import Library
from storage.lookup.answers.author import AuthorCard
from storage.lookup.external_ids import parse_external_id
from storage.lookup.find import find_author

NO_ID = (
    "That is no id that I know. Expected an ORCID (0000-0002-1825-0097, whose last digit is checked), an author of "
    "OpenAlex (A5023888391) or one of Semantic Scholar (digits), or the address of one of these."
)
Name = Range[str, 1, 500]


class IdentityCommands(Cog):
    group = admin_group("authors", "Who is who: merge, split, other names, ids elsewhere.")

    def __init__(self, library: Library) -> None:
        self.library = library

    @group.command()
    async def merge(self, interaction: discord.Interaction, one: Name, other: Name) -> None:
        """Say that two people are one; you are asked first.

        Parameters
        ----------
        one:
            A person of this library
        other:
            Who is the same person
        """
        if (people := await self._people(interaction, one, other)) is not None:
            await send(interaction, await merge_reply(self.library, people[0], people[1]), ephemeral=True)

    @group.command()
    async def split(self, interaction: discord.Interaction, author: Name) -> None:
        """Say that papers are another person's of the same name, or take a merge back.

        Parameters
        ----------
        author:
            Under whose name the papers of two people are
        """
        if (people := await self._people(interaction, author)) is not None:
            await send(interaction, await split_reply(self.library, people[0]), ephemeral=True)

    @group.command()
    async def alias(
        self, interaction: discord.Interaction, author: Name, name: Range[str, 1, 200], remove: bool = False
    ) -> None:
        """Let a person be found under another name, too.

        Parameters
        ----------
        author:
            A person of this library
        name:
            The other name
        remove:
            Find them under it no longer
        """
        if (people := await self._people(interaction, author)) is not None:
            words = await told(interaction, change_alias, people[0], name, word_of(interaction), remove=remove)
            await send(interaction, Reply(said_embed(words)), ephemeral=True)

    @group.command()
    async def link(
        self, interaction: discord.Interaction, author: Name, id: Range[str, 1, 300], remove: bool = False
    ) -> None:
        """Say who a person is at ORCID, OpenAlex or Semantic Scholar.

        Parameters
        ----------
        author:
            A person of this library
        id:
            Their id there, or the address of their page
        remove:
            They are not the one of this id
        """
        if (people := await self._people(interaction, author)) is None:
            return
        elsewhere = parse_external_id(id)
        if elsewhere is None:
            await send(interaction, Reply(said_embed(NO_ID)), ephemeral=True)
            return
        words = await told(interaction, link_external_id, people[0], elsewhere, word_of(interaction), remove=remove)
        await send(interaction, Reply(said_embed(words)), ephemeral=True)

    @group.command()
    async def log(self, interaction: discord.Interaction) -> None:
        """Show what was said of who is who, by whom, and what was taken back."""
        if await turned_away(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await send(interaction, Reply(log_embed(await self.library.ask(decision_log))), ephemeral=True)

    async def _people(self, interaction: discord.Interaction, *names: str) -> tuple[int, ...] | None:
        """Whom the names mean. None: it was answered why not."""
        if await turned_away(interaction):
            return None
        await interaction.response.defer(ephemeral=True, thinking=True)
        people: list[int] = []
        for words in names:
            answer = await self.library.ask(find_author, self.library.index, words)
            if not isinstance(answer, AuthorCard):
                await send(interaction, Reply(which_embed(answer)), ephemeral=True)
                return None
            people.append(answer.id)
        return tuple(people)

    @merge.autocomplete("one")
    @merge.autocomplete("other")
    @split.autocomplete("author")
    @alias.autocomplete("author")
    @link.autocomplete("author")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)
