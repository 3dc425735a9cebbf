"""The process is killed (SIGKILL) while it restores: the store is what it was, or what the backup holds."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

from sqlalchemy.engine import URL

from storage.backup.backup import write_backup
from storage.library import open_library
from tests.backup.filled import BULK, rows
from tests.conftest import NOW, Shelf
from tests.crash.test_import_crash import environment


def killed_at(statement: int, file: Path, database: URL, folder: Path) -> int:
    command = [sys.executable, "-m", "tests.crash.killed", str(statement), "restore", str(file)]
    run = subprocess.run(command, env=environment(database, folder), cwd=folder, capture_output=True, check=False)
    assert run.returncode in (0, -signal.SIGKILL), run.stderr.decode()
    return run.returncode


async def test_a_kill_while_it_restores_leaves_the_old_or_the_new(database: URL, tmp_path: Path):
    library = await open_library(database, None)
    shelf, file = Shelf(library), tmp_path / "backup"
    await shelf.load_seed()
    new = await rows(library.store)
    await write_backup(library.store, file, NOW)
    await shelf.load("bulk.jsonl", BULK)
    old, killed = await rows(library.store), 0
    for statement in (5, 50):
        status = await asyncio.to_thread(killed_at, statement, file, database, tmp_path)
        killed += status == -signal.SIGKILL
        assert await rows(library.store) == (old if status else new)
    assert killed == 2
    assert await asyncio.to_thread(killed_at, 0, file, database, tmp_path) == 0
    assert {**await rows(library.store), "gone": []} == {**new, "gone": []}
    await library.close()
