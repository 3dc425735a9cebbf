"""Profile texts of papers that no two of are alike."""

import datetime as dt
import random
from dataclasses import dataclass

ONSETS, VOWELS, CODAS = "bdfgklmnprstvz", "aeiou", ["", "", "l", "n", "r", "s"]


@dataclass(frozen=True, slots=True)
class Profile:
    text: str
    titles: tuple[str, ...]


def profile(chance: random.Random, today: dt.date, papers: int) -> Profile:
    """Of somebody nobody has heard of, with papers of the last days, long enough for a digest of several messages."""
    author = " ".join(_word(chance, 3).title() for _ in range(2))
    titles = tuple(_words(chance, 18).title() for _ in range(papers))
    entries = [_entry(chance, today - dt.timedelta(days=chance.randint(1, 20)), author, title) for title in titles]
    head = f"{author}\n\nLG\nh-index{chance.randint(1, 90)}\n{papers}papers\n\n{papers} Papers\n\n"
    return Profile(head + "\n".join(entries), titles)


def _entry(chance: random.Random, day: dt.date, author: str, title: str) -> str:
    abstract = " ".join(f"We show that {_words(chance, 30)}." for _ in range(4))
    others = ", ".join(f"{_word(chance, 3).title()} {_word(chance, 3).title()}" for _ in range(2))
    return f"LG{day:%b} {day.day}, {day.year}\n{title}\n\n{author}, {others}\n\n{abstract}\n"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(_word(chance, chance.randint(2, 3)) for _ in range(count))


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))
