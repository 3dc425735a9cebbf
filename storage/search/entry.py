"""What the index holds of a person or a paper."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from storage.text.fold import fold

WRITTEN_TOGETHER = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
"""Kana, Chinese characters and Hangul: scripts whose names have no spaces, so that each character is a word."""


def folded_words(text: str) -> list[str]:
    return WRITTEN_TOGETHER.sub(r" \1 ", fold(text)).split()


EntryKind = Literal["author", "paper"]


@dataclass(frozen=True, slots=True)
class PaperText:
    """What a paper is searched by, besides its title."""

    abstract: str | None
    authors: tuple[str, ...]
    field: str | None
    venue: str | None
    published: str | None
    citations: int | None
    has_code: bool


@dataclass(frozen=True, slots=True)
class IndexEntry:
    kind: EntryKind
    id: int
    name: str
    """The person's name, the paper's title."""
    hint: str
    """What tells it from its namesakes, in a few words."""
    weight: int
    """Larger is offered first."""
    aliases: tuple[str, ...] = ()
    paper: PaperText | None = None

    def words(self) -> list[str]:
        """Folded words, and compounds as one word, so that "llmqat" finds LLM-QAT and "pierrestock" its owner."""
        found: dict[str, None] = {}
        for name in (self.name, *self.aliases):
            folded = folded_words(name)
            found |= dict.fromkeys(folded)
            compounds = (fold(word).replace(" ", "") for word in re.findall(r"\S+-\S+", name))
            found |= dict.fromkeys(compounds)
            found |= dict.fromkeys(one + two for one, two in pairwise(folded[:6]))
        return list(found)


def short_name(title: str) -> str:
    """What a paper is called in the corridor: "CANIFE" of "CANIFE: Crafting Canaries …". Empty where it has none."""
    head, colon, _ = title.partition(":")
    return head.strip() if colon and len(head) <= 40 else ""
