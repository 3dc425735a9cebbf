"""`python -m bot export | import | backup | restore | doctor`, as a person types them."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS
from tests.process.conftest import Start
from tests.standin.server import Standin

PROFILE = str(SEEDS / "pierre-stock.txt")


@dataclass(frozen=True, slots=True)
class Shell:
    folder: Path

    def type(self, *words: str, status: int = 0, **settings: str) -> str:
        """What it says."""
        known = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "PAPERBOT_"))}
        own = {"DATABASE_URL": "sqlite:///a.db", "PYTHONPATH": str(ROOT), **settings}
        run = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder, env={**known, **own}, capture_output=True, check=False, text=True,
        )  # fmt: skip
        said = run.stdout + run.stderr
        assert "Traceback" not in said
        assert run.returncode == status, said
        return said

    def papers(self, database: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.folder / database)
        try:
            return connection.execute("SELECT id, title, changed_in FROM paper ORDER BY id").fetchall()
        finally:
            connection.close()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
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
    assert "DISCORD_TOKEN is not set" in shell.type("doctor", status=1)
    assert "DATABASE_URL" in shell.type("doctor", status=2, DATABASE_URL="mysql://x")
    assert not list(shell.folder.iterdir())


async def test_a_bot_that_runs_is_backed_up_and_follows_what_is_restored(
    standin: Standin, start: Start, tmp_path: Path
):
    await start(DATABASE_URL=f"sqlite:///{tmp_path}/a.db", PAPERBOT_SEEDS=str(SEEDS))
    shell = Shell(tmp_path)
    shell.type("backup", "kept")
    (tmp_path / "more.jsonl").write_text('{"title": "Quite Another Thing", "authors": ["A B"]}')
    shell.type("import", "more.jsonl")
    assert (await standin.slash("paper", title="Quite Another Thing")).answer.embeds[0][
        "title"
    ] == "Quite Another Thing"
    shell.type("restore", "kept")
    found = await standin.slash("paper", title="Quite Another Thing")
    assert "Quite Another Thing" not in found.answer.embeds[0].get("title", "")
    assert (await standin.slash("paper", title="mistral 7b")).answer.embeds[0]["title"] == "Mistral 7B"
