"""All papers as BibTeX and as a table."""

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.lookup.references import references
from storage.references.bibtex import bibtex_entry
from storage.references.key import unique_keys
from storage.references.reference import Reference
from storage.references.table import table
from storage.schema.library import Paper

PORTION = 1_000


async def write_papers(session: AsyncSession, bib: Path, csv: Path) -> None:
    cited = _Keys()
    with bib.open("w", encoding="utf-8", newline="") as entries, csv.open("w", encoding="utf-8", newline="") as rows:
        rows.write(table(()))
        last = -1
        page = select(col(Paper.id)).order_by(col(Paper.id)).limit(PORTION)
        while ids := list((await session.execute(page.where(col(Paper.id) > last))).scalars()):
            last = ids[-1]
            await asyncio.to_thread(_write, await references(session, ids), cited, entries, rows)


class _Keys:
    """Citation keys of papers that come one by one, no two the same."""

    def __init__(self) -> None:
        self._waiting: deque[Reference] = deque()
        self._given = unique_keys(self._taken())

    def _taken(self) -> Iterator[Reference]:
        while True:
            yield self._waiting.popleft()

    def of(self, reference: Reference) -> str:
        self._waiting.append(reference)
        return next(self._given)


def _write(found: Sequence[Reference], cited: _Keys, entries: IO[str], rows: IO[str]) -> None:
    for reference in found:
        entries.write(bibtex_entry(reference, cited.of(reference)) + "\n\n")
    rows.write(table(found).removeprefix(table(())))
