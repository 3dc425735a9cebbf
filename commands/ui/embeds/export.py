"""The message with exported files."""

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN, count
from commands.ui.embeds.limits import DESCRIPTION, cut
from commands.ui.embeds.markdown import escaped


def export_embed(title: str, exported: int, total: int) -> discord.Embed:
    """`exported` of `total` papers are in the files."""
    name = cut(title, DESCRIPTION // 2, escaped) or UNKNOWN
    papers = count(total, "paper")
    all_or_some = (
        f"The first {exported:,} of {papers}" if exported < total else f"All {papers}" if total > 1 else papers
    )
    embed = discord.Embed(title="Export", colour=COLOUR)
    embed.description = f"{name}\n{all_or_some}, as BibTeX, CSV and Markdown."
    return embed
