"""/authors: corrects who is who in the library. For admins."""

import discord
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.identities.apply import apply_decision, decision_of
from commands.identities.embeds import decision_embed, decision_log_embed, which_embed
from commands.identities.merge import merge_reply
from commands.identities.split import split_reply
from commands.ui.access import admin_group
from commands.ui.autocomplete import choices
from commands.ui.reply import Reply, send
from storage.identities.alias import add_alias, remove_alias
from storage.identities.link import link_external_id, unlink_external_id
from storage.identities.queries import decision_log
from storage.library import Library
from storage.lookup.answers.author import AuthorCard
from storage.lookup.external_ids import parse_external_id
from storage.lookup.find import find_author

NO_ID = (
    "That is not a valid id. Enter an ORCID iD (0000-0002-1825-0097, including its check digit), an OpenAlex "
    "author id (A5023888391), a Semantic Scholar author id (digits only), or the URL of such a page."
)
Name = Range[str, 1, 500]


class IdentityCommands(Cog):
    group = admin_group("authors", "Correct who is who: merges, splits, aliases and external ids.")

    def __init__(self, library: Library) -> None:
        self.library = library

    @group.command()
    async def merge(self, interaction: discord.Interaction, one: Name, other: Name) -> None:
        """Merge two authors who are the same person, after you confirm.

        Parameters
        ----------
        one:
            An author in this library
        other:
            The author who is the same person
        """
        if (people := await self._people(interaction, one, other)) is not None:
            await send(interaction, await merge_reply(self.library, people[0], people[1]), ephemeral=True)

    @group.command()
    async def split(self, interaction: discord.Interaction, author: Name) -> None:
        """Move papers to another author of the same name, or undo a merge.

        Parameters
        ----------
        author:
            The author whose papers belong to two people
        """
        if (people := await self._people(interaction, author)) is not None:
            await send(interaction, await split_reply(self.library, people[0]), ephemeral=True)

    @group.command()
    async def alias(
        self, interaction: discord.Interaction, author: Name, name: Range[str, 1, 200], remove: bool = False
    ) -> None:
        """Let an author be found by another name as well.

        Parameters
        ----------
        author:
            An author in this library
        name:
            The other name
        remove:
            Remove this alias instead of adding it
        """
        if (people := await self._people(interaction, author)) is not None:
            change = remove_alias if remove else add_alias
            done = await apply_decision(interaction, change, people[0], name, decision_of(interaction))
            await send(interaction, Reply(decision_embed(done)), ephemeral=True)

    @group.command()
    async def link(
        self, interaction: discord.Interaction, author: Name, id: Range[str, 1, 300], remove: bool = False
    ) -> None:
        """Link an author to their ORCID iD, OpenAlex or Semantic Scholar page.

        Parameters
        ----------
        author:
            An author in this library
        id:
            Their id there, or the URL of their page
        remove:
            Remove this link instead of adding it
        """
        if (people := await self._people(interaction, author)) is None:
            return
        external_id = parse_external_id(id)
        if external_id is None:
            await send(interaction, Reply(decision_embed(NO_ID)), ephemeral=True)
            return
        change = unlink_external_id if remove else link_external_id
        done = await apply_decision(interaction, change, people[0], external_id, decision_of(interaction))
        await send(interaction, Reply(decision_embed(done)), ephemeral=True)

    @group.command()
    async def log(self, interaction: discord.Interaction) -> None:
        """Show the decisions on who is who, who made them, and which were undone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await send(interaction, Reply(decision_log_embed(await self.library.ask(decision_log))), ephemeral=True)

    async def _people(self, interaction: discord.Interaction, *names: str) -> tuple[int, ...] | None:
        """The ids of the authors of these names. None: the reply already says why there are none."""
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
