"""Papers found by what is written in them, best first, and the place in an abstract that fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import DocAddress, Document, Order, Query, Schema, Searcher, SnippetGenerator

from storage.search.snippets import Snippet, Sort

SNIPPET = 180
ALIKE = 50
"""Papers that may fit as well as the last one of a page."""
COUNT = {"found": {"value_count": {"field": "id"}}}


@dataclass(frozen=True, slots=True)
class PaperHits:
    """Papers by their ids; `scores` belong to them, where the order is by relevance."""

    papers: tuple[int, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PaperSearch:
    """The texts in one state of the index."""

    schema: Schema
    searcher: Searcher

    def find(self, query: Query, sort: Sort, limit: int, offset: int = 0) -> PaperHits:
        if sort == "relevance":
            return self._best(query, limit, offset)
        hits = self.searcher.search(
            query, limit=limit, offset=offset, count=False, order_by_field=sort, order=Order.Desc
        ).hits
        return PaperHits(tuple(self._ids(hits)), tuple(0.0 for _ in hits))

    def _best(self, query: Query, limit: int, offset: int) -> PaperHits:
        """Papers that fit equally well stand in an order of their own, newest ids first, whatever the order in which
        the index was written; so some more are looked at than are asked for."""
        # Without the count the index may pass over papers that cannot come to the top.
        hits = self.searcher.search(query, limit=offset + limit + ALIKE, count=False).hits
        ranked = sorted(zip(hits, self._ids(hits), strict=True), key=lambda hit: (-round(hit[0][0], 4), -hit[1]))
        shown = ranked[offset : offset + limit]
        return PaperHits(tuple(paper for _, paper in shown), tuple(float(score) for (score, _), _ in shown))

    def _ids(self, hits: Sequence[tuple[Any, DocAddress]]) -> list[int]:
        found = self.searcher.fast_field_values("id", [address for _, address in hits])
        return [int(paper or 0) for paper in found]

    def count(self, query: Query) -> int:
        searcher: Any = self.searcher
        return int(searcher.aggregate(query, COUNT)["found"]["value"])

    def snippets(self, query: Query, texts: dict[int, str]) -> dict[int, Snippet]:
        """The place in each text that fits best; its beginning, without marks, where no word is in it."""
        generator = SnippetGenerator.create(self.searcher, query, self.schema, "text")
        generator.set_max_num_chars(SNIPPET)
        return {key: _snippet(generator, text) for key, text in texts.items()}


def _snippet(generator: SnippetGenerator, text: str) -> Snippet:
    found = generator.snippet_from_doc(Document(text=[text]))
    marks, piece = found.highlighted(), found.fragment()
    if not marks:
        return Snippet(text[: SNIPPET + 1])
    raw, before = piece.encode(), "" if text.startswith(piece) else "… "
    places = [(_letters(raw, mark.start) + len(before), _letters(raw, mark.end) + len(before)) for mark in marks]
    return Snippet(before + piece + ("" if text.endswith(piece) else " …"), tuple(places))


def _letters(raw: bytes, place: int) -> int:
    """From a place in the bytes to the place in the text."""
    return len(raw[:place].decode())
