"""Autocomplete's choices."""

from discord.app_commands import Choice

from commands.embeds.characters import plain
from commands.embeds.limits import CHOICE, cut
from commands.embeds.words import UNKNOWN
from commands.fault import log_fault
from storage.library import Library
from storage.queries.find import suggest
from storage.search.entry import Kind


async def choices(library: Library, kind: Kind, words: str) -> list[Choice[str]]:
    """No choice at all after a fault: an autocomplete has no place for an apology, but it is answered."""
    try:
        found = await suggest(library.index, kind, words)
    except Exception as fault:
        log_fault(f"autocomplete of {kind}", fault)
        return []
    return [Choice(name=cut(choice.label, CHOICE, plain) or UNKNOWN, value=choice.value) for choice in found]
