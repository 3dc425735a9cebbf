"""A process that kills itself (SIGKILL) at its n-th writing statement; 0: never. Or, if n is negative, when its first
commit of the index has made -n files."""

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Engine

from bot.cli import app
from storage.database.database import store_url
from storage.history.undo import last_change, undo_run
from storage.history.uploads import delete_upload, find_upload
from storage.importing.runs import ImportContext
from storage.library import Library, open_library
from storage.search.index import IndexState, IndexUpdate
from tests.constants import NOW
from tests.crash.forks import Forked

ADA = 123456789012345678
"""The Discord id of the admin who loads or undoes."""


async def killed_at(statement: int, words: tuple[str, ...], database: URL, folder: Path) -> bool:
    """Was it killed? If not, it has done what the words say: ("import", FILE…), ("restore", FILE), ("load", UPLOAD-KEY)
    or ("undo",)."""
    address = database.render_as_string(hide_password=False)
    status = await Forked(work, statement, words, address, folder).wait()
    assert status in (0, -signal.SIGKILL), said_in(folder).read_text()
    return status != 0


def said_in(folder: Path) -> Path:
    return folder / "said.txt"


def work(statement: int, words: tuple[str, ...], address: str, folder: Path) -> None:
    os.environ |= {"DATABASE_URL": address, "PAPERBOT_INDEX": str(folder / "index")}
    os.chdir(folder)
    sys.stdout = sys.stderr = said_in(folder).open("w")
    kill_at(statement) if statement >= 0 else kill_in_commit(-statement)
    if words[0] in ("import", "restore"):
        app(words)
    else:
        asyncio.run(change_library(*words))


def kill_at(statement: int) -> None:
    left = statement

    @event.listens_for(Engine, "after_cursor_execute")
    def count(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        nonlocal left
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def kill_in_commit(files: int) -> None:
    whole, folder = IndexUpdate.commit, Path(os.environ["PAPERBOT_INDEX"])

    def watch(before: set[Path]) -> None:
        while len(set(folder.iterdir()) - before) < files:
            pass
        os.kill(os.getpid(), signal.SIGKILL)

    def commit(update: IndexUpdate, state: IndexState) -> None:
        threading.Thread(target=watch, args=[set(folder.iterdir())], daemon=True).start()
        whole(update, state)

    IndexUpdate.commit = commit


async def change_library(what: str, *keys: str) -> None:
    library = await open_library(store_url(os.environ["DATABASE_URL"]), None)
    await (load_upload(library, *keys) if what == "load" else undo_last(library))
    await library.close()


async def load_upload(library: Library, key: str) -> None:
    upload = await library.ask(find_upload, key, ADA)
    assert upload is not None
    await library.import_file(upload, ImportContext(NOW, None, ADA))
    await library.change(delete_upload, key, ADA)


async def undo_last(library: Library) -> None:
    last = await library.ask(last_change)
    assert last is not None
    assert await library.change(undo_run, last[0].number, NOW, ADA)
