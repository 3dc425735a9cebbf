"""How a button finds the library: it is handed to the client once, in bot/compose.py."""

from typing import Protocol, cast

import discord

from storage.library import Library


class LibraryClient(Protocol):
    library: Library


def library_of(interaction: discord.Interaction) -> Library:
    return cast(LibraryClient, interaction.client).library
