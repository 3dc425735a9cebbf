"""The process is killed (SIGKILL) while it restores: the store is what it was, or what the backup holds."""

from pathlib import Path

from sqlalchemy.engine import URL

from storage.backup.backup import write_backup
from storage.library import open_library
from tests.backup.filled import BULK, rows
from tests.conftest import NOW, Shelf
from tests.crash.killed import killed_at


async def test_a_kill_while_it_restores_leaves_the_old_or_the_new(database: URL, tmp_path: Path):
    library = await open_library(database, None)
    shelf, file = Shelf(library), tmp_path / "backup"
    await shelf.load_seed()
    new = await rows(library.store)
    await write_backup(library.store, file, NOW)
    await shelf.load("bulk.jsonl", BULK)
    old, killed = await rows(library.store), 0
    for statement in (5, 50):
        is_killed = await killed_at(statement, ("restore", str(file)), database, tmp_path)
        killed += is_killed
        assert await rows(library.store) == (old if is_killed else new)
    assert killed == 2
    assert not await killed_at(0, ("restore", str(file)), database, tmp_path)
    assert {**await rows(library.store), "gone": []} == {**new, "gone": []}
    await library.close()
