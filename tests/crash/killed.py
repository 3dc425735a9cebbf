"""A process that kills itself (SIGKILL) at its n-th writing statement; 0: never. Or, if n is negative, when its first
commit of the index has made -n files.

Run as `python -m tests.crash.killed N import FILE…`, `… N restore FILE`, `… N load UPLOAD-KEY` or `… N undo`.
DATABASE_URL names the store.
"""

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from storage.database.database import store_url
from storage.history.undo import last_change, undo_run
from storage.history.uploads import delete_upload, find_upload
from storage.importing.runs import ImportContext
from storage.library import Library, open_library
from storage.search.index import IndexState, IndexUpdate
from tests.constants import NOW

ADA = 123456789012345678
"""The Discord id of the admin who loads or undoes."""


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
    upload = await library.ask(find_upload, key)
    assert upload is not None
    await library.import_file(upload, ImportContext(NOW, None, ADA))
    await library.change(delete_upload, key)


async def undo_last(library: Library) -> None:
    last = await library.ask(last_change)
    assert last is not None
    assert await library.change(undo_run, last[0].number, NOW, ADA)


if __name__ == "__main__":
    number = int(sys.argv.pop(1))
    kill_at(number) if number >= 0 else kill_in_commit(-number)
    if sys.argv[1] in ("import", "restore"):
        from bot.cli import app

        app()
    else:
        asyncio.run(change_library(*sys.argv[1:]))
