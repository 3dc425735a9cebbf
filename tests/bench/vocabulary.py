"""Words and names for a corpus of any size: made of syllables, the same at every run."""

import random
from functools import cache
from itertools import accumulate

from storage.text.fold import fold

ONSETS = "b c d f g h j k l m n p r s t v w y z b c d f g h j k l m n p r s t br ch dr fl gr kl sh st tr"
VOWELS = "a e i o u a e i o u ai ei ou é ö"
CODAS = ",,,,,,,,l,n,r,s,m,nd,rt,ck"
STOP_WORDS = "the of and in to we a for is that with on by this are as from our an which"
VOCABULARY = 50_000
FIRST_NAMES = 3_000
COMMON_NAMES = 1_500
"""Family names that a third of all people bear."""
RARE_NAMES = 40_000
STRIDE = 2_654_435_761
"""A prime, so that its multiples meet every pair of a first and a family name once before they meet one again."""


@cache
def _words(wanted: int, syllables: tuple[int, ...], seed: int) -> tuple[str, ...]:
    """Distinct even without their accents."""
    dice, onsets, vowels, codas = random.Random(seed), ONSETS.split(), VOWELS.split(), CODAS.split(",")
    made: dict[str, str] = {}
    while len(made) < wanted:
        parts = (dice.choice(onsets) + dice.choice(vowels) + dice.choice(codas) for _ in range(dice.choice(syllables)))
        word = "".join(parts)
        made.setdefault(fold(word), word)
    return tuple(made.values())


def vocabulary() -> tuple[list[str], list[float]]:
    """Words, and the running sum of how often each is used: Zipf's law with Mandelbrot's shift; short words lead."""
    words = STOP_WORDS.split() + sorted((fold(word) for word in _words(VOCABULARY, (2, 3, 3, 4), seed=1)), key=len)
    return words, list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))


class People:
    """The author of each number, by a name that nobody else bears."""

    def __init__(self) -> None:
        families = [word.capitalize() for word in _words(COMMON_NAMES + RARE_NAMES, (2, 2, 3), seed=2)]
        self._first = [word.capitalize() for word in _words(FIRST_NAMES, (1, 2, 2), seed=3)]
        self._common, self._rare = families[:COMMON_NAMES], families[COMMON_NAMES:]

    def name(self, number: int) -> str:
        nth, is_rare = divmod(number, 3)
        families, nth = (self._rare, 2 * nth + is_rare) if is_rare else (self._common, nth)
        pair = nth * STRIDE % (len(families) * FIRST_NAMES)
        family, first = divmod(pair, FIRST_NAMES)
        initial = f" {chr(65 + number % 26)}." if number % 8 == 0 else ""
        return f"{self._first[first]}{initial} {families[family]}"
