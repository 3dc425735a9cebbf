"""Autocomplete's choices."""

from collections.abc import Awaitable

from discord.app_commands import Choice

from commands.ui.embeds.formatting import UNKNOWN
from commands.ui.embeds.limits import CHOICE, cut, size
from commands.ui.embeds.markdown import plain
from commands.ui.faults import log_fault
from storage.library import Library
from storage.lookup.answers.status import Suggestion
from storage.lookup.find import suggest, suggest_by_id, suggest_fields
from storage.lookup.paper_card import is_id_text
from storage.search.entry import EntryKind


async def choices(library: Library, kind: EntryKind, words: str) -> list[Choice[str]]:
    by_id = kind == "paper" and is_id_text(words)
    found = await _or_none(library.ask(suggest_by_id, words) if by_id else suggest(library.index, kind, words))
    return [Choice(name=_label(choice), value=_value(choice)) for choice in found]


async def field_choices(library: Library, words: str) -> list[Choice[str]]:
    found = await _or_none(suggest_fields(library.index, words))
    return [Choice(name=_label(choice), value=cut(choice.key, CHOICE)) for choice in found]


async def _or_none(found: Awaitable[tuple[Suggestion, ...]]) -> tuple[Suggestion, ...]:
    """No choice at all after a fault: an autocomplete has no place for an apology, but it is answered."""
    try:
        return await found
    except Exception as fault:
        log_fault("an autocomplete", fault)
        return ()


def _label(choice: Suggestion) -> str:
    label = f"{choice.name} · {choice.hint}" if choice.hint else choice.name
    return cut(label, CHOICE, plain) or UNKNOWN


def _value(choice: Suggestion) -> str:
    """Certain for us, by its end; and fit to be read, as some clients show it in place of the label."""
    tail = f" · {choice.key}"
    return cut(choice.name, CHOICE - size(tail), plain) + tail
