"""A short text as an embed."""

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN
from commands.ui.embeds.limits import DESCRIPTION, cut


def note_embed(title: str, words: str) -> discord.Embed:
    """Both are Markdown already."""
    return discord.Embed(title=title, description=cut(words, DESCRIPTION) or UNKNOWN, colour=COLOUR)
