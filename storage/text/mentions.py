"""The ids and addresses of papers in a text of any kind, such as a message."""

import re

from storage.text.ids import arxiv_id, doi

MOST_LETTERS = 20_000
APART = re.compile(r"\]\(|[\s|<>]+")
FORMATTING = "*_~`"


def mentioned_ids(text: str) -> list[str]:
    """arXiv ids and DOIs in the order of the text, each once."""
    pieces = (piece.strip(FORMATTING) for piece in APART.split(text[:MOST_LETTERS]))
    found = (arxiv_id(piece) or doi(piece) for piece in pieces if piece)
    return list(dict.fromkeys(name for name in found if name))
