"""The hash of abstracts as migration 0004 fills it: a copy, so that today's code may change.

tests/schema/test_schema.py compares it with the one in use: whoever changes that one adds a migration that refills
the column.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a letter and a mark, and signs that belong to a word.
_LETTERS = {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ĸ": "k", "ə": "e", "ـ": ""}
_APOSTROPHES = frozenset("'’‘‛`´′ʹʺʻʼʽʾʿˈˊˋ＇׳״")
_STROKED = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH ")
_KEPT_MARKS = frozenset([0, 7, 8, 9])
"""Combining classes of marks that spell: vowel signs, nukta, kana voicing, virama. The rest are accents."""
_SELECTORS = (("\u034f", "\u034f"), ("\u180b", "\u180d"), ("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef"))


class _Folded(dict[int, str]):
    """Code point → what it is in a key. Filled as characters turn up, as str.translate asks."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        folded = "" if char in _APOSTROPHES else "".join(map(_fold_char, _taken_apart(char)))
        self[point] = folded
        return folded


def fold(text: str) -> str:
    """'Rényi' → 'renyi', "O'Brien" → 'obrien', 'LLM-QAT: Data-Free' → 'llm qat data free'; may be empty."""
    folded = " ".join(text.translate(_TABLE).split())
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _taken_apart(char: str) -> str:
    """Twice, as 𝐀 is a capital only when taken apart, and ẞ is two letters only in small."""
    small = unicodedata.normalize("NFKD", char).casefold()
    return unicodedata.normalize("NFKD", small).casefold()


def _fold_char(char: str) -> str:
    """One small letter, digit, mark or sign."""
    if char in _LETTERS:
        return _LETTERS[char]
    if char in _APOSTROPHES or unicodedata.category(char) in ("Cf", "Me"):
        return ""
    if unicodedata.category(char) in ("Mn", "Mc"):
        return char if unicodedata.combining(char) in _KEPT_MARKS and not _is_selector(char) else ""
    stroked = _STROKED.match(unicodedata.name(char, ""))
    if stroked:
        return stroked[1].lower()
    return char if char.isalnum() else " "


def _is_selector(char: str) -> bool:
    """It picks a glyph or joins two, and spells nothing."""
    return any(first <= char <= last for first, last in _SELECTORS)


_TABLE = _Folded()


def hash_bytes(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


class _Dense(dict[int, str | None]):
    """Code point → what it is in the key of an abstract. Filled as characters turn up, as str.translate asks."""

    def __missing__(self, point: int) -> str | None:
        self[point] = dense = fold(chr(point)) or None
        return dense


_DENSE = _Dense()
_SMALL = bytes(range(256)).lower()
_SIGNS = bytes(point for point in range(128) if not chr(point).isalnum())
SHORTEST_ABSTRACT = 80
"""Letters and digits, in bytes; "No abstract available for this editorial." has 36."""


@lru_cache(maxsize=8_192)
def abstract_hash(abstract: str) -> int | None:
    """The same for all ways to write an abstract that differ in case, accents, spaces and punctuation alone.

    None for one that is so short that it may well be another paper's too.
    """
    ascii_ = abstract.isascii()  # twice as fast, and most are
    dense = abstract.encode().translate(_SMALL, _SIGNS) if ascii_ else abstract.translate(_DENSE).encode()
    return hash_bytes(dense) if len(dense) >= SHORTEST_ABSTRACT else None
