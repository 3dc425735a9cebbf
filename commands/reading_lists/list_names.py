"""Reading lists as people name them: by a name, with whose list it is where that matters."""

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
"""How autocomplete says whose list a name means."""
NOT_HERE = "Lists of a server are at hand in that server only; your own lists are everywhere."


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. `guild` is None in direct messages."""

    person: int
    guild: int | None
    manages: bool
    """Whether they may manage messages there."""

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Whose lists they see: their own, and the server's."""
        mine = Owner(person=self.person)
        return (mine,) if self.guild is None else (mine, Owner(guild=self.guild))

    def owner(self, whose: Whose) -> Owner:
        """Raises WishError where there is no server."""
        if whose == "server" and self.guild is None:
            raise UserError(NOT_HERE)
        return Owner(guild=self.guild) if whose == "server" else Owner(person=self.person)

    def may_change(self, known: ListName) -> bool:
        """Its name, and whether it is there at all."""
        if known.owner.guild is None:
            return known.owner.person == self.person
        return known.owner.guild == self.guild and (self.manages or known.made_by == self.person)


def asker_of(interaction: discord.Interaction) -> Asker:
    manages = interaction.guild_id is not None and interaction.permissions.manage_messages
    return Asker(interaction.user.id, interaction.guild_id, manages)


def wished_name(typed: str) -> str:
    """Raises WishError for what cannot be a list's name."""
    name = plain(typed)
    if not name:
        raise UserError("A list's name needs something that can be seen.")
    if size(name) > NAME_LENGTH:
        raise UserError(f"A list's name has at most {NAME_LENGTH} characters; this one has {size(name)}.")
    return name


async def wished_list(
    library: Library, asker: Asker, typed: str | None, whose: Whose | None
) -> tuple[str, Owner, ListName | None]:
    """(its name, whose it is, the list where there is one). A name alone means one's own list, unless only the server
    has one of that name. Raises WishError for what cannot be."""
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
