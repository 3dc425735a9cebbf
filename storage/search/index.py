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

from tantivy import Document, Index, Query, Searcher

from storage.search.entry import EntryKind, IndexEntry
from storage.search.name_candidates import NameCandidates
from storage.search.schema import VERSION, build_schema, register_tokenizers, to_document

LOCK_PATIENCE = 30.0
THREADS = 2
HEAP = 100_000_000
"""Bytes for both threads together. With less, an import of many papers makes many small parts that are then joined."""


class IndexBusyError(Exception):
    """Another process held the index for too long. The store is not touched by it; the index can follow later."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which state of which store an index shows."""

    store: str
    revision: int
    version: int = VERSION


class SearchIndex:
    def __init__(self, folder: Path | None) -> None:
        """`folder` is made where it is missing, and made anew where it cannot be opened. None: in memory."""
        self._folder = folder
        self.schema = build_schema()
        try:
            self._index = self._open()
        except ValueError:  # damaged, or of another schema
            self.start_over()

    def _open(self) -> Index:
        if self._folder is None:
            return register_tokenizers(Index(self.schema))
        self._folder.mkdir(parents=True, exist_ok=True)
        return register_tokenizers(Index(self.schema, path=str(self._folder)))

    def start_over(self) -> None:
        """An empty index in place of a damaged one, which held nothing that the store does not."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._index = self._open()

    def check_state(self) -> IndexState | None:
        """What the index shows, after a look into its parts. Raises ValueError where it is damaged."""
        for kind in ("author", "paper"):
            self.candidates(kind, "a")
        return self.state()

    def state(self) -> IndexState | None:
        """None: an index that shows nothing yet."""
        searcher = self.searcher()
        found = searcher.search(Query.term_query(self.schema, "kind", "state"), limit=1).hits
        stored = searcher.doc(found[0][1]).get_first("shown") if found else None
        return None if stored is None else IndexState(**json.loads(bytes(stored)))

    def candidates(self, kind: EntryKind, text: str) -> list[IndexEntry]:
        """Entries that may be called so, in no order that matters: typed.rank decides."""
        return NameCandidates(self.schema, self.searcher()).candidates(kind, text)

    def heaviest(self, kind: EntryKind, limit: int) -> list[IndexEntry]:
        return NameCandidates(self.schema, self.searcher()).heaviest(kind, limit)

    def update(self) -> "IndexUpdate":
        """Waits while another process writes to the same folder. Close it when done."""
        writer = self._lock()
        writer.garbage_collect_files()  # a process killed in its commit left files whose names the next one would use
        return IndexUpdate(writer)

    def _lock(self) -> Any:
        deadline = time.monotonic() + LOCK_PATIENCE
        while True:
            try:
                return self._index.writer(heap_size=HEAP, num_threads=THREADS)
            except ValueError as error:  # tantivy's only word for a lock that another writer holds
                if time.monotonic() > deadline:
                    raise IndexBusyError("another process writes to the search index") from error
                time.sleep(0.05)

    def searcher(self) -> Searcher:
        """The index as it is now, whichever process wrote it."""
        self._index.reload()
        return self._index.searcher()


@dataclass(frozen=True, slots=True)
class IndexUpdate:
    """One change of the index: all of it is seen at the commit, or none."""

    writer: Any

    def clear(self) -> None:
        self.writer.delete_all_documents()

    def apply(self, gone: Iterable[tuple[EntryKind, int]], entries: Iterable[IndexEntry]) -> None:
        for kind, id in gone:
            self.writer.delete_documents_by_term("key", f"{kind}:{id}")
        for entry in entries:
            self.writer.add_document(to_document(entry))

    def commit(self, state: IndexState) -> None:
        self.writer.delete_documents_by_term("kind", "state")
        stored = json.dumps(asdict(state)).encode()
        self.writer.add_document(Document(kind=["state"], shown=[stored]))
        self.writer.commit()

    def close(self) -> None:
        """Drops what was not committed."""
        self.writer.rollback()
        self.writer.wait_merging_threads()
