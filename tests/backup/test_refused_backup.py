"""A file that is no backup, or a damaged one, or a newer version's, is refused, and the library is as it was."""

import random
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from storage.backup.backup import write_backup
from storage.backup.checksum import digest_rows
from storage.backup.errors import BackupError
from storage.backup.restore import restore_backup
from storage.database.database import store_url
from storage.library import open_library
from storage.schema.columns import metadata
from tests.backup.filled import is_sound, rows
from tests.backup.test_backup import brought_back, refused
from tests.conftest import NOW, Shelf

t = metadata.tables


async def test_what_is_no_backup_is_refused_with_a_reason(quick_shelf: Shelf, tmp_path: Path):
    library = quick_shelf.library
    await quick_shelf.load_seed()
    file = tmp_path / "backup"
    await write_backup(library.store, file, NOW)
    whole = file.read_bytes()
    assert "does not exist" in await refused(library, tmp_path / "missing", tmp_path)
    assert "is not a file" in await refused(library, tmp_path, tmp_path)
    assert "own database" in await refused(library, library.store.file, tmp_path)
    for data, why in (
        (b"", "no tables"),
        (b"hello", "not a SQLite"),
        (whole[:-1], "incomplete"),
        (whole[: len(whole) // 2], "incomplete"),
    ):
        file.write_bytes(data)
        assert why in await refused(library, file, tmp_path)
    file.unlink()
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE paper (id)")
    made.close()
    assert "no tables of paperbot" in await refused(library, file, tmp_path)


CHANGES = (
    ("UPDATE alembic_version SET version_num = '9999'", "its schema is '?9999'?, this version knows up to 00"),
    ("UPDATE paper SET title = title || '.' WHERE id = 3", "do not match its checksum"),
    ("DELETE FROM backup_seal", "do not match its checksum"),
    ("DELETE FROM author WHERE id = 1", "refers to a row of author"),
    ("DROP TABLE backup_seal; DROP TABLE alembic_version", "no tables of paperbot"),
    ("DROP TABLE backup_seal; UPDATE source SET captured = 'once'", "contains data that a library cannot"),
    ("DROP TABLE backup_seal; ALTER TABLE paper DROP COLUMN venue", "paper has no venue"),
    ("DROP TABLE backup_seal; DROP TABLE follow", "follow has no"),
    ("DROP TABLE backup_seal; UPDATE alembic_version SET version_num = '0002'", "cannot be upgraded to the current"),
)


async def test_a_backup_that_was_changed_is_refused_with_a_reason(quick_shelf: Shelf, tmp_path: Path):
    await quick_shelf.load_seed()
    await write_backup(quick_shelf.library.store, tmp_path / "backup", NOW)
    for change, why in CHANGES:
        shutil.copy(tmp_path / "backup", tmp_path / "changed")
        made = sqlite3.connect(tmp_path / "changed")
        made.executescript(change)
        if "9999" in change:  # as a newer version would have sealed it
            made.execute("UPDATE backup_seal SET digest = ?", (digest_rows(made),))
            made.commit()
        made.close()
        before = await rows(quick_shelf.library.store)
        with pytest.raises(BackupError) as told:
            await brought_back(quick_shelf.library, tmp_path / "changed", tmp_path)
        assert re.search(why, str(told.value))
        assert await rows(quick_shelf.library.store) == before


async def test_a_byte_that_is_another_is_noticed_or_changes_nothing(quick_shelf: Shelf, tmp_path: Path):
    await quick_shelf.load_seed()
    before = await rows(quick_shelf.library.store)
    await write_backup(quick_shelf.library.store, tmp_path / "backup", NOW)
    whole, chance, noticed = (tmp_path / "backup").read_bytes(), random.Random(8), 0
    used = [at for at in range(100, len(whole)) if whole[at]]
    places = [*range(0, 100, 9), *chance.sample(used, 30)]
    for n, at in enumerate(places):
        data = bytearray(whole)
        data[at] ^= 1 << chance.randrange(8)
        (tmp_path / "rotten").write_bytes(data)
        url = store_url(f"sqlite:///{tmp_path}/to/{n}.db")
        try:
            await restore_backup(url, tmp_path / "rotten", tmp_path, NOW)
        except BackupError:
            noticed += 1
        else:
            library = await open_library(url, None)
            assert await rows(library.store) == before, at
            assert await is_sound(library.store)
            await library.close()
    assert noticed > 22
