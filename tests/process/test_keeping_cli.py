"""`python -m bot export | import | backup | restore | doctor`, as a person types them."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.importing import import_paths
from bot.keeping import backup_to, restore_from
from bot.settings import read_settings
from tests.command_line import run_command
from tests.conftest import SEEDS
from tests.process.conftest import Start
from tests.standin.server import Standin

PROFILE = str(SEEDS / "pierre-stock.txt")


@dataclass(frozen=True, slots=True)
class Shell:
    folder: Path

    def type(self, *words: str, status: int = 0, **settings: str) -> str:
        """What it says."""
        run = run_command(*words, **{"DATABASE_URL": "sqlite:///a.db", **settings})
        said = run.output
        assert "Traceback" not in said
        assert run.exit_code == status, said
        return said

    def papers(self, database: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.folder / database)
        try:
            return connection.execute("SELECT id, title, changed_in FROM paper ORDER BY id").fetchall()
        finally:
            connection.close()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path)


def test_a_library_goes_out_and_comes_back(shell: Shell):
    assert "no library yet" in shell.type("export", "out", status=1)
    assert not list(shell.folder.iterdir())
    shell.type("import", PROFILE)
    assert "Papers: 23," in shell.type("export", "out")
    new = {"DATABASE_URL": "sqlite:///b.db"}
    assert "23 new" in shell.type("import", "out", **new)
    assert shell.papers("a.db") == shell.papers("b.db")
    assert "expected an empty library" in shell.type("import", "out/library.jsonl", status=1)
    file = shell.folder / "out" / "library.jsonl"
    file.write_bytes(file.read_bytes()[:-200])
    assert "library.jsonl:" in shell.type("import", "out", status=1, DATABASE_URL="sqlite:///c.db")
    assert shell.papers("c.db") == []


def test_a_backup_comes_back(shell: Shell):
    assert "no library yet" in shell.type("backup", "kept", status=1)
    shell.type("import", PROFILE)
    before = shell.papers("a.db")
    shell.type("backup", "kept")
    (shell.folder / "more.jsonl").write_text('{"title": "More", "authors": ["A B"]}')
    shell.type("import", "more.jsonl")
    assert "previous database is saved as" in shell.type("restore", "kept")
    assert shell.papers("a.db") == before
    assert len(list(shell.folder.glob("before-restore-*.db"))) == 1
    whole = (shell.folder / "kept").read_bytes()
    (shell.folder / "bad").write_bytes(whole[:-1])
    assert "Nothing was changed" in shell.type("restore", "bad", status=1)
    assert shell.papers("a.db") == before
    (shell.folder / "a.db").write_bytes(b"what")
    assert "fail  database" in shell.type("doctor", status=1)
    assert "was moved to" in shell.type("restore", "kept")
    assert shell.papers("a.db") == before


def test_the_doctor_s_exit_status_tells(shell: Shell):
    assert "DISCORD_TOKEN is not set" in shell.type("doctor", status=0)  # nothing has run yet
    shell.type("doctor", status=1, DISCORD_TOKEN="secret-words")
    assert "DATABASE_URL" in shell.type("doctor", status=2, DATABASE_URL="mysql://x")
    assert not list(shell.folder.iterdir())


async def test_a_bot_that_runs_is_backed_up_and_follows_what_is_restored(
    standin: Standin, start: Start, tmp_path: Path
):
    database = f"sqlite:///{tmp_path}/a.db"
    await start(DATABASE_URL=database, PAPERBOT_SEEDS=str(SEEDS))
    settings = read_settings(needs_token=False, DATABASE_URL=database, PAPERBOT_INDEX=tmp_path / "a.db.index")
    assert await backup_to(settings, tmp_path / "kept") == 0
    (tmp_path / "more.jsonl").write_text('{"title": "Quite Another Thing", "authors": ["A B"]}')
    assert await import_paths(settings, [tmp_path / "more.jsonl"], None) == 0
    found = await standin.slash("paper", title="Quite Another Thing")
    assert found.answer.embeds[0]["title"] == "Quite Another Thing"
    assert await restore_from(settings, tmp_path / "kept") == 0
    found = await standin.slash("paper", title="Quite Another Thing")
    assert "Quite Another Thing" not in found.answer.embeds[0].get("title", "")
    assert (await standin.slash("paper", title="mistral 7b")).answer.embeds[0]["title"] == "Mistral 7B"
