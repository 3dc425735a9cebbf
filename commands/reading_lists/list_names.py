"""Finds reading lists by name and, if needed, by owner: the person or the server."""

from dataclasses import dataclass
from typing import Final, Literal

import discord
from discord.app_commands import Choice

from commands.reading_lists.embeds import no_list_embed
from commands.ui.embeds.formatting import count
from commands.ui.embeds.limits import CHOICE, CHOICES, cut, size
from commands.ui.embeds.markdown import plain
from commands.ui.refusal import UserError
from commands.ui.reply import Reply
from storage.library import Library
from storage.reading_lists.answers import DEFAULT_LIST, NAME_LENGTH, ListName, Owner
from storage.reading_lists.lists import find_list, lists_of

Whose = Literal["mine", "server"]
ENDINGS: Final[dict[Whose, str]] = {"mine": " · yours", "server": " · the server's"}
"""Added to names in autocomplete to tell a person's lists from the server's."""
NOT_HERE = "Server lists are only available in their server. Your own lists are available everywhere."


@dataclass(frozen=True, slots=True)
class Asker:
    """The person who typed the command, and where. `guild` is None in direct messages."""

    person: int
    guild: int | None
    manages: bool
    """Whether they have *Manage Messages* there."""

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Owners of the lists that they see: themselves and the server."""
        mine = Owner(person=self.person)
        return (mine,) if self.guild is None else (mine, Owner(guild=self.guild))

    def owner(self, whose: Whose) -> Owner:
        """Raises UserError outside servers if the server's lists are wanted."""
        if whose == "server" and self.guild is None:
            raise UserError(NOT_HERE)
        return Owner(guild=self.guild) if whose == "server" else Owner(person=self.person)

    def may_read(self, known: ListName) -> bool:
        return known.owner in self.owners

    def may_change(self, known: ListName) -> bool:
        """Whether they may rename or delete the list."""
        if known.owner.guild is None:
            return known.owner.person == self.person
        return known.owner.guild == self.guild and (self.manages or known.made_by == self.person)


def asker_of(interaction: discord.Interaction) -> Asker:
    manages = interaction.guild_id is not None and interaction.permissions.manage_messages
    return Asker(interaction.user.id, interaction.guild_id, manages)


def wished_name(typed: str) -> str:
    """Raises UserError if it is not a valid list name."""
    name = plain(typed)
    if not name:
        raise UserError("A list name needs at least one visible character.")
    if size(name) > NAME_LENGTH:
        raise UserError(f"A list name can have at most {NAME_LENGTH} characters. This one has {size(name)}.")
    return name


async def wished_list(
    library: Library, asker: Asker, typed: str | None, whose: Whose | None
) -> tuple[str, Owner, ListName | None]:
    """(name, owner, the list if it exists). A name alone means the person's own list, unless only the server has a list
    of that name. Raises UserError if the name or owner is not valid."""
    typed, said = _taken_apart(typed or DEFAULT_LIST)
    name, whose = wished_name(typed), whose or said
    owners = asker.owners if whose is None else (asker.owner(whose),)
    for owner in owners:
        if (known := await library.ask(find_list, owner, name)) is not None:
            return name, owner, known
    return name, owners[0], None


def _taken_apart(typed: str) -> tuple[str, Whose | None]:
    for whose, ending in ENDINGS.items():
        if typed.endswith(ending):
            return typed.removesuffix(ending), whose
    return typed, None


async def no_list_reply(library: Library, asker: Asker, name: str) -> Reply:
    there = [await library.ask(lists_of, owner) for owner in asker.owners]
    return Reply(no_list_embed(name, there[0], there[1] if len(there) > 1 else ()))


async def list_choices(library: Library, asker: Asker, words: str, *, can_be_new: bool = False) -> list[Choice[str]]:
    words, said = _taken_apart(words)
    offered: list[Choice[str]] = []
    for whose, owner in zip(ENDINGS, asker.owners, strict=False):
        there = await library.ask(lists_of, owner)
        known = {one.name.casefold() for one in there}
        offered += [_choice(one.name, whose, count(one.papers, "paper")) for one in there if _fits(one.name, words)]
        if can_be_new and plain(words).casefold() not in known and _is_name(words):
            offered.append(_choice(plain(words), whose, "new"))
    return [choice for choice in offered if said is None or choice.value.endswith(ENDINGS[said])][:CHOICES]


def _fits(name: str, words: str) -> bool:
    return plain(words).casefold() in name.casefold()


def _is_name(words: str) -> bool:
    return 0 < size(plain(words)) <= NAME_LENGTH


def _choice(name: str, whose: Whose, hint: str) -> Choice[str]:
    named = name + ENDINGS[whose]
    return Choice(name=cut(f"{named} ({hint})", CHOICE), value=named)
