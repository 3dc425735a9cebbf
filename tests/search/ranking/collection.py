"""A judged collection: papers, questions, and which papers answer which question."""

import gzip
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cranfield"


@dataclass(frozen=True, slots=True)
class Paper:
    id: int
    title: str
    abstract: str


@dataclass(frozen=True, slots=True)
class Collection:
    papers: tuple[Paper, ...]
    questions: dict[int, str]
    answers: dict[int, frozenset[int]]
    """By question: the papers that are relevant."""

    def part(self, questions: int) -> "Collection":
        """The first questions, and the papers that answer one of them."""
        answers = {question: papers for question, papers in self.answers.items() if question <= questions}
        kept = frozenset().union(*answers.values())
        return Collection(tuple(paper for paper in self.papers if paper.id in kept), self.questions, answers)


def cranfield() -> Collection:
    questions = dict(enumerate((_line(part.split(".W", 1)[1]) for part in _parts("cran.qry.gz")), start=1))
    answers: dict[int, set[int]] = defaultdict(set)
    for judged in _text("cranqrel.gz").splitlines():
        question, paper, grade = map(int, judged.split())
        if grade > 0:
            answers[question].add(paper)
    found = {question: frozenset(papers) for question, papers in answers.items()}
    return Collection(tuple(map(_paper, _parts("cran.all.1400.gz"))), questions, found)


def _paper(part: str) -> Paper:
    fields = re.fullmatch(r"(\d+)\s*\.T(.*?)\.A\n.*?\.W(.*)", part, re.DOTALL)
    assert fields, part
    title, text = _line(fields[2]), _line(fields[3])
    return Paper(int(fields[1]), title, text.removeprefix(title).strip())


def _parts(name: str) -> list[str]:
    return re.split(r"^\.I ", _text(name), flags=re.MULTILINE)[1:]


def _text(name: str) -> str:
    return gzip.decompress((FOLDER / name).read_bytes()).decode()


def _line(text: str) -> str:
    return " ".join(text.split())
