"""Each load of an export makes the tables of its version; here they are made once and copied."""

import shutil
from pathlib import Path

import pytest

from storage.backup.workspace import make_tables


@pytest.fixture(scope="session")
def made_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


@pytest.fixture(autouse=True)
def tables_are_copied(made_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def copy_tables(file: Path, revision: str) -> None:
        made = made_tables / revision
        if not made.exists():
            await make_tables(made, revision)
        shutil.copyfile(made, file)

    for user in ("backup", "load_export"):
        monkeypatch.setattr(f"storage.backup.{user}.make_tables", copy_tables)
