"""Discord's limits, and cutting text to them. Lengths are counted in UTF-16 units, the stricter way to count."""

import unicodedata
from collections.abc import Callable
from typing import Final

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
JOINER: Final = "\u200d"
MOST_MARKS: Final = 32
"""More marks than this on one letter are no writing."""


def size(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, limit: int, shown: Callable[[str], str] = str) -> str:
    """The text as shown, at most `limit` long: shortened at a word, with an ellipsis. `shown` may lengthen it
    (escapes) and shorten it (white space), so it is the shown text that is measured and the text itself that is cut."""
    whole = shown(text)
    if size(whole) <= limit:
        return whole
    low, high = 0, limit
    while high < len(text) and size(shown(text[:high])) < limit:
        low, high = high, high * 2
    high = min(high, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(shown(text[:middle])) < limit else (low, middle - 1)
    return shown(text[: _end_of_a_word(text, low)].rstrip(" \n,;:·")) + ELLIPSIS


def _end_of_a_word(text: str, at: int) -> int:
    """Before the word that would be cut through, unless that were a third of the text (long words, scripts without
    spaces)."""
    if text[at : at + 1].isspace():
        return at
    start = next((place for place in range(at, at * 2 // 3, -1) if text[place - 1].isspace()), at)
    return boundary(text, start)


def cut_list(items: tuple[str, ...], limit: int, joint: str = ", ", *, besides: int = 0) -> str:
    """As many items as fit, and how many there are besides. The items are already shown as they should be; `besides`
    counts those that are not even among them."""
    more = "and {:,} more"
    whole = joint.join([*items, more.format(besides)] if besides else items)
    if size(whole) <= limit:
        return whole
    kept: list[str] = []
    room = limit - size(more.format(len(items) + besides))
    for item in items:
        room -= size(item + joint)
        if room < 0:
            break
        kept.append(item)
    return joint.join([*kept, more.format(len(items) + besides - len(kept))])


def boundary(text: str, at: int) -> int:
    """The last place not after `at` where the text can be cut and no letter, emoji or flag is cut through."""
    place = at
    while 0 < place < len(text) and _goes_on(text, place):
        place -= 1
        if at - place > MOST_MARKS:
            return at
    return place


def _goes_on(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to the one before it."""
    after = text[at]
    is_mark = unicodedata.category(after).startswith("M") or "\U0001f3fb" <= after <= "\U0001f3ff"
    is_tag = "\U000e0020" <= after <= "\U000e007f"
    return (
        is_mark or is_tag or JOINER in (after, text[at - 1]) or (_is_flag(after) and _flags_before(text, at) % 2 == 1)
    )


def _is_flag(character: str) -> bool:
    """Half a flag: two of these letters are one."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    start = at
    while start and _is_flag(text[start - 1]):
        start -= 1
    return at - start
