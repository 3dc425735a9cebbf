"""What people type of a name: all of it, its beginning, or the whole with one slip."""

import random
import string
from functools import cache

from tests.bench.corpus import authors_of
from tests.bench.vocabulary import People

FIRST_LETTER = 0.1
"""How often the slip is in the very first letter."""


@cache
def some_names(papers: int, wanted: int) -> list[str]:
    """Of people from all over the corpus, each as likely as any other."""
    people, there = People(), authors_of(papers)
    return [people.name(number) for number in random.Random(papers).choices(range(there), k=wanted)]


def beginning(text: str, dice: random.Random) -> str:
    return text[: dice.randint(3, len(text) - 1)]


def one_edit(text: str, dice: random.Random) -> str:
    """One letter too many, too few, another one, or two that changed places."""
    edited = text
    while edited.casefold() == text.casefold():
        at = 0 if dice.random() < FIRST_LETTER else dice.randrange(1, len(text) - 1)
        letter = dice.choice(string.ascii_lowercase)
        ways = (
            text[:at] + letter + text[at:],
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
        edited = dice.choice(ways)
    return edited
