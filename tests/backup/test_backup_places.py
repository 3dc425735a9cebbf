"""What a backup may take the place of, and what it may be made of."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from storage.backup.backup import write_backup
from storage.backup.errors import BackupError
from storage.database.database import open_store, store_url
from tests.conftest import NOW, Shelf


async def test_a_pipe_is_not_replaced_by_a_backup(quick_shelf: Shelf, tmp_path: Path):
    """Nor a device: who is root would have lost /dev/null."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for name in ("pipe", "link"):
        with pytest.raises(BackupError, match="a device or a pipe"):
            await write_backup(quick_shelf.library.store, tmp_path / name, NOW)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


async def test_a_database_that_is_empty_or_another_program_s_is_not_sealed_as_a_library(tmp_path: Path):
    with sqlite3.connect(tmp_path / "other.db") as made:
        made.execute("CREATE TABLE bookmark (id)")
    made.close()
    (tmp_path / "empty.db").touch()
    for name in ("other.db", "empty.db"):
        store = open_store(store_url(f"sqlite:///{tmp_path}/{name}"))
        with pytest.raises(BackupError, match="no library in this database"):
            await write_backup(store, tmp_path / "backup", NOW)
        await store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.db", "other.db"]
