"""What of a text a person sees: characters that show nothing, and several that show as one."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
UNSEEN = re.compile(r"[\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+")
"""Characters that no text needs to read well, such as those that turn the direction of what follows, and halves of
characters. The joiners, and the marks of direction, are not among them: emoji and many scripts need those."""
BLANK = re.compile(
    r"[\s\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
"""A text of these alone looks empty."""
JOINER = "\u200d"
LONGEST = 32
"""More marks than this on one letter are no writing."""


def plain(text: str) -> str:
    """One line of what can be seen, for places where Discord formats nothing (footers, buttons, menus); empty where
    nothing can be seen."""
    line = " ".join(UNSEEN.sub("", CONTROL.sub(" ", text)).split())
    return "" if BLANK.fullmatch(line) else line


def boundary(text: str, at: int) -> int:
    """The last place not after `at` where the text can be cut and no letter, emoji or flag is cut through."""
    place = at
    while 0 < place < len(text) and _goes_on(text, place):
        place -= 1
        if at - place > LONGEST:
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
