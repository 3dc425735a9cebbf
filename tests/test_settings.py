"""The settings, and the errors of the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import Redacting
from bot.settings import Settings, SettingsError, read_settings
from tests.command_line import FOREIGN, run_command
from tests.conftest import ROOT, SEEDS

TOKEN = "MTIzNDU2.fake.Zm9vYmFyYmF6"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch):
    """No .env and no setting of this machine."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields.values():
        monkeypatch.delenv(field.alias, raising=False)


def test_all_problems_are_reported_at_once(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hunter2@host/x")
    monkeypatch.setenv("PAPERBOT_GUILDS", "1, lab")
    monkeypatch.setenv("PAPERBOT_LOG_LEVEL", "loud")
    with pytest.raises(SettingsError) as error:
        read_settings(needs_token=True)
    assert [problem.split(":")[0] for problem in error.value.problems] == [
        "DISCORD_TOKEN",
        "DATABASE_URL",
        "PAPERBOT_GUILDS",
        "PAPERBOT_LOG_LEVEL",
    ]
    assert "hunter2" not in str(error.value)


def test_the_environment_overrides_the_env_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={TOKEN}\nPAPERBOT_GUILDS=1,2\nPAPERBOT_SEEDS=\n")
    monkeypatch.setenv("PAPERBOT_GUILDS", "3")
    settings = read_settings(needs_token=True)
    assert settings.token.get_secret_value() == TOKEN
    assert (settings.guilds, settings.seeds) == ([3], Path("seeds"))


def test_the_token_is_not_in_any_repr():
    settings = read_settings(needs_token=True, DISCORD_TOKEN=TOKEN)
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()}"


def test_the_log_redacts_secrets_in_arguments_and_tracebacks():
    import logging

    try:
        raise ValueError(f"bad {TOKEN}")
    except ValueError:
        record = logging.LogRecord("x", 40, "x", 1, "got %s", (TOKEN,), sys.exc_info())
    line = Redacting((TOKEN,)).format(record)
    assert TOKEN not in line
    assert line.count("[secret]") == 2


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("sqlite:///data/paperbot.db", "data/paperbot.db.index"),
        ("sqlite:////srv/a.db", "/srv/a.db.index"),
        ("postgresql://u:p@h/lab", "data/lab.index"),
    ],
)
def test_the_index_is_beside_the_database(address, folder):
    assert read_settings(needs_token=False, DATABASE_URL=address).index_folder == Path(folder)


def test_invalid_settings_end_the_process_with_status_2():
    clean = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    wrong = {"DATABASE_URL": "oracle://x", "PAPERBOT_SEDS": "x", "DISCORD_TOKEN": ""}
    command = [sys.executable, "-m", "bot", "run"]
    ended = subprocess.run(command, env={**clean, **wrong}, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "DISCORD_TOKEN: not set" in ended.stderr
    assert "DATABASE_URL: expected" in ended.stderr
    assert "unknown setting PAPERBOT_SEDS" in ended.stderr


def test_import_prints_a_report_and_its_exit_status_tells_of_errors(tmp_path):
    database = f"sqlite:///{tmp_path}/p.db"
    good = run_command("import", str(SEEDS), DATABASE_URL=database)
    assert good.exit_code == 0
    assert "pierre-stock.txt: 23 new" in good.stdout
    again = run_command("import", str(SEEDS / "pierre-stock.txt"), DATABASE_URL=database)
    assert "23 unchanged (nothing changed)" in again.stdout
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    bad = run_command("import", "bad.txt", "nowhere.txt", str(SEEDS), DATABASE_URL=database)
    assert bad.exit_code == 1
    assert "bad.txt" in bad.stderr
    assert "nowhere.txt: no such file" in bad.stderr
    assert "nothing changed" in bad.stdout


@pytest.mark.parametrize("day", ["2026-13-01", "yesterday", "2999-01-01"])
def test_an_invalid_capture_date_is_rejected(day):
    ended = run_command("import", "--captured", day, "seeds")
    assert ended.exit_code == 2
    assert "--captured" in ended.stderr


def test_an_unreachable_database_is_reported_in_one_line():
    ended = run_command("import", "seeds", DATABASE_URL="postgresql://u:hunter2@127.0.0.1:1/x")
    assert ended.exit_code == 1
    assert "The library could not be opened" in ended.stderr
    assert "hunter2" not in ended.stderr
    assert "Traceback" not in ended.stderr
