"""Splits an abstract into sentences, and finds the one that says what the paper does."""

import re
from collections.abc import Callable
from typing import Any, cast

import sentencex

from storage.text.cues import cue_score

# sentencex knows the abbreviations of encyclopedias; these are those of papers.
_OPEN = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|cf|viz|vs|w\.r\.t|s\.t|a\.k\.a|resp|approx|ca|incl|dr|prof|mr|mrs)\.\s*$",
    re.IGNORECASE,
)
"""Never the end of a sentence."""
_COUNTED = re.compile(
    r"(?:^|[\s(\[])(?:figs?|tabs?|secs?|sects?|eqs?|eqns?|refs?|chap|algs?|thms?|props?|lem|cor|defs?|app|nos?|vols?|pp?"
    r"|et al)\.\s*$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*[0-9(\[]|\s*[A-Z](?:\.[0-9]|\b[^\w\s'])")
_ITEM = re.compile(r"\s*\(?(?:[0-9]{1,2}|[ivx]+|[a-z])[.)]\s*$")
"""The number of a list item belongs to the item."""
_UNSEEN_END = re.compile(r"(?<!\S)(?:https?://\S+|i\.i\.d)\.\s+(?=[A-Z][\w-]*\s)")
_SURROGATE = re.compile("[\ud800-\udfff]")

_segment: Callable[[str, str], list[str]] = cast(Any, sentencex).segment  # it carries no types


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences in order, verbatim but for line breaks, which become spaces."""
    joined: list[str] = []
    for piece in _pieces(_SURROGATE.sub("\ufffd", text)):
        if joined and _goes_on(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(sentence for piece in joined if (sentence := " ".join(piece.split())))


def key_sentence(text: str | None) -> str | None:
    """The sentence of an abstract that says what the paper does, verbatim.

    Each sentence is scored by its cue phrases (storage/text/cues.py): who speaks ("we", "this paper", "the goal of this
    work is"), the verb ("propose" says more than "study", "study" more than "use"), and what marks an aside ("we also",
    "for example", "our code is available"). Of equal scores the earlier wins. Without a cue, as in another language, it
    is the first sentence. None for an empty text.
    """
    found = split_sentences(text or "")
    if not found:
        return None
    scores = [cue_score(sentence) - place / (2 * len(found)) for place, sentence in enumerate(found)]
    best = max(scores)
    return found[scores.index(best)] if best > 0 else found[0]


def _pieces(text: str) -> list[str]:
    """Splits with sentencex, and at the ends that it misses: after a link, after i.i.d."""
    pieces: list[str] = []
    for piece in _segment("en", text):
        start = 0
        for end in _UNSEEN_END.finditer(piece):
            pieces.append(piece[start : end.end()])
            start = end.end()
        pieces.append(piece[start:])
    return pieces


def _goes_on(before: str, piece: str) -> bool:
    """Whether sentencex cut a sentence in two."""
    if piece.isspace() or before.endswith("\n\n"):
        return piece.isspace()
    if not any(char.isalnum() for char in piece):
        return True
    counted = _COUNTED.search(before) and _COUNT.match(piece)
    return bool(counted or before.endswith("]") or _OPEN.search(before) or _ITEM.fullmatch(before))
