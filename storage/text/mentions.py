"""Finds ids and addresses of papers in any text, such as a message."""

import re

from storage.text.ids import parse_arxiv_id, parse_doi

MAX_SCANNED_CHARACTERS = 20_000
"""The rest of a longer text is ignored."""
APART = re.compile(r"\]\(|[\s|<>]+")
LISTED = re.compile(r"[,;]")
AROUND = "*_~`\"'“”‘’«»!?:…"
"""Formatting and punctuation that no id begins or ends with; ids.py handles brackets and full stops."""
POSSESSIVE = re.compile(r"['’]s$")


def mentioned_ids(text: str) -> list[str]:
    """arXiv ids and DOIs in the order of the text, each once."""
    found: dict[str, None] = {}
    for piece in APART.split(text[:MAX_SCANNED_CHARACTERS]):
        whole = _id(piece)
        names = [whole] if whole else map(_id, LISTED.split(piece))
        found |= dict.fromkeys(name for name in names if name)
    return list(found)


def _id(piece: str) -> str | None:
    bare = _bare(piece)
    return (parse_arxiv_id(bare) or parse_doi(bare)) if bare else None


def _bare(piece: str) -> str:
    """Without surrounding punctuation and formatting, however they alternate."""
    while (less := POSSESSIVE.sub("", piece.strip(AROUND).rstrip(".,;"))) != piece:
        piece = less
    return piece
