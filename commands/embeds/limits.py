"""Discord's limits, and cutting text to them. Lengths are counted in UTF-16 units, the stricter way to count."""

from collections.abc import Callable
from typing import Final

import discord

TITLE: Final = 256
DESCRIPTION: Final = 4096
FIELDS: Final = 25
FIELD_NAME: Final = 256
FIELD_VALUE: Final = 1024
FOOTER: Final = 2048
ALL_EMBEDS: Final = 6000
CHOICES: Final = 25
CHOICE: Final = 100
OPTIONS: Final = 25
OPTION: Final = 100
BUTTON: Final = 80
CUSTOM_ID: Final = 100
LINK: Final = 512
"""A link button's address."""
ELLIPSIS: Final = "…"


def size(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, limit: int, shown: Callable[[str], str] = str) -> str:
    """The text as shown, at most `limit` long: shortened at a word, with an ellipsis. `shown` may lengthen it
    (escapes), so it is the shown text that is measured and the text itself that is cut."""
    whole = shown(text)
    if size(whole) <= limit:
        return whole
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(shown(text[:middle])) < limit else (low, middle - 1)
    return shown(_at_a_word(text[:low])) + ELLIPSIS


def _at_a_word(text: str) -> str:
    """Without the word that was cut through, unless that were a third of it (long words, scripts without spaces)."""
    head, space, _ = text.rpartition(" ")
    return (head if space and len(head) * 3 > len(text) * 2 else text).rstrip(" ,;:·")


def cut_list(items: tuple[str, ...], limit: int, joint: str = ", ", *, more: str = "and {:,} more") -> str:
    """As many items as fit, and how many there are besides. The items are already shown as they should be."""
    whole = joint.join(items)
    if size(whole) <= limit:
        return whole
    kept: list[str] = []
    room = limit - size(joint + more.format(len(items)))
    for item in items:
        room -= size(item + joint)
        if room < 0:
            break
        kept.append(item)
    return joint.join([*kept, more.format(len(items) - len(kept))])


def total(embed: discord.Embed) -> int:
    """What Discord counts of an embed."""
    parts = [embed.title or "", embed.description or "", embed.footer.text or "", embed.author.name or ""]
    for field in embed.fields:
        parts += [field.name or "", field.value or ""]
    return sum(size(part) for part in parts)
