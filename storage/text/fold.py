"""Folds names and titles for comparison and search."""

import re
import unicodedata

# Letters that Unicode does not decompose, and signs that belong to a word.
_LETTERS = {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ĸ": "k", "ə": "e", "ـ": ""}
_APOSTROPHES = frozenset("'’‘‛`´′ʹʺʻʼʽʾʿˈˊˋ＇׳״")
_STROKED = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH ")
_KEPT_MARKS = frozenset([0, 7, 8, 9])
"""Combining classes of marks that are part of the spelling: vowel signs, nukta, kana voicing, virama; not accents."""
_SELECTORS = (("\u034f", "\u034f"), ("\u180b", "\u180d"), ("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef"))


class _Folded(dict[int, str]):
    """Code point → its folded form, for str.translate. Filled as characters occur."""

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
    """Twice, as 𝐀 is a capital only once decomposed, and ẞ is two letters only in lower case."""
    small = unicodedata.normalize("NFKD", char).casefold()
    return unicodedata.normalize("NFKD", small).casefold()


def _fold_char(char: str) -> str:
    """Folds one lower-case letter, digit, mark or sign."""
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
    """Whether it selects a glyph or joins two, and is no part of the spelling."""
    return any(first <= char <= last for first, last in _SELECTORS)


_TABLE = _Folded()
