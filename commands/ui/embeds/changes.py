"""A change to the library: as a line of a log, before it is undone or redone, and after."""

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, day
from commands.ui.embeds.limits import cut
from commands.ui.embeds.markdown import escaped
from storage.lookup.answers.changes import LibraryChange

SHARE = 150
"""Characters of one text, at most."""


def undo_embed(change: LibraryChange, note: str) -> discord.Embed:
    """`note`: in Markdown, ready to be shown."""
    words = "\n\n".join(part for part in (note, f"Last change to the library:\n{change_line(change)}") if part)
    return discord.Embed(title="Undo the last change", description=words, colour=COLOUR_ASK)


def undone_embed(change: LibraryChange) -> discord.Embed:
    words = [f"~~{_what(change)}~~", "Everything is as it was before this change."]
    if change.kind == "import":
        words.append("If the file is in the seeds folder, it is imported again only after it changes.")
    return discord.Embed(title="Undone", description="\n".join(words), colour=COLOUR)


def redo_embed(undo: LibraryChange, note: str) -> discord.Embed:
    """`note`: in Markdown, ready to be shown."""
    words = "\n\n".join(part for part in (note, f"The last undo:\n{change_line(undo)}") if part)
    return discord.Embed(title="Redo what was undone", description=words, colour=COLOUR_ASK)


def redone_embed(undo: LibraryChange) -> discord.Embed:
    words = f"“{_subject(undo)}” is back.\nEverything is as it was before the undo."
    return discord.Embed(title="Redone", description=words, colour=COLOUR)


def change_line(change: LibraryChange) -> str:
    """**#12** 23 Nov 2026: pierre.txt, 23 new, 2 changed · by @ada"""
    by = f" · by <@{change.person}>" if change.person else ""
    undone = " · undone" if change.is_undone else ""
    return f"**#{change.number}** {day(change.at.date())}: {_what(change)}{by}{undone}"


def _what(change: LibraryChange) -> str:
    file = cut(change.file, SHARE, escaped) or UNKNOWN
    if change.kind in ("undo", "redo"):
        return f"{'undid' if change.kind == 'undo' else 'redid'} “{_subject(change)}”"
    if change.told:
        told = cut(change.told, SHARE, escaped)
        return f"{file}: {told}" if change.kind == "refresh" else told
    counts = {"new": change.new, "changed": change.changed, "rejected": change.refused}
    return ", ".join([f"{file}", *(f"{number:,} {name}" for name, number in counts.items() if number)])


def _subject(change: LibraryChange) -> str:
    """What an undo or a redo is of."""
    return cut(change.told or change.file, SHARE, escaped) or UNKNOWN
