"""A few words as an answer."""

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN
from commands.ui.embeds.limits import DESCRIPTION, cut


def note_embed(title: str, words: str) -> discord.Embed:
    """Both are already as they are shown."""
    return discord.Embed(title=title, description=cut(words, DESCRIPTION) or UNKNOWN, colour=COLOUR)
