"""Finding people and papers by what they are called: candidates, among which name_matching.rank decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tantivy import Occur, Order, Query, Schema, Searcher

from storage.search.entry import EntryKind, IndexEntry
from storage.search.name_matching import allowed_edits, query_words
from storage.search.schema import SHORT, stored_entry

LIMIT = 60
"""Candidates of one kind that are looked at."""
ENOUGH = 25
"""Candidates beyond which no further kind of them is looked for: no menu shows more."""
MANY = 3
LONG = 5
"""Letters: half of all words begin like a shorter one with a typo."""


@dataclass(frozen=True, slots=True)
class NameCandidates:
    """The names in one state of the index."""

    schema: Schema
    searcher: Searcher

    def candidates(self, kind: EntryKind, text: str) -> list[IndexEntry]:
        """Entries that may be meant, in no order that matters. First those that have every word as typed; where these
        are few, those with a typo; where there is none at all, those with two, or with some of the words."""
        found: dict[int, IndexEntry] = {}
        words = query_words(text)
        for edits, queries in self._steps(words):
            if len(found) >= ENOUGH or (found and edits > 1):
                break
            self._collect(self._every(kind, queries), found, by_weight=True)
        if not found:
            for queries in (self._some(words), [self._begun(word[:3]) for word in words]):
                if not found:
                    self._collect(self._any(kind, queries), found, by_weight=False)
        return list(found.values())

    def heaviest(self, kind: EntryKind, limit: int) -> list[IndexEntry]:
        found: dict[int, IndexEntry] = {}
        self._collect(self._kind(kind), found, by_weight=True, limit=limit)
        return list(found.values())

    def _steps(self, words: list[str]) -> Iterator[tuple[int, list[Query]]]:
        """From the likeliest to the widest: (edits of a word, a query for each word)."""
        yield 0, [self._begun(word) for word in words]
        if len(words) > MANY:  # most of many words are right, and asking for each with typos would take long
            return
        for edits in (1, 2):
            if edits <= max(map(allowed_edits, words), default=0):
                yield edits, [self._near(word, edits, last=word is words[-1]) for word in words]

    def _some(self, words: list[str]) -> list[Query]:
        if len(words) > MANY:
            return [self._same(word) for word in words]
        return [self._near(word, allowed_edits(word), last=True) for word in words]

    def _near(self, word: str, edits: int, *, last: bool) -> Query:
        """With typos. Only the last word may have typos and be unfinished, as people type from the left."""
        edits = min(edits, allowed_edits(word))
        if not edits:
            return self._begun(word)
        if last and len(word) >= LONG:
            return self._fuzzy(word, edits, begun=True)
        return Query.boolean_query([(Occur.Should, self._begun(word)), (Occur.Should, self._fuzzy(word, edits))])

    def _same(self, word: str) -> Query:
        return Query.term_query(self.schema, "words", word, index_option="basic")

    def _begun(self, word: str) -> Query:
        if len(word) <= SHORT:
            return Query.term_query(self.schema, "begins", word, index_option="basic")
        return self._fuzzy(word, 0, begun=True)

    def _fuzzy(self, word: str, edits: int, *, begun: bool = False) -> Query:
        return Query.fuzzy_term_query(self.schema, "words", word, distance=edits, prefix=begun)

    def _kind(self, kind: EntryKind) -> Query:
        return Query.const_score_query(Query.term_query(self.schema, "kind", kind, index_option="basic"), 0)

    def _every(self, kind: EntryKind, queries: Iterable[Query]) -> Query:
        return Query.boolean_query([(Occur.Must, query) for query in (self._kind(kind), *queries)])

    def _any(self, kind: EntryKind, queries: Iterable[Query]) -> Query:
        either = Query.boolean_query([(Occur.Should, query) for query in queries])
        return self._every(kind, [either])

    def _collect(self, query: Query, found: dict[int, IndexEntry], *, by_weight: bool, limit: int = LIMIT) -> None:
        field = "weight" if by_weight else None
        hits = self.searcher.search(query, limit=limit, count=False, order_by_field=field, order=Order.Desc).hits
        addresses = [address for _, address in hits]
        for id, address in zip(self.searcher.fast_field_values("id", addresses), addresses, strict=True):
            if id not in found:
                found[int(id or 0)] = stored_entry(bytes(self.searcher.doc(address).get_first("shown") or b""))
