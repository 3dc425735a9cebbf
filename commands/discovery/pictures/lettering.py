"""Which texts can be drawn: a font that lacks a letter would draw a box, and matplotlib would warn."""
# matplotlib leaves its keyword arguments untyped, which makes most of its methods "partially unknown".
# pyright: reportUnknownMemberType=false

import unicodedata
from functools import cache
from itertools import groupby, islice

from matplotlib import font_manager

from commands.ui.embeds.markdown import BLANK, plain

BASE = "DejaVu Sans"
"""Comes with matplotlib: Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian, signs."""
OTHERS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK TC", "Noto Sans SC", "Noto Sans JP",
    "Noto Sans KR", "Source Han Sans", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
    "Droid Sans Fallback", "IPAGothic", "TakaoGothic", "NanumGothic", "UnDotum", "Baekmuk Gulim", "Microsoft YaHei",
    "Yu Gothic", "Meiryo", "Malgun Gothic", "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo", "Noto Sans",
    "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil",
    "Noto Sans Telugu", "Noto Sans Kannada", "Noto Sans Malayalam", "Noto Sans Gujarati", "Noto Sans Gurmukhi",
    "Noto Sans Sinhala", "Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer", "Noto Sans Myanmar",
    "Noto Sans Ethiopic", "Nirmala UI", "Leelawadee UI", "Arial Unicode MS", "FreeSans", "FreeSerif", "Unifont",
)  # fmt: skip
"""Fonts of systems people have, asked in this order for what the base lacks."""
LONGEST = 120
"""Characters of a text that are looked at; no picture has room for more."""
MARKS = 3
"""Marks that one letter may bear, so that none reaches into the next line."""


@cache
def families() -> tuple[str, ...]:
    """The fonts of this machine to draw with, first choice first."""
    here = set(font_manager.get_font_names())
    return (BASE, *(family for family in OTHERS if family in here))


@cache
def _letters(family: str) -> frozenset[int]:
    """The code points a font has."""
    found = font_manager.findfont(font_manager.FontProperties(family=[family]))
    return frozenset(font_manager.get_font(found).get_charmap())


@cache
def _is_drawable(character: str) -> bool:
    return any(ord(character) in _letters(family) for family in families())


def words(text: str) -> str:
    """The words of a text that can be drawn as they are written; empty where none can."""
    return " ".join(word for word in _seen(text).split() if all(map(_is_drawable, word)))


def label(text: str, number: int) -> str:
    """The text, or "#3" and those of its words that can be drawn: the number stands for what cannot."""
    drawn = words(text)
    return drawn if drawn and drawn == _seen(text) else f"#{number} {drawn}".strip()


def _seen(text: str) -> str:
    """One line without what cannot be drawn and spells nothing, such as emoji and joiners."""
    line = unicodedata.normalize("NFC", plain(text[: LONGEST * 2]))[:LONGEST]
    kept = "".join(character for character in line if _spells(character) or _is_drawable(character))
    runs = groupby(kept, lambda character: unicodedata.category(character)[0] == "M")
    few = "".join("".join(islice(run, MARKS) if marks else run) for marks, run in runs)
    return " ".join(filter(None, map(plain, few.split())))


def _spells(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" and not BLANK.fullmatch(character)
