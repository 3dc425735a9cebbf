"""Text as LaTeX writes it, one sign at a time.

Accents are written here, not by pylatexenc, which has some of them wrong (ű); its symbols are right. What neither
knows stays as it is: BibTeX's heirs and LaTeX since 2018 read UTF-8.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from pylatexenc.latexencode import UnicodeToLatexEncoder

_SIGN = re.compile(
    r"[\u0370-\u03ff\u1f00-\u1fff]{3,}"  # a word in Greek is no formula
    r"|[A-Za-z][\u0300-\u036f](?![\u0300-\u036f])"
    r"|[\\{}&%$#_~^<>|]"
    r"|[^\x00-\x7f]"
)
_OPENING = re.compile(r'(?:(?<=[\s(\[])|^)"(?=\S)')
_PLAIN = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": r"{\textbackslash}",
    # BibTeX counts braces without looking at the backslash before them.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "–": "--",
    "—": "---",
    "‐": "-",
    "‑": "-",
    "…": r"{\ldots}",
    "·": r"{\textperiodcentered}",
    "√": r"{{\ensuremath{\surd}}}",
}
_LETTERS = dict(zip("ßæÆœŒøØłŁıȷ", ("ss", "ae", "AE", "oe", "OE", "o", "O", "l", "L", "i", "j"), strict=True)) | dict(
    zip("đĐðÐþÞŋŊ", ("dj", "DJ", "dh", "DH", "th", "TH", "ng", "NG"), strict=True)
)
_ACCENTS = dict(zip("\u0300\u0301\u0302\u0303\u0304\u0307\u0308", "`'^~=.\"", strict=True)) | dict(
    zip("\u0306\u030a\u030b\u030c\u0323\u0327\u0328\u0331", "urHvdckb", strict=True)
)
_SYMBOLS = re.compile(
    r"[\xa1-\xbf\xd7\xf7\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u03d1-\u03f6\u2010-\u2044\u2070-\u209c\u20a0-\u20bf"
    r"\u2100-\u22ff\u2300-\u230b\u25a0-\u25ff\u27e8\u27e9\u2a00-\u2aff\ufb00-\ufb06\U0001d400-\U0001d7ff]"
)
_ENCODER: Any = UnicodeToLatexEncoder(
    unknown_char_policy="keep", unknown_char_warning=False, replacement_latex_protection="none"
)


def latex(text: str) -> str:
    """Its braces are balanced, whatever the text. `text` is one line."""
    return _SIGN.sub(lambda found: found[0] if len(found[0]) > 2 else _written(found[0]), with_paired_quotes(text))


def with_paired_quotes(text: str) -> str:
    """'a "b"' → 'a “b”': LaTeX has no straight ones."""
    return _OPENING.sub("“", text).replace('"', "”")


@lru_cache(4096)
def _written(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    if sign in _LETTERS:
        return rf"{{\{_LETTERS[sign]}}}"
    if _SYMBOLS.fullmatch(sign):
        return _symbol(sign)
    letter, *marks = unicodedata.normalize("NFD", sign)
    return _accented(letter, marks[0]) if len(marks) == 1 and letter.isascii() and marks[0] in _ACCENTS else sign


def _accented(letter: str, mark: str) -> str:
    r"""In braces: BibTeX takes {\'e} for one letter. Above an i, the dot goes."""
    accent = _ACCENTS[mark]
    is_above = mark < "\u0316"
    letter = rf"\{letter}" if letter in "ij" and is_above and accent != "." else letter
    return rf"{{\{accent}{{{letter}}}}}" if accent.isalpha() else rf"{{\{accent}{letter}}}"


def _symbol(sign: str) -> str:
    """A formula in two pairs of braces: in one, BibTeX would turn its letters into small ones."""
    written: str = _ENCODER.unicode_to_latex(sign)
    if r"\ensuremath" in written:
        return f"{{{{{written}}}}}"
    return f"{{{written}}}" if written.startswith("\\") else written
