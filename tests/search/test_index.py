"""The index follows the store, whatever happens to it."""

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from storage.database.database import store_url
from storage.importing.load import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import Library, open_library
from storage.search.index import IndexState, IndexUpdate
from tests.conftest import NOW, SEEDS

SEED = SourceFile("pierre-stock.txt", SEEDS / "pierre-stock.txt")
NOON = ImportContext(NOW)


async def names(library: Library, words: str) -> set[str]:
    return {entry.name for entry in await asyncio.to_thread(library.index.candidates, "author", words)}


@pytest.fixture
def url(tmp_path: Path) -> URL:
    return store_url(f"sqlite:///{tmp_path}/paperbot.db")


async def loaded(url: URL, index: Path) -> None:
    library = await open_library(url, index)
    await library.import_file(SEED, ImportContext(NOW))
    await library.close()


async def test_an_index_that_is_missing_is_made(url: URL, tmp_path: Path):
    index = tmp_path / "index"
    await loaded(url, index)
    shutil.rmtree(index)
    library = await open_library(url, index)
    assert "Pierre Stock" in await names(library, "stock")
    await library.close()


@pytest.mark.parametrize("damage", ["meta.json", ".store", ".term", ".fast", ""])
async def test_an_index_that_is_damaged_is_made_anew(url: URL, tmp_path: Path, damage):
    index = tmp_path / "index"
    await loaded(url, index)
    for file in index.iterdir():
        if file.is_file() and file.name.endswith(damage):
            whole = file.read_bytes()
            file.write_bytes(bytes(byte ^ 255 for byte in whole[:40]) + whole[40:])
    library = await open_library(url, index)
    assert "Pierre Stock" in await names(library, "stock")
    await library.close()


async def test_an_index_of_another_store_is_not_believed(url: URL, tmp_path: Path):
    index = tmp_path / "index"
    await loaded(url, index)
    other = await open_library(store_url(f"sqlite:///{tmp_path}/other.db"), index)
    assert await names(other, "stock") == set()
    await other.close()


async def test_two_processes_with_one_index_both_see_what_one_imports(url: URL, tmp_path: Path):
    reader = await open_library(url, tmp_path / "index")
    await loaded(url, tmp_path / "index")
    assert "Pierre Stock" in await names(reader, "stock")
    await reader.close()


async def test_a_process_with_an_index_of_its_own_catches_up(url: URL, tmp_path: Path):
    reader = await open_library(url, None)
    await loaded(url, tmp_path / "index")
    assert await names(reader, "stock") == set()
    await reader.sync_index()
    assert "Pierre Stock" in await names(reader, "stock")
    await reader.close()


async def test_a_merged_person_is_found_once(url: URL, tmp_path: Path):
    library = await open_library(url, None)
    alice = "Alice Adler\n\nLG\n\n1 Papers\n\nCLOct 1, 2023\nRivers\n\nAlice Adler, Bob Lee\n"
    for name in ("Alice Adler", "Bob Lee"):
        data = alice.replace("Alice Adler\n\nLG", f"{name}\n\nLG").encode()
        await library.import_file(SourceFile(f"{name}.txt", data=data), ImportContext(NOW))
    matching = await asyncio.to_thread(library.index.candidates, "author", "Bob Lee")
    assert [entry.name for entry in matching] == ["Bob Lee"]
    await library.close()


async def test_a_kill_inside_a_commit_does_not_keep_the_next_one_from_working(url: URL, tmp_path: Path):
    """As tantivy's commit leaves it: new files are there, and meta.json does not name them yet."""
    index = tmp_path / "index"
    await loaded(url, index)
    before = (index / "meta.json").read_bytes()
    library = await open_library(url, index)
    await library.import_file(SourceFile("more.jsonl", data=b'{"title": "Bread", "authors": ["Pierre Stock"]}'), NOON)
    await library.close()
    (index / "meta.json").write_bytes(before)
    again = await open_library(url, index)
    found = await asyncio.to_thread(again.index.candidates, "paper", "bread")
    assert {entry.name for entry in found} == {"Bread"}
    await again.close()


async def test_an_index_that_cannot_be_written_is_rebuilt(url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    index = tmp_path / "index"
    library = await open_library(url, index)
    commit, refused = IndexUpdate.commit, ["FileAlreadyExists"]

    def refuse_once(update: IndexUpdate, state: IndexState) -> None:
        if refused:
            raise ValueError(refused.pop())
        commit(update, state)

    monkeypatch.setattr(IndexUpdate, "commit", refuse_once)
    await library.import_file(SEED, NOON)
    assert refused == []
    assert "Pierre Stock" in await names(library, "stock")
    await library.close()
