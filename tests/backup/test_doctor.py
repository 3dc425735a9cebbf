"""`python -m bot doctor`: each problem is reported with how to fix it, and nothing is created or changed."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from bot.checks.home import check_home
from bot.checks.library import check_database, check_index, check_schema
from bot.checks.settings import check_env_file
from bot.doctor import run_doctor
from bot.settings import Settings
from storage.backup.current_database import DatabaseState, database_state
from storage.backup.errors import BackupError
from storage.backup.restore import restore_backup
from storage.backup.workspace import make_tables, open_sqlite
from storage.database.database import store_url
from storage.database.facts import HOME, claim_fact
from storage.library import open_library
from storage.live.source_state import record_failure, record_success
from tests.conftest import NOW, SEEDS, Shelf
from tests.prepared import copy_sqlite
from tests.standin.world import TOKEN


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing in it, and no setting set but those of a lab that is well."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    return tmp_path


@pytest.fixture
async def well(place: Path, seeded_file: Path) -> Path:
    (place / "data").mkdir(mode=0o700)
    database = copy_sqlite(seeded_file, place / "data" / "paperbot.db")
    library = await open_library(database, place / "data" / "paperbot.db.index")
    await library.close()
    return place


async def said(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, list[str]]]:
    """The exit status, and the failed checks, by name."""
    capsys.readouterr()
    status = await run_doctor()
    out = capsys.readouterr()
    assert "Traceback" not in out.err
    assert TOKEN not in out.out + out.err
    found: dict[str, list[str]] = {}
    for line in out.out.splitlines():
        kind, rest = line.split(maxsplit=1)
        assert kind in ("ok", "next", "fail")
        name, words = rest.split(": ", 1)
        if kind == "fail":
            found.setdefault(name, []).append(words)
    return status, found


async def test_a_working_bot_passes_all_checks_and_nothing_is_changed(well: Path, capsys: pytest.CaptureFixture[str]):
    before = {path: path.read_bytes() for path in well.rglob("*") if path.is_file()}
    assert await said(capsys) == (0, {})
    assert {path: path.read_bytes() for path in well.rglob("*") if path.is_file()} == before


async def test_the_home_server_is_named_or_how_to_get_one(well: Path, monkeypatch: pytest.MonkeyPatch):
    url, settings = store_url("sqlite:///data/paperbot.db"), Settings()
    assert "none yet" in (await check_home(settings, url)).message
    library = await open_library(url, None)
    await library.change(claim_fact, HOME, "17")
    await library.close()
    assert "server 17" in (await check_home(settings, url)).message
    monkeypatch.setenv("PAPERBOT_HOME", "18, 19")
    assert (await check_home(Settings(), url)).message == "PAPERBOT_HOME: 18, 19"


async def test_where_nothing_has_run_yet_it_says_what_to_do_next_and_creates_nothing(place: Path, capsys, monkeypatch):
    monkeypatch.setenv("PAPERBOT_SEEDS", "nowhere")
    monkeypatch.delenv("DISCORD_TOKEN")
    assert await run_doctor() == 0
    steps = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("ok")]
    assert [line.split(":")[0] for line in steps] == ["next  token", "next  database", "next  index", "next  seeds"]
    assert [path.name for path in place.iterdir()] == ["seeds"]
    (place / "data" / "paperbot.db.index").mkdir(parents=True)
    status, wrong = await said(capsys)  # a database that was there is gone
    assert (status, set(wrong)) == (1, {"token", "database", "index", "seeds"})


async def test_an_env_file_that_others_can_read_is_reported(well: Path, capsys):
    (well / ".env").touch(0o640)
    status, wrong = await said(capsys)
    assert (status, "chmod 600 .env" in wrong["settings"][0]) == (1, True)
    (well / ".env").chmod(0o600)
    assert [result.ok for result in check_env_file(well / ".env")] == [True]


async def test_a_kill_while_the_log_is_moved_into_the_database_is_not_damage(well: Path, tmp_path: Path):
    file = well / "data" / "paperbot.db"
    whole, log = file.read_bytes(), file.with_name("paperbot.db-wal")
    with closing(sqlite3.connect(file)) as made:
        made.executescript("BEGIN; CREATE TABLE more (x); INSERT INTO more VALUES (zeroblob(100000)); COMMIT")
        pages = log.read_bytes()
    killed = file.read_bytes()[:4096] + whole[4096:]  # the first page alone has been moved

    def kill() -> None:
        file.write_bytes(killed)
        log.write_bytes(pages)

    kill()
    assert (await check_database(store_url(f"sqlite:///{file}"))).ok
    kill()
    assert (await restore_backup(store_url("sqlite:///other.db"), file, tmp_path, NOW)).papers == 23
    kill()
    async with open_sqlite(file) as store:
        assert await database_state(store) is DatabaseState.IN_USE


@pytest.mark.parametrize("error", ["database or disk is full", "attempt to write a readonly database"])
async def test_a_full_or_read_only_disk_is_not_damage(well: Path, tmp_path: Path, monkeypatch, error: str):
    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError(error)

    monkeypatch.setattr("storage.backup.sqlite_file.find_damage", fail)
    result = await check_database(store_url("sqlite:///data/paperbot.db"))
    assert not result.ok
    assert error in result.message
    assert "restore" not in result.message
    with pytest.raises(BackupError, match=f"cannot be read: {error}"):
        await restore_backup(store_url("sqlite:///other.db"), well / "data" / "paperbot.db", tmp_path, NOW)


async def test_all_invalid_settings_are_reported(place: Path, capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hunter22@host/x")
    monkeypatch.setenv("PAPERBOT_GUILDS", "lab")
    status, wrong = await said(capsys)
    assert status == 2
    assert len(wrong["settings"]) == 2
    assert "hunter22" not in str(wrong)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("PAPERBOT_GUILDS")
    (place / ".env").write_bytes(b"\xff\xfe\x00PAPERBOT")
    assert (await said(capsys))[0] == 2


async def test_an_unknown_setting_is_reported_with_the_nearest_name(well: Path, capsys, monkeypatch):
    monkeypatch.setenv("PAPERBOT_SEDS", "x")
    status, wrong = await said(capsys)
    assert (status, set(wrong)) == (1, {"settings"})
    assert "PAPERBOT_SEEDS" in wrong["settings"][0]


async def test_a_malformed_token_is_reported_and_not_shown(well: Path, capsys, monkeypatch):
    monkeypatch.delenv("DISCORD_TOKEN")
    assert set((await said(capsys))[1]) == {"token"}
    for token in ("secret-words", "abc.def.ghi", "bm90IGFuIGlk.Gstand." + "x" * 38):
        monkeypatch.setenv("DISCORD_TOKEN", token)
        status, wrong = await said(capsys)
        assert (status, set(wrong)) == (1, {"token"})
        assert token not in str(wrong)


async def test_a_missing_damaged_or_newer_database_is_reported(well: Path, capsys):
    file = well / "data" / "paperbot.db"
    whole = file.read_bytes()
    zeroed = whole[:8192] + bytes(30_000) + whole[38_192:]
    for data, why in ((b"hello", "not a SQLite"), (whole[:20_000], "incomplete"), (zeroed, "damaged")):
        file.write_bytes(data)
        status, wrong = await said(capsys)
        assert (status, why in wrong["database"][0]) == (1, True)
    file.write_bytes(b"")
    assert set((await said(capsys))[1]) == {"schema"}
    file.write_bytes(whole)
    for revision, why in (("9999", "Install the newer"), ("0004", "start the bot once")):
        with sqlite3.connect(file) as made:
            made.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        made.close()
        status, wrong = await said(capsys)
        assert (status, why in wrong["schema"][0]) == (1, True)
    file.unlink()
    file.mkdir()
    assert "is not a file" in (await said(capsys))[1]["database"][0]


async def test_a_database_that_another_process_writes_to_passes(well: Path, capsys):
    other = sqlite3.connect(well / "data" / "paperbot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert await said(capsys) == (0, {})
    other.close()


async def test_a_missing_damaged_or_foreign_index_is_reported(well: Path, capsys):
    folder = well / "data" / "paperbot.db.index"
    shutil.move(folder, well / "kept")
    assert "does not exist" in (await said(capsys))[1]["index"][0]
    folder.mkdir()
    assert "is empty" in (await said(capsys))[1]["index"][0]
    for suffix in ("json", "store", "term", "idx"):
        shutil.rmtree(folder)
        shutil.copytree(well / "kept", folder)
        for path in folder.glob(f"*.{suffix}"):
            path.write_bytes(path.read_bytes()[:40])
        assert "damaged" in (await said(capsys))[1]["index"][0], suffix
        assert [path.stat().st_size for path in folder.glob(f"*.{suffix}")] != []
    shutil.rmtree(folder)
    shutil.copytree(well / "kept", folder)
    for change, why in (
        ("INSERT INTO import_run SELECT 7, file, digest, started_at, captured, new, changed, unchanged, refused, kind,"
         " person, told, effective, firsts, undone_by FROM import_run", "change 1 of 7"),
        ("UPDATE store_fact SET value = 'another' WHERE key = 'store_id'", "another library"),
    ):  # fmt: skip
        with sqlite3.connect(well / "data" / "paperbot.db") as made:
            made.execute(change)
        made.close()
        assert why in (await said(capsys))[1]["index"][0]


async def test_an_invalid_seed_is_reported(well: Path, capsys):
    (well / "seeds" / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    (well / "seeds" / "bad.jsonl").write_text('{"title": "Good", "authors": []}\n{"title":\n{}\n')
    status, wrong = await said(capsys)
    assert (status, set(wrong), len(wrong["seeds"])) == (1, {"seeds"}, 2)
    assert "bad.jsonl:2:" in wrong["seeds"][0]


async def test_a_failing_live_source_or_a_missing_client_is_reported(well: Path, capsys, monkeypatch):
    monkeypatch.setenv("PAPERBOT_LIVE", "openalex,arxiv")
    assert await said(capsys) == (0, {})
    library = await open_library(store_url("sqlite:///data/paperbot.db"), None)
    await library.change(record_success, "arxiv", NOW, "3 new")
    await library.change(_fails, "openalex")
    await library.close()
    status, wrong = await said(capsys)
    assert (status, len(wrong["sources"])) == (1, 1)
    assert "OpenAlex: daily budget spent (no success yet)" in wrong["sources"][0]
    monkeypatch.setattr("storage.live.services.configure.find_spec", lambda name: None)
    assert "paperbot[live]" in (await said(capsys))[1]["sources"][1]


async def _fails(session, service: str) -> None:
    await record_failure(session, service, NOW, "daily budget spent", NOW, must_wait=True)


async def test_a_full_disk_is_reported(well: Path, capsys, monkeypatch):
    usage = shutil._ntuple_diskusage(10**12, 10**12, 5 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    assert "5 MiB free" in (await said(capsys))[1]["disk"][0]


async def test_the_library_checks_work_on_both_databases(bare_database: URL, tmp_path: Path):
    assert (await check_database(bare_database)).ok is (bare_database.get_backend_name() == "postgresql")
    if bare_database.get_backend_name() == "postgresql":
        result, state = await check_schema(bare_database)
        assert (result.ok, state) == (False, None)
    library = await open_library(bare_database, tmp_path / "index")
    await Shelf(library).load_seed()
    await library.close()
    assert (await check_database(bare_database)).ok
    result, state = await check_schema(bare_database)
    assert (result.ok, state and state.revision) == (True, 1)
    assert (await check_index(tmp_path / "index", state)).ok


async def test_an_unreachable_server_is_reported_without_the_password():
    result = await check_database(store_url("postgresql://ann:hunter22@127.0.0.1:9/x"))
    assert not result.ok
    assert "hunter22" not in result.message


async def test_an_older_schema_is_reported_and_not_migrated(place: Path):
    await asyncio.to_thread((place / "data").mkdir)
    await make_tables(place / "data" / "paperbot.db", "0003")
    url = store_url("sqlite:///data/paperbot.db")
    for _ in range(2):
        result, state = await check_schema(url)
        assert "is revision 0003" in result.message
        assert state is None
