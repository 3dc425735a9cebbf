"""Converts a LaTeX formula to a line of Unicode text."""

import re
from functools import lru_cache
from typing import Any

from pylatexenc.latexwalker import LatexWalker, LatexWalkerParseError

from storage.text.dialect import close_gaps, parser_context, text_writer, writer_context
from storage.text.macros import PLAIN, REFUSED, STYLED

MAX_LENGTH = 2_000
"""Characters."""
MAX_DEPTH = 12
"""Nested braces, as pylatexenc recurses. Beyond either limit it is no formula of an abstract."""
MAX_CACHED_LENGTH = 80
"""Characters; short formulas recur."""

_MACRO = re.compile(r"\\([A-Za-z]+|.)\s*(\{)?", re.DOTALL)
_MODE = re.compile(r"(?<!\\)(?:\\\\)*(?:\$|\\[()\[\]])")
_NESTING = re.compile(r"\\begin\b|\\(?:[A-Za-z]+|\\)\*?\s*\[")
_BARE_COMMENT = re.compile(r"(\\.)|%", re.DOTALL)
_EMPTY_SIDE = re.compile(r"\\(?:left|right)\s*\.")
_FONTS = "|".join([*PLAIN, *STYLED])
_OVER = r"[_^]|\\(?:hat|bar|tilde|vec|dot|ddot|overline|widehat|widetilde)(?![A-Za-z])"
_BARE_ARGUMENT = re.compile(rf"({_OVER})\s*(\\(?:{_FONTS})\s*(?:\{{[^{{}}]*\}}|[A-Za-z]))")
_RELATIONS = "∈∉∋⊆⊂⊇⊃≤≥⩽⩾≪≫≲≳≈≃≅≡∼∝≠≜→←↦↔⇒⇐⇔⟶⟵⟹⊨⊢"
_RELATION = re.compile(rf" *([{_RELATIONS}]) *")
_UNARY = re.compile(rf"^\s*([{_RELATIONS}]) (?=[0-9.])")
_UNEVEN = re.compile(r"(?<=[^\s(])(?: +([×·±∓∪∩⊗⊕∘]) *|([×·±∓∪∩⊗⊕∘]) +)(?=\S)")
_BRACKETED = re.compile(r"(?<=[⌊⌈⟨]) +| +(?=[⌋⌉⟩])")


def formula_to_text(source: str) -> str | None:
    """The formula (without its dollars) in Unicode; None if it is unbalanced or cannot be read."""
    return _remembered(source) if len(source) <= MAX_CACHED_LENGTH else _read(source)


@lru_cache(maxsize=32768)
def _remembered(source: str) -> str | None:
    return _read(source)


def _read(source: str) -> str | None:
    if len(source) > MAX_LENGTH or not _is_readable(source):
        return None
    source = _BARE_COMMENT.sub(lambda found: found[1] or r"\%", source)  # a bare % would eat the rest
    source = _BARE_ARGUMENT.sub(r"\1{\2}", _EMPTY_SIDE.sub("", source))
    try:
        parsed: Any = LatexWalker(source, latex_context=parser_context(), tolerant_parsing=False)
        return _spaced(text_writer().nodelist_to_text(parsed.get_latex_nodes()[0]))
    except (LatexWalkerParseError, RecursionError, ValueError):
        # MAX_DEPTH does not bound every recursion, and pylatexenc fails on a matrix without a cell
        return None


@lru_cache(maxsize=4096)
def is_known_macro(name: str) -> bool:
    return name not in REFUSED and bool(writer_context().get_macro_spec(name).macroname)


def _is_readable(source: str) -> bool:
    """Balanced, not deep, no formula within a formula; and no macro whose arguments we would tear off it."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", source, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if not 0 <= depth <= MAX_DEPTH:
            return False
    if depth != 0 or _MODE.search(source) or len(_NESTING.findall(source)) > MAX_DEPTH:
        return False
    return all(_keeps_arguments(name, brace) for name, brace in _MACRO.findall(source))


def _keeps_arguments(name: str, brace: str) -> bool:
    return name not in REFUSED and (not brace or is_known_macro(name) or name in ("begin", "end"))


def _spaced(text: str) -> str:
    text = _BRACKETED.sub("", _RELATION.sub(r" \1 ", close_gaps(text)))
    text = _UNARY.sub(r"\1", _UNEVEN.sub(lambda found: f" {found[1] or found[2]} ", text))
    return " ".join(text.split())
