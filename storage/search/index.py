"""The index: a folder beside the store, or memory. It knows which store and which revision it shows.

tantivy is synchronous: whoever is on the event loop calls it in a thread.
"""

import json
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tantivy import Document, Index, Occur, Order, Query, Schema, SchemaBuilder, Searcher

from storage.search.entry import Entry, Kind
from storage.search.typed import edits_allowed, typed_words

VERSION = 2
"""Raise it when the schema or the words change: every index is then rebuilt by itself."""
LOCK_PATIENCE = 30.0
HEAP = 50_000_000
MANY = 3
ENOUGH = 25
"""Candidates beyond which no further kind of them is looked for: no menu shows more."""


class IndexBusyError(Exception):
    """Another process held the index for too long. The store is not touched by it; the index can follow later."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which state of which store an index shows."""

    store: str
    revision: int
    version: int = VERSION


def _schema() -> Schema:
    schema = SchemaBuilder()
    for name in ("kind", "key"):
        schema.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    schema.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("weight", fast=True)
    return schema.build()


class SearchIndex:
    def __init__(self, folder: Path | None) -> None:
        """`folder` is made where it is missing, and made anew where it cannot be opened. None: in memory."""
        self._folder = folder
        self._schema = _schema()
        try:
            self._index = self._open()
        except ValueError:  # damaged, or of another schema
            self.start_over()

    def _open(self) -> Index:
        if self._folder is None:
            return Index(self._schema)
        self._folder.mkdir(parents=True, exist_ok=True)
        return Index(self._schema, path=str(self._folder))

    def start_over(self) -> None:
        """An empty index in place of a damaged one, which held nothing that the store does not."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._index = self._open()

    def read_through(self) -> Shown | None:
        """What the index shows, after a look into its parts. Raises ValueError where it is damaged."""
        for kind in ("author", "paper"):
            self.candidates(kind, "a")
        return self.shown()

    def shown(self) -> Shown | None:
        """None: an index that shows nothing yet."""
        searcher = self._searcher()
        found = searcher.search(Query.term_query(self._schema, "kind", "state"), limit=1).hits
        return Shown(**json.loads(_stored(searcher, found[0][1], "shown"))) if found else None

    def candidates(self, kind: Kind, text: str, limit: int = 200) -> list[Entry]:
        """Entries that may be meant, in no order that matters: typed.rank decides. First those that have every word
        as typed, then those with typos or with some of the words, at last those with the beginnings of words."""
        words = typed_words(text)
        as_typed = [self._begun(word, 0) for word in words]
        with_typos = [self._begun(word, edits_allowed(word)) for word in words]
        steps = [(Occur.Must, as_typed, limit // 2)]
        if len(words) > MANY:  # most of many words are right, and asking for each with typos would take long
            same = [Query.term_query(self._schema, "words", word) for word in words]
            steps.append((Occur.Should, same, limit // 2))
        else:
            steps += [(Occur.Must, with_typos, limit), (Occur.Should, with_typos, limit // 2)]
        found: dict[str, Entry] = {}
        searcher = self._searcher()
        for occur, queries, most in steps:
            if len(found) < ENOUGH and not (found and len(words) > MANY):
                query = self._of_kind(kind, queries, occur)
                self._collect(searcher, query, most, found, by_weight=occur is Occur.Must)
        if not found:
            beginnings = [self._begun(word[:3], 0) for word in words]
            self._collect(searcher, self._of_kind(kind, beginnings, Occur.Should), limit, found, by_weight=False)
        return list(found.values())

    def heaviest(self, kind: Kind, limit: int) -> list[Entry]:
        found: dict[str, Entry] = {}
        of_kind = Query.term_query(self._schema, "kind", kind)
        self._collect(self._searcher(), of_kind, limit, found, by_weight=True)
        return list(found.values())

    def update(self) -> "IndexUpdate":
        """Waits while another process writes to the same folder. Close it when done."""
        return IndexUpdate(self._lock())

    def _lock(self) -> Any:
        deadline = time.monotonic() + LOCK_PATIENCE
        while True:
            try:
                return self._index.writer(heap_size=HEAP, num_threads=1)
            except ValueError as error:  # tantivy's only word for a lock that another writer holds
                if time.monotonic() > deadline:
                    raise IndexBusyError("another process writes to the search index") from error
                time.sleep(0.05)

    def _searcher(self) -> Searcher:
        self._index.reload()
        return self._index.searcher()

    def _begun(self, word: str, edits: int) -> Query:
        return Query.fuzzy_term_query(self._schema, "words", word, distance=edits, prefix=True)

    def _of_kind(self, kind: Kind, queries: list[Query], occur: Occur) -> Query:
        either = Query.boolean_query([(occur, query) for query in queries])
        of_kind = Query.const_score_query(Query.term_query(self._schema, "kind", kind), 0)
        return Query.boolean_query([(Occur.Must, of_kind), (Occur.Must, either)])

    def _collect(
        self, searcher: Searcher, query: Query, limit: int, found: dict[str, Entry], *, by_weight: bool
    ) -> None:
        order: dict[str, Any] = {"order_by_field": "weight", "order": Order.Desc} if by_weight else {}
        for _, address in searcher.search(query, limit=limit, **order).hits:
            key = _stored(searcher, address, "key")
            if key not in found:
                found[key] = _entry(json.loads(_stored(searcher, address, "shown")))


@dataclass(frozen=True, slots=True)
class IndexUpdate:
    """One change of the index: all of it is seen at the commit, or none."""

    writer: Any

    def clear(self) -> None:
        self.writer.delete_all_documents()

    def take(self, gone: Iterable[tuple[Kind, int]], entries: Iterable[Entry]) -> None:
        for kind, id in gone:
            self.writer.delete_documents_by_term("key", f"{kind}:{id}")
        for entry in entries:
            self.writer.add_document(_document(entry))

    def commit(self, shown: Shown) -> None:
        self.writer.delete_documents_by_term("kind", "state")
        state = json.dumps(asdict(shown))
        self.writer.add_document(Document(kind=["state"], key=["state"], shown=[state], weight=[0]))
        self.writer.commit()

    def close(self) -> None:
        """Drops what was not committed."""
        self.writer.rollback()
        self.writer.wait_merging_threads()


def _stored(searcher: Searcher, address: Any, field: str) -> str:
    return str(searcher.doc(address).get_first(field))


def _document(entry: Entry) -> Document:
    shown = json.dumps([entry.kind, entry.id, entry.name, entry.hint, entry.weight, entry.aliases])
    return Document(
        kind=[entry.kind], key=[f"{entry.kind}:{entry.id}"], words=[entry.words()], shown=[shown], weight=[entry.weight]
    )


def _entry(shown: list[Any]) -> Entry:
    kind, id, name, hint, weight, aliases = shown
    return Entry(kind, id, name, hint, weight, tuple(aliases))
