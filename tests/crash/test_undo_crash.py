"""The process is killed (SIGKILL) while an upload is loaded or undone: the store is as it was before, or whole."""

import json
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from storage.history.undo import last_change
from storage.history.uploads import delete_upload, save_upload
from storage.importing.runs import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import open_library
from tests.conftest import NOW, SEEDS, Shelf
from tests.crash.killed import ADA, killed_at
from tests.history.test_undo import dump

CHANGED = {"title": "Mistral 7B", "authors": ["Albert Q. Jiang", "Zoe New"], "doi": "10.1000/mistral", "citations": 5}
PAPERS = [CHANGED, *({"title": f"Paper {n}", "authors": [f"A{n % 9} B", "Pierre Stock"]} for n in range(40))]


async def killed_until_done(what: tuple[str, ...], statements: tuple[int, ...], database: URL, folder: Path) -> int:
    """How many of the processes were killed; the last one was not. The store is looked at after each."""
    shelf = Shelf(await open_library(database, None))
    before, killed = await dump(shelf), 0
    for statement in statements:
        is_killed = await killed_at(statement, what, database, folder)
        killed += is_killed
        assert not is_killed or await dump(shelf) == before, f"killed at statement {statement} of {what[0]}"
    await shelf.library.close()
    return killed


@pytest.fixture
async def waiting_upload(database: URL) -> str:
    library = await open_library(database, None)
    await library.import_file(SourceFile("pierre-stock.txt", SEEDS / "pierre-stock.txt"), ImportContext(NOW))
    data = "\n".join(map(json.dumps, PAPERS)).encode()
    key = await library.change(save_upload, SourceFile("bulk.jsonl", data=data), ADA, NOW)
    await library.close()
    return key


async def test_a_kill_while_it_is_loaded_or_undone_leaves_the_store_as_before_or_whole(
    database: URL, tmp_path: Path, waiting_upload: str
):
    library = await open_library(database, None)
    shelf = Shelf(library)
    empty = await dump(shelf)
    assert await killed_until_done(("load", waiting_upload), (5, 11, 0), database, tmp_path) == 2
    loaded = await dump(shelf)
    assert len(loaded["paper"]) == 23 + len(PAPERS) - 1
    assert loaded["upload"] == []
    assert await killed_until_done(("undo",), (3, 14, 0), database, tmp_path) == 2
    after = await dump(shelf)
    assert {**after, "upload": []} == {**empty, "upload": []}
    last = await library.ask(last_change)
    assert last is not None
    assert last[0].file == "pierre-stock.txt"
    await library.close()


async def test_a_kill_between_the_load_and_the_upload_s_end_lets_the_button_be_pressed_again(
    database: URL, tmp_path: Path, waiting_upload: str
):
    library = await open_library(database, None)
    shelf = Shelf(library)
    source = SourceFile("bulk.jsonl", data="\n".join(map(json.dumps, PAPERS)).encode())
    await library.import_file(source, ImportContext(NOW, None, ADA))  # and then the process dies
    loaded = await dump(shelf)
    assert not await killed_at(0, ("load", waiting_upload), database, tmp_path)
    assert {**await dump(shelf), "upload": []} == {**loaded, "upload": []}
    assert not await library.change(delete_upload, waiting_upload, ADA)
    await library.close()
