"""The process is killed (SIGKILL) in the middle of an import: each file is as it was before, or whole."""

import asyncio
import json
import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import URL
from sqlmodel import col

from storage.database.database import store_url
from storage.importing.load import CHUNK_PAPERS
from storage.importing.runs import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import Library, open_library
from storage.schema.library import Source, Statement
from storage.search.index import IndexUpdate
from tests.conftest import NOW, SEEDS
from tests.crash.killed import killed_at

KILLS = 5
BULK = CHUNK_PAPERS + 100
"""Written in two parts."""


def bulk(path: Path) -> Path:
    papers = ({"id": str(n), "title": f"Paper {n}", "authors": [f"A{n % 900} B", f"C{n} D"]} for n in range(BULK))
    path.write_text("\n".join(json.dumps(paper) for paper in papers))
    return path


async def counts(library: Library) -> tuple[int, int]:
    """(papers of the profile, papers of the bulk load)."""
    async with library.store.reading() as session:
        papers_by_kind = (
            select(col(Source.kind), func.count())
            .join_from(Source, Statement, col(Source.id) == col(Statement.source))
            .group_by(col(Source.kind))
        )
        by_kind = {row[0]: row[1] for row in await session.execute(papers_by_kind)}
    return by_kind.get("profile", 0), by_kind.get("library", 0)


async def test_a_kill_at_any_statement_leaves_each_file_whole_or_untouched(database: URL, tmp_path: Path):
    words = ("import", str(SEEDS / "pierre-stock.txt"), str(bulk(tmp_path / "bulk.jsonl")))
    index = tmp_path / "index"
    library = await open_library(database, index)  # so that the kills meet the import, not the migration
    chance = random.Random(7)
    seen: set[tuple[int, int]] = set()
    killed = 0
    for kill in range(KILLS):
        statement = chance.randint(1, 14 if kill % 2 else 45)
        killed += await killed_at(statement, words, database, tmp_path)
        seen.add(await counts(library))
    assert killed >= KILLS // 2
    assert seen <= {(0, 0), (23, 0), (23, BULK)}
    assert not await killed_at(0, words, database, tmp_path)
    assert await counts(library) == (23, BULK)
    await library.close()
    again = await open_library(database, index)  # a crash between the store and the index heals at the start
    found = await asyncio.to_thread(again.index.candidates, "paper", f"Paper {BULK - 1}")
    assert f"Paper {BULK - 1}" in {entry.name for entry in found}
    await again.close()


@pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
async def test_a_crash_around_the_index_heals_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
):
    class Crash(BaseException):
        pass

    whole = IndexUpdate.commit

    def crash(update: IndexUpdate, shown: Any) -> None:
        if moment == "after the commit":
            whole(update, shown)
        raise Crash

    url = store_url(f"sqlite:///{tmp_path}/paperbot.db")
    library = await open_library(url, tmp_path / "index")
    monkeypatch.setattr(IndexUpdate, "commit", crash)
    with pytest.raises(Crash):
        await library.import_file(SourceFile("seed.txt", SEEDS / "pierre-stock.txt"), ImportContext(NOW))
    await library.close()
    monkeypatch.undo()
    again = await open_library(url, tmp_path / "index")
    assert len(await asyncio.to_thread(again.index.candidates, "author", "Pierre Stock")) >= 1
    await again.close()


async def test_a_kill_inside_an_index_commit_keeps_no_later_start_from_working(tmp_path: Path):
    url = store_url(f"sqlite:///{tmp_path}/paperbot.db")
    library = await open_library(url, tmp_path / "index")
    await library.import_file(SourceFile("seed.txt", SEEDS / "pierre-stock.txt"), ImportContext(NOW))
    await library.close()
    (file := tmp_path / "more.jsonl").write_text('{"title": "Bread", "authors": ["Pierre Stock"]}')
    killed = [await killed_at(-files, ("import", str(file)), url, tmp_path) for files in (1, 4, 9)]
    assert any(killed)
    again = await open_library(url, tmp_path / "index")
    assert "Bread" in {entry.name for entry in await asyncio.to_thread(again.index.candidates, "paper", "bread")}
    await again.close()
