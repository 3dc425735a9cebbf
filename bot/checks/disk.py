"""Checks of the free disk space."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL

from bot.checks.result import CheckResult, check_failed, check_passed
from storage.database.database import is_sqlite

SPARE_BYTES = 200 * 2**20
"""Should be free in addition to the size of the database, which a backup or migration may need once more."""


def check_disk(url: URL, index_folder: Path) -> Iterator[CheckResult]:
    file = Path(url.database) if is_sqlite(url) and url.database else None
    folders = dict.fromkeys(_existing_folder(path.parent) for path in (file, index_folder) if path is not None)
    for folder in folders:
        yield _check_folder(folder, file)


def _check_folder(folder: Path, file: Path | None) -> CheckResult:
    try:
        free = shutil.disk_usage(folder).free
        size = file.stat().st_size if file is not None and file.is_file() else 0
    except OSError as error:
        return check_failed("disk", f"cannot check {folder}: {error.strerror or error}")
    if not os.access(folder, os.W_OK | os.X_OK):
        return check_failed("disk", f"{folder} is not writable. Make it writable for the user that runs the bot")
    needed = size + SPARE_BYTES
    if free < needed:
        return check_failed("disk", f"{_mebibytes(free)} free at {folder}, {_mebibytes(needed)} recommended")
    return check_passed("disk", f"{_mebibytes(free)} free at {folder}")


def _mebibytes(size: int) -> str:
    return f"{size // 2**20:,} MiB"


def _existing_folder(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    folder = folder.absolute()
    return next(place for place in (folder, *folder.parents) if place.is_dir())
