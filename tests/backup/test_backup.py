"""A backup of a store in use, and back: on SQLite and on PostgreSQL."""

import asyncio
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from storage.backup.backup import write_backup
from storage.backup.errors import BackupError
from storage.backup.restore import RestoreResult, restore_backup
from storage.backup.workspace import make_tables
from storage.database.database import store_url
from storage.database.facts import STORE_ID, read_fact, write_fact
from storage.library import Library, open_library
from storage.lookup.find import find_paper
from storage.schema.columns import metadata
from tests.backup.filled import BULK, fill, is_sound, rows
from tests.conftest import NOW, Shelf
from tests.patience import until

t = metadata.tables


async def brought_back(library: Library, file: Path, folder: Path) -> RestoreResult:
    """By another process, as it were; the library goes on meanwhile."""
    return await restore_backup(library.store.url, file, folder / "saved", NOW)


async def refused(library: Library, file: Path, folder: Path) -> str:
    before = await rows(library.store)
    with pytest.raises(BackupError) as told:
        await brought_back(library, file, folder)
    assert await rows(library.store) == before
    assert not list(folder.glob("saved/*"))
    return str(told.value)


async def test_everything_comes_back_and_what_was_there_is_kept(quick_shelf: Shelf, tmp_path: Path):
    library = quick_shelf.library
    await fill(quick_shelf)
    before = await rows(library.store)
    file = tmp_path / "backup"
    assert await write_backup(library.store, file, NOW) == file.stat().st_size
    assert file.stat().st_mode & 0o777 == 0o600
    await quick_shelf.load("more.jsonl", '{"title": "Made Since", "authors": ["Somebody Else"]}')
    since = await rows(library.store)
    done = await brought_back(library, file, tmp_path)
    assert (done.papers, done.is_sealed, done.aside) == (len(before["paper"]), True, None)
    after = await rows(library.store)
    assert {**after, "gone": []} == {**before, "gone": []}
    assert done.saved is not None
    assert done.saved.name == "before-restore-2026-11-23T12-00-00.db"
    again = await brought_back(library, done.saved, tmp_path)
    assert {**await rows(library.store), "gone": []} == {**since, "gone": []}
    assert again.saved is not None
    assert again.saved.name == "before-restore-2026-11-23T12-00-00-2.db"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


async def test_the_index_of_a_bot_that_runs_follows_and_no_id_is_given_twice(shelf: Shelf, tmp_path: Path):
    library = shelf.library
    await shelf.load_seed()
    await write_backup(library.store, tmp_path / "backup", NOW)
    await shelf.load("bulk.jsonl", BULK)
    since = await library.ask(find_paper, library.index, "Something Else ✨")
    await brought_back(library, tmp_path / "backup", tmp_path)
    await library.sync_index()
    entries = await asyncio.to_thread(library.index.candidates, "paper", "Something Else")
    assert not [entry for entry in entries if entry.name.startswith("Something Else")]
    await shelf.load("bulk.jsonl", BULK)
    again = await library.ask(find_paper, library.index, "Something Else ✨")
    assert again.id > since.id


async def test_a_backup_of_postgresql_comes_into_sqlite_and_back(quick_shelf: Shelf, tmp_path: Path):
    await fill(quick_shelf)
    before = await rows(quick_shelf.library.store)
    await write_backup(quick_shelf.library.store, tmp_path / "one", NOW)
    url = store_url(f"sqlite:///{tmp_path}/new/other.db")
    done = await restore_backup(url, tmp_path / "one", tmp_path / "saved", NOW)
    assert done.saved is None
    other = await open_library(url, None)
    assert await rows(other.store) == before
    assert await is_sound(other.store)
    await write_backup(other.store, tmp_path / "two", NOW)
    await other.close()
    await brought_back(quick_shelf.library, tmp_path / "two", tmp_path)
    assert await rows(quick_shelf.library.store) == before


async def test_what_this_bot_told_discord_stays_and_the_store_is_another(quick_shelf: Shelf, tmp_path: Path):
    store = quick_shelf.library.store
    async with store.writing() as session:
        await write_fact(session, "commands", "told")
        name = await read_fact(session, STORE_ID)
    await write_backup(store, tmp_path / "backup", NOW)
    async with store.writing() as session:
        await write_fact(session, "commands", "told since")
    await brought_back(quick_shelf.library, tmp_path / "backup", tmp_path)
    async with store.reading() as session:
        assert await read_fact(session, "commands") == "told since"
        assert await read_fact(session, STORE_ID) != name


async def test_a_backup_is_of_one_moment_while_others_write(shelf: Shelf, tmp_path: Path):
    """Each write changes two tables together."""
    store, ended = shelf.library.store, asyncio.Event()
    await shelf.load_seed()

    async def write() -> None:
        nonlocal n
        while not ended.is_set():
            n += 1
            async with store.writing() as session:
                await session.execute(update(t["author"]).values(main_field=str(n)))
                await session.execute(update(t["paper"]).values(field=str(n)))
            await asyncio.sleep(0)

    n = 0
    writing = asyncio.create_task(write())
    for _ in range(2):
        await until(lambda before=n: n > before + 1)
        await write_backup(store, tmp_path / "backup", NOW)
        found = sqlite3.connect(tmp_path / "backup")
        fields = found.execute("SELECT main_field FROM author UNION SELECT field FROM paper").fetchall()
        found.close()
        assert len(fields) == 1, n
    ended.set()
    await writing


async def test_a_backup_replaces_a_backup_and_nothing_else(quick_shelf: Shelf, tmp_path: Path):
    store = quick_shelf.library.store
    for name, data in (("text", b"mine"), ("other.db", b"SQLite format 3\x00" + bytes(100))):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BackupError, match="not a paperbot backup"):
            await write_backup(store, tmp_path / name, NOW)
        assert (tmp_path / name).read_bytes() == data
    for place, what in ((tmp_path, "is a folder"), (tmp_path / "no" / "b", "no folder"), (store.file, "the database")):
        with pytest.raises(BackupError, match=what):
            await write_backup(store, place, NOW)
    (tmp_path / "empty").touch()
    await write_backup(store, tmp_path / "empty", NOW)
    await quick_shelf.load_seed()
    await write_backup(store, tmp_path / "empty", NOW)
    assert (
        await restore_backup(store_url(f"sqlite:///{tmp_path}/n.db"), tmp_path / "empty", tmp_path, NOW)
    ).papers == 23


async def test_a_backup_that_fails_leaves_the_one_before(quick_shelf: Shelf, tmp_path: Path):
    store = quick_shelf.library.store
    await quick_shelf.load_seed()
    await write_backup(store, tmp_path / "backup", NOW)
    before = (tmp_path / "backup").read_bytes()
    await store.close()
    assert store.file is not None
    damaged = bytearray(store.file.read_bytes())
    damaged[8192:40_000] = bytes(40_000 - 8192)
    store.file.write_bytes(damaged)
    with pytest.raises(BackupError, match=r"cannot be copied|damaged"):
        await write_backup(store, tmp_path / "backup", NOW)
    assert (tmp_path / "backup").read_bytes() == before
    assert not list(tmp_path.glob(".backup*"))


async def test_a_plain_copy_of_an_older_database_is_brought_to_today_s_schema(quick_shelf: Shelf, tmp_path: Path):
    old = tmp_path / "old.db"
    await make_tables(old, "0003")
    with sqlite3.connect(old) as made:
        made.execute("INSERT INTO author (id, name, pooled, changed_in) VALUES (1, 'Ann', 0, 1)")
        made.execute(
            "INSERT INTO paper (id, title, title_hash, abstract, has_code, authors_cut, first_in, changed_in)"
            " VALUES (1, 'Old', 5, ?, 0, 0, 1, 1)",
            ("Words and words. " * 20,),
        )
    made.close()
    done = await brought_back(quick_shelf.library, old, tmp_path)
    assert (done.papers, done.is_sealed) == (1, False)
    async with quick_shelf.library.store.reading() as session:
        assert (await session.execute(select(t["paper"].c.abstract_hash))).scalar_one() is not None
    assert sqlite3.connect(old).execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)


async def test_a_damaged_database_is_put_aside_and_the_backup_takes_its_place(quick_shelf: Shelf, tmp_path: Path):
    library = quick_shelf.library
    await quick_shelf.load_seed()
    before = await rows(library.store)
    await write_backup(library.store, tmp_path / "backup", NOW)
    await library.close()
    file = library.store.file
    assert file is not None
    for damaged in (b"not a database at all", file.read_bytes()[:9000]):
        file.write_bytes(damaged)
        done = await restore_backup(library.store.url, tmp_path / "backup", tmp_path, NOW)
        assert done.aside is not None
        assert done.aside.read_bytes() == damaged
        done.aside.unlink()
        again = await open_library(library.store.url, None)
        assert await rows(again.store) == before
        await again.close()


async def test_a_library_of_a_newer_version_is_left_alone(quick_shelf: Shelf, tmp_path: Path):
    await write_backup(quick_shelf.library.store, tmp_path / "backup", NOW)
    async with quick_shelf.library.store.writing() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer version" in await refused(quick_shelf.library, tmp_path / "backup", tmp_path)


async def test_a_backup_is_written_where_the_link_leads(quick_shelf: Shelf, tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path / "real")
    await write_backup(quick_shelf.library.store, tmp_path / "link", NOW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").is_file()
    shutil.copy(tmp_path / "real", tmp_path / "moved")
    (tmp_path / "moved").chmod(0o400)
    assert (await brought_back(quick_shelf.library, tmp_path / "moved", tmp_path)).papers == 0
