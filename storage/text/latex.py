r"""Converts LaTeX in titles and abstracts to readable Unicode.

Only what is certainly LaTeX is converted, one token at a time: a formula, an escape, an accent, a known macro.
pylatexenc gets formulas but never the text around them, where it would take % for a comment, prices for formulas and
`file_name` for a subscript. Whatever cannot be read stays as written; nothing is lost.
"""

import re

from storage.text.dialect import takes_arguments
from storage.text.formula import MAX_DEPTH, formula_to_text, is_known_macro
from storage.text.formula import MAX_LENGTH as MAX_FORMULA
from storage.text.macros import LETTERS, PLAIN, SILENT, STYLED
from storage.text.tokens import SIGNS, TOKEN, brace_pairs, deep_braces, is_formula, plain_token

MAX_LENGTH = 100_000
"""Characters; a longer text is returned as it is."""

_ACCENTS = frozenset("cvuHkrdbt")  # over a letter they are tokens of their own; \\d{3} is no accent
_ASIDES = frozenset(["footnote", "thanks"])
_QUOTE = re.compile(r'\\"')
_CLOSING_QUOTE = re.compile(r'\\"(?![A-Za-z{\\])')  # of JSON escaped twice: no letter follows that it could be over
_SCRIPTS = re.compile(r"(?:[_^](?:\{[^{}]*\}|[A-Za-z0-9*]))+")
_LETTER = re.compile(r"\s?[A-Za-z]\b")
_LIST = re.compile(r"\{(?:itemize|enumerate|description|abstract|quote|center)\}")
_CAPITALS = re.compile(r"[A-Z][\w\s+-]*")


def latex_to_text(text: str) -> str:
    """The text in Unicode. Never raises; text without LaTeX is returned unchanged."""
    if not SIGNS.search(text) or len(text) > MAX_LENGTH:
        return text
    read = _Reading(_QUOTE.sub('"', text) if _CLOSING_QUOTE.search(text) else text).read()
    return text if read == text else read.strip() or text


class _Reading:
    """One pass over a text, from left to right. `ends`: position of a closing brace → the text for it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs = brace_pairs(text)
        self.deep = deep_braces(self.pairs, MAX_DEPTH)
        self.ends: dict[int, str] = {}
        self.quotes = 0
        self.last_unquote = text.rfind("''")

    def read(self) -> str:
        pieces: list[str] = []
        place = 0
        while found := TOKEN.search(self.text, place):
            pieces.append(self.text[place : found.start()])
            piece, place = self._token(found)
            pieces.append(piece)
        return "".join(pieces) + self.text[place:]

    def _token(self, found: re.Match[str]) -> tuple[str, int]:
        """(the text for it, the position to continue from)."""
        kind = str(found.lastgroup)
        match kind:
            case "display" | "inline" | "round" | "square":
                return self._math(found, found[kind], sure=kind != "inline")
            case "macro":
                return self._macro(found[kind], found.start(), found.end())
            case "script":
                return self._fragment(found.start(), self._group_end(found.end() - 1))
            case "open":
                return self._brace(found.start())
            case "close":
                return self.ends.get(found.start(), "}"), found.end()
            case "quote" | "unquote":
                return self._quote(kind, found), found.end()
            case _:
                return plain_token(kind, found), found.end()

    def _math(self, found: re.Match[str], source: str, *, sure: bool) -> tuple[str, int]:
        after = self.text[found.end() : found.end() + 1]
        if not sure and not is_formula(source, after):
            return "$", found.start() + 1
        read = formula_to_text(source.strip())
        return (found[0] if read is None else read), found.end()

    def _quote(self, kind: str, found: re.Match[str]) -> str:
        self.quotes += 1 if kind == "quote" else -1
        if kind == "quote" and found.end() <= self.last_unquote:
            return "“"
        return "”" if kind == "unquote" and self.quotes >= 0 else found[0]

    def _macro(self, name: str, start: int, place: int) -> tuple[str, int]:
        last = self.pairs.get(place)
        if last is not None and (name in PLAIN or name in _ASIDES):
            self.ends[last] = ")" if name in _ASIDES else ""
            return (" (" if name in _ASIDES else ""), place + 1
        if name in ("url", "path", "nolinkurl", "href") and last is not None:
            return self._link(name, place, last)
        if name in ("begin", "end", "item"):
            return self._list(name, start, place)
        if is_known_macro(name) and name not in _ACCENTS:
            if takes_arguments(name):
                return self._fragment(start, self._arguments_end(name, place))
            return self._symbol(name, start, place)
        if last is not None:
            self.ends[last] = "}"  # an unknown macro keeps its braces
            place += 1
        return self.text[start:place], place

    def _symbol(self, name: str, start: int, place: int) -> tuple[str, int]:
        scripts = _SCRIPTS.match(self.text, place)
        written, place = self._fragment(start, scripts.end() if scripts else place)
        if self.text.startswith("{}", place):
            return written, place + 2
        swallows = name in LETTERS or name in SILENT
        return written, place + (swallows and self.text.startswith(" ", place))

    def _fragment(self, start: int, end: int) -> tuple[str, int]:
        """A formula in the text without dollars, or its first character if it is none."""
        read = formula_to_text(self.text[start:end]) if start < end <= start + MAX_FORMULA else None
        return (self.text[start], start + 1) if read is None else (read, end)

    def _arguments_end(self, name: str, place: int) -> int:
        """The position after the arguments; 0 if there are none."""
        letter = _LETTER.match(self.text, place)
        if name in STYLED and letter:
            return letter.end()
        end = 0
        if self.text.startswith("[", place):
            place = self.text.find("]", place, place + 20) + 1
        while place in self.pairs:
            end = place = self._group_end(place)
            if not end:
                return 0
        scripts = _SCRIPTS.match(self.text, end) if end else None
        return scripts.end() if scripts else end

    def _group_end(self, opening: int) -> int:
        """The position after a group; 0 if there is none, or one too deep for a formula."""
        return 0 if opening in self.deep else self.pairs.get(opening, -1) + 1

    def _link(self, name: str, place: int, last: int) -> tuple[str, int]:
        address = re.sub(r"\\([_%~#&])", r"\1", self.text[place + 1 : last])
        if name == "href" and last + 1 in self.pairs:
            self.ends[self.pairs[last + 1]] = f" ({address})"
            return "", last + 2
        return address, last + 1

    def _list(self, name: str, start: int, place: int) -> tuple[str, int]:
        if name == "item":
            return "•", place
        tag = _LIST.match(self.text, place)
        return ("", tag.end()) if tag else (self.text[start:place], place)

    def _brace(self, start: int) -> tuple[str, int]:
        r"""Removes BibTeX's braces ({BERT}, {\'e}, {\em x}); those of a set or of a template stay."""
        last = self.pairs.get(start)
        if last is None:
            return "{", start + 1
        inner = self.text[start + 1 : min(last, start + 82)]
        switch = re.match(r"\\([a-z]+)\s", inner)
        is_accent = inner.startswith("\\") and len(inner) < 12
        is_name = len(inner) <= 80 and _CAPITALS.fullmatch(inner)
        if is_accent or is_name or (switch and switch[1] in SILENT):
            self.ends[last] = ""
            return "", start + 1
        return "{", start + 1
