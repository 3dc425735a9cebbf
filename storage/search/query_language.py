"""The query language: words, "phrases", -negation, OR, author: field: title: venue: year:2020..2023 and has:code.

Pure. Nothing that a person types is an error: what does not parse is read as plain words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MOST_LETTERS = 1_000
MOST_PARTS = 64
ANY_YEAR = (0, 9999)
Scope = Literal["author", "field", "title", "venue"]
QUOTES = str.maketrans("“”„«»＂", '""""""')
ITEM = re.compile(
    r"""(?P<minus>(?<!\S)[-−])?
        (?:(?P<scope>author|field|title|venue|year|has):\s*)?
        (?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"()|]+|\|))""",
    re.VERBOSE | re.IGNORECASE,
)
YEARS = re.compile(r"(?P<first>\d{4})?(?:(?P<span>\.\.\.?|…|-|–|—)(?P<last>\d{4})?)?")


@dataclass(frozen=True, slots=True)
class QueryWords:
    """One word, or the words of a phrase, which then stand together."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class FieldFilter:
    scope: Scope
    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class YearFilter:
    """Both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CodeFilter:
    """Marked with code."""


Atom = QueryWords | FieldFilter | YearFilter | CodeFilter


@dataclass(frozen=True, slots=True)
class QueryPart:
    """What a paper must have, any one of the alternatives; or must not have. Of the plain words it must have one."""

    alternatives: tuple[Atom, ...]
    excluded: bool = False

    @property
    def is_plain(self) -> bool:
        """A mere word."""
        only = self.alternatives[0]
        return len(self.alternatives) == 1 and not self.excluded and isinstance(only, QueryWords) and not only.is_phrase


def parse_query(text: str) -> tuple[QueryPart, ...]:
    parts: list[QueryPart] = []
    joins = False
    for atom, excluded in _items(text[:MOST_LETTERS].translate(QUOTES)):
        if atom is None:
            joins = bool(parts)
        elif joins and not excluded and not parts[-1].excluded:
            parts[-1] = QueryPart((*parts[-1].alternatives, atom))
            joins = False
        else:
            parts.append(QueryPart((atom,), excluded))
            joins = False
    return tuple(parts[:MOST_PARTS])


def _items(text: str) -> Iterator[tuple[Atom | None, bool]]:
    """Each with whether it is excluded; None for OR."""
    for item in ITEM.finditer(text):
        phrase, word, scope = item["phrase"], item["word"], (item["scope"] or "").lower()
        if word in ("OR", "|") and not scope and not item["minus"]:
            yield None, False
        elif phrase is None or phrase.strip():
            for atom in _atoms(scope, word or phrase or "", is_phrase=word is None):
                yield atom, bool(item["minus"])


def _atoms(scope: str, text: str, *, is_phrase: bool) -> Iterator[Atom]:
    match scope:
        case "":
            yield QueryWords(text, is_phrase)
        case "author" | "field" | "title" | "venue":
            yield FieldFilter(scope, text, is_phrase)
        case "has" if text.lower() == "code":
            yield CodeFilter()
        case "year" if years := _years(text):
            yield years
        case _:
            yield QueryWords(scope)
            yield QueryWords(text, is_phrase)


def _years(text: str) -> YearFilter | None:
    found = YEARS.fullmatch(text)
    if not found or not (found["first"] or found["last"]):
        return None
    first = int(found["first"] or ANY_YEAR[0])
    last = int(found["last"] or (ANY_YEAR[1] if found["span"] else first))
    return YearFilter(min(first, last), max(first, last))
