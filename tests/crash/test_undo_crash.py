"""The process is killed (SIGKILL) while an upload is loaded or taken back: the store is as it was before, or whole."""

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from storage.history.undo import last_change
from storage.history.uploads import delete_upload, save_upload
from storage.importing.runs import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import open_library
from tests.conftest import NOW, SEEDS, Shelf
from tests.crash.test_import_crash import environment
from tests.history.test_undo import dump

ADA = 123456789012345678
CHANGED = {"title": "Mistral 7B", "authors": ["Albert Q. Jiang", "Zoe New"], "doi": "10.1000/mistral", "citations": 5}
PAPERS = [CHANGED, *({"title": f"Paper {n}", "authors": [f"A{n % 9} B", "Pierre Stock"]} for n in range(40))]
KILLER = """
import asyncio, os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
what, key, left = sys.argv[1], sys.argv[2], int(sys.argv[3])
from storage.importing.runs import When
from storage.library import open_library
from storage.store import store_url
from storage.undoing.undo import last_change, undo
from storage.undoing.uploads import let_go, waiting
from tests.conftest import NOW

async def main():
    library = await open_library(store_url(os.environ["DATABASE_URL"]), None)

    @event.listens_for(Engine, "after_cursor_execute")
    def count(connection, cursor, statement, *rest):
        global left
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    if what == "apply":
        await library.import_file(await library.ask(waiting, key), When(NOW, None, 123456789012345678))
        await library.change(let_go, key)
    else:
        change, possible = await library.ask(last_change)
        assert await library.change(undo, change.number, NOW, 123456789012345678)
    await library.close()

asyncio.run(main())
"""


def killed_at(what: str, key: str, statement: int, database: URL, folder: Path) -> int:
    command = [sys.executable, "-c", KILLER, what, key, str(statement)]
    run = subprocess.run(command, env=environment(database, folder), cwd=folder, capture_output=True, check=False)
    if run.returncode not in (0, -signal.SIGKILL):
        raise AssertionError(run.stderr.decode())
    return run.returncode


async def killed_until_done(what: str, key: str, statements: tuple[int, ...], database: URL, folder: Path) -> int:
    """How many of the processes were killed; the last one was not. The store is looked at after each."""
    shelf = Shelf(await open_library(database, None))
    before, killed = await dump(shelf), 0
    for statement in statements:
        status = await asyncio.to_thread(killed_at, what, key, statement, database, folder)
        killed += status == -signal.SIGKILL
        assert status == 0 or await dump(shelf) == before, f"killed at statement {statement} of {what}"
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


async def test_a_kill_while_it_is_loaded_or_taken_back_leaves_the_store_as_before_or_whole(
    database: URL, tmp_path: Path, waiting_upload: str
):
    library = await open_library(database, None)
    shelf = Shelf(library)
    empty = await dump(shelf)
    assert await killed_until_done("apply", waiting_upload, (5, 11, 0), database, tmp_path) == 2
    loaded = await dump(shelf)
    assert len(loaded["paper"]) == 23 + len(PAPERS) - 1
    assert loaded["upload"] == []
    assert await killed_until_done("undo", "-", (3, 14, 0), database, tmp_path) == 2
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
    assert await asyncio.to_thread(killed_at, "apply", waiting_upload, 0, database, tmp_path) == 0
    assert {**await dump(shelf), "upload": []} == {**loaded, "upload": []}
    assert not await library.change(delete_upload, waiting_upload)
    await library.close()
