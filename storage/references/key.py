"""Keys by which a text cites an entry: stock2021training."""

import re
from collections.abc import Iterable, Iterator
from itertools import count, product
from string import ascii_lowercase

from storage.references.date import parse_date
from storage.references.line import one_line
from storage.references.name import ParsedName, parsed_names
from storage.references.reference import Reference
from storage.text.fold import fold

_LONGEST = 40
_SEEN = 1000
"""Characters of a name or title that are looked at."""
_SMALL_WORDS = (
    {"a", "an", "the", "on", "of", "in", "for", "to", "and", "or", "with", "without", "from", "by", "at", "as", "via"}
    | {"is", "are", "be", "do", "does", "can", "not", "no", "we", "you", "your", "our", "its", "it", "this", "that"}
    | {"how", "what", "why", "when", "where", "which", "who", "towards", "toward", "into", "over", "under"}
)


def unique_keys(references: Iterable[Reference]) -> Iterator[str]:
    """One for each, no two the same: of those alike the first is bare, the next have a, b, … z, aa behind."""
    taken: set[str] = set()
    suffixes: dict[str, Iterator[str]] = {}
    for wanted in map(citation_key, references):
        tries = suffixes.setdefault(wanted, _suffixed(wanted))
        given = next(name for name in tries if name not in taken)
        taken.add(given)
        yield given


def citation_key(reference: Reference) -> str:
    """Small ASCII letters and digits, a letter first; never empty."""
    authors = parsed_names(reference)
    date = parse_date(reference.published)
    words = _ascii_words(one_line(reference.title))
    first = next((word for word in words if word not in _SMALL_WORDS and not word.isdigit()), "")
    made = (_of_author(authors[0]) if authors else "") + (date.year if date else "") + first[:_LONGEST]
    return made if made[:1].isalpha() else f"paper{made}"


def _of_author(name: ParsedName) -> str:
    words = _ascii_words(name.surname)
    if name.is_group:
        return next((word for word in words if word not in _SMALL_WORDS), "")[:_LONGEST]
    return "".join(words)[:_LONGEST]


def _ascii_words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", " ".join(word for word in fold(text[:_SEEN]).split() if word.isascii()))


def _suffixed(wanted: str) -> Iterator[str]:
    yield wanted
    for length in count(1):
        yield from (wanted + "".join(letters) for letters in product(ascii_lowercase, repeat=length))
