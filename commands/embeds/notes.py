"""A few words as an answer."""

import discord

from commands.embeds.limits import DESCRIPTION, cut
from commands.embeds.words import COLOUR, UNKNOWN


def note_embed(title: str, words: str) -> discord.Embed:
    """Both are already as they are shown."""
    return discord.Embed(title=title, description=cut(words, DESCRIPTION) or UNKNOWN, colour=COLOUR)
