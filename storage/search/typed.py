"""How well what a person typed fits a name or title: typos, accents, initials, word order and case forgiven. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from storage.search.entry import Entry, folded_words, short_name
from storage.text.fold import fold

MAX_WORDS = 32
MAX_WORD = 40
UNFINISHED = 0.1
"""What it costs a word to be only begun ("renyi rec")."""
SURE = 4
"""A shorter word with a typo may be any other: it is offered, but is no answer."""
EXTRA_WORD = 0.01
"""What a word of the name costs that was not typed: of two that fit, the shorter name comes first."""


class Fit(IntEnum):
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
class Match:
    entry: Entry
    fit: Fit
    cost: float

    @property
    def order(self) -> tuple[int, float, int, str, int]:
        return (self.fit, round(self.cost, 3), -self.entry.weight, self.entry.name, self.entry.id)


def typed_words(text: str) -> list[str]:
    return [word[:MAX_WORD] for word in folded_words(text[:2000])[:MAX_WORDS]]


def edits_allowed(text: str) -> int:
    """How many typos we forgive in a word or a name of this length."""
    return 0 if len(text) < 3 else 1 if len(text) < 8 else 2


def rank(text: str, entries: Iterable[Entry]) -> list[Match]:
    """Every entry with how it fits, best first."""
    words = typed_words(text)
    matches = (min((_match(words, name, entry) for name in _names(entry)), key=lambda m: m.order) for entry in entries)
    return sorted(matches, key=lambda match: match.order)


def answers(matches: list[Match]) -> list[Match]:
    """Those that may have been meant: of the best class the ones with the fewest typos. Empty where none fits."""
    best = [match for match in matches if match.fit == matches[0].fit != Fit.NEAR]
    return [match for match in best if int(match.cost) == int(best[0].cost)]


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


def _match(words: list[str], name: str, entry: Entry) -> Match:
    typed, whole = "".join(words), " ".join(folded_words(name))
    glued = whole.replace(" ", "")
    if " ".join(words) == whole:
        return Match(entry, Fit.EXACT, 0)
    short = fold(short_name(name)).replace(" ", "") if entry.kind == "paper" else ""
    if short and typed == short:
        return Match(entry, Fit.SHORT, 0)
    by_words = _match_words(words, whole.split(), entry)
    allowed = edits_allowed(typed)
    edits = min(OSA.distance(typed, other, score_cutoff=allowed) for other in (glued, short or glued))
    if by_words.fit > Fit.WHOLE and edits <= allowed:
        return Match(entry, Fit.WHOLE, edits)
    return by_words


def _match_words(words: list[str], name: list[str], entry: Entry) -> Match:
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
        return Match(entry, Fit.NEAR, total + missed + OSA.normalized_distance(" ".join(words), " ".join(name)))
    fits = ((Fit.COMPLETE, 0), (Fit.WORDS, UNFINISHED), (Fit.TYPOS, 9))
    return Match(entry, next(fit for fit, most in fits if worst <= most), total)


def _word_cost(word: str, other: str) -> float:
    """0 for the same word; 9 where it is another word."""
    if word == other:
        return 0
    if other.startswith(word):
        return UNFINISHED
    allowed = edits_allowed(word)
    edits = OSA.distance(word, other, score_cutoff=allowed)
    if edits <= allowed:
        return edits
    begun = min(
        (OSA.distance(word, other[:length], score_cutoff=allowed) for length in _lengths(word, other)), default=9
    )
    return begun + UNFINISHED if begun <= allowed else 9


def _lengths(word: str, other: str) -> range:
    return range(max(1, len(word) - 1), min(len(other), len(word) + 2))
