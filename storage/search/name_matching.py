"""How well what a person typed fits a name or title: typos, accents, initials, word order and case forgiven. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from storage.search.entry import IndexEntry, folded_words, short_name
from storage.text.fold import fold

MAX_WORDS = 32
MAX_WORD = 40
UNFINISHED = 0.1
"""What it costs a word to be only begun ("renyi rec")."""
SURE = 4
"""A shorter word with a typo may be any other: it is offered, but is no answer."""
EXTRA_WORD = 0.01
"""What a word of the name costs that was not typed: of two that fit, the shorter name comes first."""


class MatchQuality(IntEnum):
    """Best first. The first class that has a match is the answer."""

    EXACT = 0
    SHORT = 1
    """The short name of a title: "CANIFE" of "CANIFE: Crafting Canaries …"."""
    COMPLETE = 2
    """Every typed word is one of the name's."""
    WHOLE = 3
    """The whole name, or a title's short one, but for a typo or two."""
    WORDS = 4
    """Every typed word is one of the name's, or begins one."""
    TYPOS = 5
    """The same with typos."""
    NEAR = 6
    """Some words fit: not an answer, but worth offering."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    entry: IndexEntry
    fit: MatchQuality
    cost: float

    @property
    def order(self) -> tuple[int, float, int, str, int]:
        return (self.fit, round(self.cost, 3), -self.entry.weight, self.entry.name, self.entry.id)


def query_words(text: str) -> list[str]:
    return [word[:MAX_WORD] for word in folded_words(text[:2000])[:MAX_WORDS]]


def allowed_edits(text: str) -> int:
    """How many typos we forgive in a word or a name of this length."""
    return 0 if len(text) < 3 else 1 if len(text) < 8 else 2


def rank_matches(text: str, entries: Iterable[IndexEntry]) -> list[NameMatch]:
    """Every entry with how it fits, best first."""
    words = query_words(text)
    matches = (min((_match(words, name, entry) for name in _names(entry)), key=lambda m: m.order) for entry in entries)
    return sorted(matches, key=lambda match: match.order)


def best_matches(matches: list[NameMatch]) -> list[NameMatch]:
    """Those that may have been meant: of the best class the ones with the fewest typos. Empty where none fits."""
    best = [match for match in matches if match.fit == matches[0].fit != MatchQuality.NEAR]
    return [match for match in best if int(match.cost) == int(best[0].cost)]


def _names(entry: IndexEntry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


def _match(words: list[str], name: str, entry: IndexEntry) -> NameMatch:
    typed, whole = "".join(words), " ".join(folded_words(name))
    glued = whole.replace(" ", "")
    if " ".join(words) == whole:
        return NameMatch(entry, MatchQuality.EXACT, 0)
    short = fold(short_name(name)).replace(" ", "") if entry.kind == "paper" else ""
    if short and typed == short:
        return NameMatch(entry, MatchQuality.SHORT, 0)
    by_words = _match_words(words, whole.split(), entry)
    allowed = allowed_edits(typed)
    edits = min(OSA.distance(typed, other, score_cutoff=allowed) for other in (glued, short or glued))
    if by_words.fit > MatchQuality.WHOLE and edits <= allowed:
        return NameMatch(entry, MatchQuality.WHOLE, edits)
    return by_words


def _match_words(words: list[str], name: list[str], entry: IndexEntry) -> NameMatch:
    """Words that are the same first; then each typed word takes the best word of the name that is left."""
    left, unlike = list(name), list[str]()
    for word in words:
        if word in left:
            left.remove(word)
        else:
            unlike.append(word)
    costs: list[float] = []
    for word in unlike:
        cost, taken = min(((_word_cost(word, other), i) for i, other in enumerate(left)), default=(9.0, -1))
        costs.append(cost)
        if cost < 9:
            del left[taken]
    total = sum(cost for cost in costs if cost < 9) + EXTRA_WORD * len(left)
    worst = max(costs, default=0)
    too_short = any(len(word) < SURE and 1 <= cost < 9 for word, cost in zip(unlike, costs, strict=True))
    if worst == 9 or too_short or not words:
        missed = sum(len(word) for word, cost in zip(unlike, costs, strict=True) if cost == 9)
        return NameMatch(
            entry, MatchQuality.NEAR, total + missed + OSA.normalized_distance(" ".join(words), " ".join(name))
        )
    fits = ((MatchQuality.COMPLETE, 0), (MatchQuality.WORDS, UNFINISHED), (MatchQuality.TYPOS, 9))
    return NameMatch(entry, next(fit for fit, most in fits if worst <= most), total)


def _word_cost(word: str, other: str) -> float:
    """0 for the same word; 9 where it is another word."""
    if word == other:
        return 0
    if other.startswith(word):
        return UNFINISHED
    allowed = allowed_edits(word)
    edits = OSA.distance(word, other, score_cutoff=allowed)
    if edits <= allowed:
        return edits
    begun = min(
        (OSA.distance(word, other[:length], score_cutoff=allowed) for length in _lengths(word, other)), default=9
    )
    return begun + UNFINISHED if begun <= allowed else 9


def _lengths(word: str, other: str) -> range:
    return range(max(1, len(word) - 1), min(len(other), len(word) + 2))
