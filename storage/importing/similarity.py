"""Whether a record is the newer version of a paper under another title, where nothing but likeness says so. Pure.

Measured on made-up edits: a changed or added word leaves titles a similarity of 83 or more; two papers of one group
mostly have less than 80. Abstracts of one group share 10 to 35 of 100 words, at most 48.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from storage.importing.record import PaperRecord
from storage.importing.state import KnownPaper
from storage.text.fold import fold
from storage.text.keys import name_hash

SAME_ABSTRACT, OTHER_ABSTRACT = 65, 40
"""Word overlap (0 to 100) from which on two abstracts speak for one paper, and below which against it."""
MIN_WORDS_FOR, MIN_WORDS_AGAINST = 5, 20
"""Words that an abstract needs to speak for one paper, and against it."""
NEEDED_TITLES = {"same": (45, 72), "unknown": (72, 88), "other": (85, 101)}
"""By what the abstracts say: the title similarity (0 to 100) that is enough with the same day and authors, and without.
101: none is."""
LEAST_NEEDED = min(map(min, NEEDED_TITLES.values()))
WITHOUT_SUBTITLE = 90.0
"""The similarity (0 to 100) of a title with its subtitle to the same without."""
_VERSION = re.compile(r"\bv(?:er|ersion)? ?\d+\b")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_SUBTITLE = re.compile(r"[:?!]\s|\s[-\u2013\u2014]\s|\u2014")
_COUNTED = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ORDERED = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
_NUMBERS: dict[str, str] = {word: str(n) for words in (_COUNTED, _ORDERED, _ROMAN) for n, word in enumerate(words, 1)}
_ABOUT = frozenset(["comment", "comments", "reply", "rebuttal", "erratum", "corrigendum", "correction", "retraction"])


def paper_similarity(record: PaperRecord, paper: KnownPaper) -> float | None:
    """0 to 200 (title similarity plus the word overlap of the abstracts); None: two papers."""
    one, other = record.title, paper.values["title"]
    if distinguishing_marks(one) != distinguishing_marks(other) or _other_coauthors(record, paper):
        return None
    title, contained = title_similarity(one, other), _contains_all_words(one, other)
    if title < LEAST_NEEDED and not contained:
        return None
    same_occasion = _same_day(record, paper) and _same_coauthors(record, paper)
    if same_occasion and contained:
        title = 100.0
    left, right = _words(record.abstract or ""), _words(paper.values["abstract"] or "")
    wanted = NEEDED_TITLES[_verdict(left, right)][not same_occasion]
    return title + _word_overlap(left, right) if title >= wanted else None


def _verdict(left: frozenset[str], right: frozenset[str]) -> str:
    shared, fewest = _word_overlap(left, right), min(len(left), len(right))
    if fewest >= MIN_WORDS_FOR and shared >= SAME_ABSTRACT:
        return "same"
    return "other" if fewest >= MIN_WORDS_AGAINST and shared < OTHER_ABSTRACT else "unknown"


def _same_day(record: PaperRecord, paper: KnownPaper) -> bool:
    said, known = record.published or "", paper.values["published"] or ""
    first = 4 if record.yearless else 0
    return len(said) == len(known) == len("2023-10-10") and said[first:] == known[first:]


def _same_coauthors(record: PaperRecord, paper: KnownPaper) -> bool:
    """One of the lists may be cut."""
    left, right = _coauthors(record, paper)
    return left <= right or right <= left


def _other_coauthors(record: PaperRecord, paper: KnownPaper) -> bool:
    left, right = _coauthors(record, paper)
    return bool(left and right) and left.isdisjoint(right)


def _coauthors(record: PaperRecord, paper: KnownPaper) -> tuple[set[int], set[int]]:
    """The authors here and there besides the profile's owner, whom all papers of a profile share."""
    owner = {name_hash(record.owner)} if record.owner else set[int]()
    return {name_hash(name) for name in record.authors} - owner, {m.name_hash for m in paper.mentions} - owner


@lru_cache(maxsize=8_192)
def distinguishing_marks(title: str) -> tuple[str, ...]:
    """What tells two papers with otherwise similar titles apart, sorted.

    Numbers in any spelling, single letters (parts, years, models), and words such as "erratum" for a text about another
    paper. Not versions, and not the article "a".
    """
    found = [_NUMBERS.get(word[0], word[0]) for word in _WORD.finditer(_plain(title))]
    single = frozenset(word for word in found if len(word) == 1) - {"a"}
    return tuple(sorted(word for word in found if word.isdecimal() or word in single or word in _ABOUT))


def title_similarity(one: str, other: str) -> float:
    """0 to 100: the letters in common, in whatever order the words are."""
    left, right = _plain(one), _plain(other)
    if not (left and right):  # nothing but punctuation
        return 0.0
    alike = fuzz.token_sort_ratio(left, right)
    return max(WITHOUT_SUBTITLE, alike) if _head(one) == right or left == _head(other) else alike


def _contains_all_words(one: str, other: str) -> bool:
    """Whether all words of one title are in the other."""
    left, right = set(_plain(one).split()), set(_plain(other).split())
    return bool(left and right) and (left <= right or right <= left)


@lru_cache(maxsize=8_192)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _word_overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """0 to 100: the words in common."""
    return 200 * len(left & right) / max(1, len(left) + len(right))


@lru_cache(maxsize=8_192)
def _plain(title: str) -> str:
    """Folded, without the version (unless the title is nothing but a version)."""
    folded = fold(title)
    return " ".join(_VERSION.sub(" ", folded).split()) or folded


@lru_cache(maxsize=8_192)
def _head(title: str) -> str:
    """What comes before the subtitle."""
    return _plain(_SUBTITLE.split(title, maxsplit=1)[0])
