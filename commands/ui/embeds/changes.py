"""A change of the library, as one reads it: in the books, before it is taken back, and after."""

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, day
from commands.ui.embeds.limits import cut
from commands.ui.embeds.markdown import escaped
from storage.lookup.answers.changes import Change

SHARE = 150


def undo_embed(change: Change, note: str) -> discord.Embed:
    """`note`: already as it is shown."""
    words = "\n\n".join(part for part in (note, f"The last change of the library:\n{change_line(change)}") if part)
    return discord.Embed(title="Take the last change back?", description=words, colour=COLOUR_ASK)


def taken_back_embed(change: Change) -> discord.Embed:
    words = [f"~~{_what(change)}~~", "Everything is as it was before."]
    if change.kind == "import":
        words.append("A file in the folder of seeds is not loaded again by itself, unless it changes.")
    return discord.Embed(title="Taken back", description="\n".join(words), colour=COLOUR)


def change_line(change: Change) -> str:
    """**#12** 23 Nov 2026: pierre.txt, 23 new, 2 changed · by @ada"""
    by = f" · by <@{change.person}>" if change.person else ""
    undone = " · taken back" if change.is_undone else ""
    return f"**#{change.number}** {day(change.at.date())}: {_what(change)}{by}{undone}"


def _what(change: Change) -> str:
    file = cut(change.file, SHARE, escaped) or UNKNOWN
    if change.kind == "undo":
        return f"took back {cut(change.told or change.file, SHARE, escaped) or UNKNOWN}"
    if change.told:
        told = cut(change.told, SHARE, escaped)
        return f"{file}: {told}" if change.kind == "refresh" else told
    counts = {"new": change.new, "changed": change.changed, "refused": change.refused}
    return ", ".join([f"{file}", *(f"{number:,} {name}" for name, number in counts.items() if number)])
