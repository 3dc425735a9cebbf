"""A corpus of N papers as a JSONL file: Zipf's words, about three authors a paper, 0.67 authors a paper in all."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.vocabulary import People, vocabulary

VERSION = 1
"""Raise it when the papers change: a corpus of another version is made anew."""
AUTHORS_A_PAPER = 0.67
CREW = (1, 2, 2, 3, 3, 3, 4, 4, 5)
"""How many write one paper."""
FIELDS = (
    "cs.LG",
    "cs.LG",
    "cs.CL",
    "cs.CV",
    "stat.ML",
    "cs.CR",
    "math.OC",
    "hep-th",
    "quant-ph",
    "q-bio.NC",
    "econ.EM",
)
VENUES = ("NeurIPS", "ICML", "ICLR", "ACL", "CVPR", "AISTATS", "JMLR", "Nature")
FORMULAS = ("$O(n \\log n)$", "$\\ell_2$", "$\\alpha > 0$", "$10^{-3}$")


def authors_of(papers: int) -> int:
    """Distinct authors in all."""
    return max(1, int(papers * AUTHORS_A_PAPER))


def corpus_file(folder: Path, papers: int) -> Path:
    return folder / f"corpus-{VERSION}-{papers}.jsonl"


def write_corpus(file: Path, papers: int) -> None:
    """Does nothing where the file is there: its name says what is in it."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(paper, ensure_ascii=False) + "\n" for paper in made_papers(papers))
    unfinished.replace(file)


def some_papers(file: Path, wanted: int, papers: int) -> list[dict[str, Any]]:
    """Papers from all over the file, which has `papers` lines."""
    step = max(1, papers // wanted)
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for number, line in enumerate(lines) if number % step == 0][:wanted]


def made_papers(papers: int) -> Iterator[dict[str, Any]]:
    dice = random.Random(papers)
    people, (words, weights) = People(), vocabulary()
    for number in range(papers):
        drawn = dice.choices(words, cum_weights=weights, k=dice.randint(128, 162))
        title_length = dice.randint(8, 12)
        yield {
            "id": f"bench-{number}",
            "title": " ".join(drawn[:title_length]).capitalize(),
            "abstract": _abstract(drawn[title_length:], dice),
            "authors": [people.name(author) for author in _crew(number, dice)],
            "field": dice.choice(FIELDS),
            **_day(dice),
            **_details(number, dice),
        }


def _abstract(words: list[str], dice: random.Random) -> str:
    if dice.random() < 0.1:
        words[len(words) // 2] = dice.choice(FORMULAS)
    sentences = (" ".join(words[start : start + 22]) for start in range(0, len(words), 22))
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


def _crew(number: int, dice: random.Random) -> list[int]:
    """Everybody writes at least one paper, and whoever was there early writes more."""
    known, after = authors_of(number) if number else 0, authors_of(number + 1)
    crew, wanted = dict.fromkeys(range(known, after)), min(after, dice.choice(CREW))
    while len(crew) < wanted:
        crew[int(after * dice.random() ** 1.5)] = None
    return list(crew)


def _day(dice: random.Random) -> dict[str, str]:
    year, month, day = 2026 - int(25 * dice.random() ** 2), dice.randint(1, 12), dice.randint(1, 28)
    return {"published": f"{year}" if dice.random() < 0.05 else f"{year}-{month:02}-{day:02}"}


def _details(number: int, dice: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if dice.random() < 0.5:
        years, month = divmod(number // 100_000, 12)
        found["arxiv_id"] = f"{15 + years}{month + 1:02}.{number % 100_000:05}"
    if dice.random() < 0.4:
        found["doi"] = f"10.{1000 + number % 9000}/bench.{number}"
    if dice.random() < 0.5:
        found["venue"] = f"{dice.choice(VENUES)} {dice.randint(2015, 2026)}"
    if dice.random() < 0.8:
        found["citations"] = int(40 * (1 / (1 - dice.random()) - 1) ** 0.7)
    if dice.random() < 0.1:
        found["code_url"] = f"https://github.com/example/bench-{number}"
    return found
