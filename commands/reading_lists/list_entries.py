"""Finds a paper on a reading list by its title or part of it."""

import re

from discord.app_commands import Choice

from commands.reading_lists.embeds import list_name
from commands.ui.embeds.formatting import UNKNOWN
from commands.ui.embeds.limits import CHOICE, CHOICES, cut, size
from commands.ui.embeds.markdown import escaped, plain
from storage.reading_lists.answers import ListEntry, ListName
from storage.text.fold import fold

SHOWN = 200
NAMED = 5


def entry_title(one: ListEntry) -> str:
    """Escaped for Markdown."""
    return cut(_title(one), SHOWN, escaped) or UNKNOWN


def meant(saved: tuple[ListEntry, ...], typed: str) -> tuple[ListEntry, ...]:
    """The entry chosen from autocomplete; else those with this exact title; else those with all of the words."""
    picked = re.search(r"(?:^|· )saved:([0-9]{1,18})$", typed.strip())
    if picked:
        return tuple(one for one in saved if one.id == int(picked[1]))
    wanted = fold(typed)
    same = tuple(one for one in saved if fold(_title(one)) == wanted)
    return same or tuple(one for one in saved if _has(one, typed))


def which(fitting: tuple[ListEntry, ...], known: ListName) -> str:
    """The reply if not exactly one paper matches."""
    if not fitting:
        return f"No paper in **{list_name(known.name)}** has these words in its title."
    titles = "\n".join(f"• {entry_title(one)}" for one in fitting[:NAMED])
    more = f"\nand {len(fitting) - NAMED:,} more" if len(fitting) > NAMED else ""
    head = f"Several papers in **{list_name(known.name)}** match. Type more of the title, or choose a suggestion:"
    return f"{head}\n{titles}{more}"


def entry_choices(saved: tuple[ListEntry, ...], words: str) -> list[Choice[str]]:
    fitting = [one for one in saved if _has(one, words)][:CHOICES]
    return [Choice(name=cut(_title(one), CHOICE, plain) or UNKNOWN, value=_value(one)) for one in fitting]


def _value(one: ListEntry) -> str:
    """The title, as some clients show the value instead of the name, and an ending that identifies the entry."""
    tail = f" · saved:{one.id}"
    return cut(_title(one), CHOICE - size(tail), plain) + tail


def _has(one: ListEntry, words: str) -> bool:
    """Whether each word is the beginning of a word of the title."""
    there = fold(_title(one)).split()
    return all(any(part.startswith(word) for part in there) for word in fold(words).split())


def _title(one: ListEntry) -> str:
    return one.line.title if one.line else one.title
