"""The disk, and the seeds."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL

from bot.checks.finding import Finding, mend, ok
from storage.database.database import is_sqlite
from storage.importing.readers import read_bulk
from storage.importing.report import Refusal
from storage.importing.source_file import FileFormat, SourceFile, files_below
from storage.profile.decode import MAX_PROFILE_BYTES, decode_text
from storage.profile.model import ProfileError
from storage.profile.parse import parse_profile

SPARE = 200 * 2**20
"""Bytes that ought to be free beside the room for the library once again."""
SHOWN = 5


def check_disk(url: URL, index_folder: Path) -> Iterator[Finding]:
    file = Path(url.database) if is_sqlite(url) and url.database else None
    folders = dict.fromkeys(_nearest(path.parent) for path in (file, index_folder) if path is not None)
    for folder in folders:
        yield _check_folder(folder, file)


def _check_folder(folder: Path, file: Path | None) -> Finding:
    try:
        free = shutil.disk_usage(folder).free
        size = file.stat().st_size if file is not None and file.is_file() else 0
    except OSError as error:
        return mend("disk", f"{folder} cannot be looked at: {error.strerror or error}")
    if not os.access(folder, os.W_OK | os.X_OK):
        return mend("disk", f"{folder} cannot be written to: give it to the user that runs the bot")
    if free < size + SPARE:
        return mend("disk", f"{free // 2**20:,} MiB are free at {folder}, {(size + SPARE) // 2**20:,} are wanted")
    return ok("disk", f"{free // 2**20:,} MiB are free at {folder}")


def _nearest(folder: Path) -> Path:
    """The folder, or the one in which it would be made."""
    folder = folder.absolute()
    return next(place for place in (folder, *folder.parents) if place.is_dir())


def check_seeds(folder: Path) -> Iterator[Finding]:
    """Reads them, and loads nothing."""
    if not folder.is_dir():
        yield mend("seeds", f"the folder {folder} is not there: make it, or set PAPERBOT_SEEDS")
        return
    try:
        seeds = list(files_below(folder))
    except OSError as error:
        yield mend("seeds", f"{folder} cannot be read: {error.strerror or error}")
        return
    found = [finding for seed in seeds if (finding := _check_seed(seed)) is not None]
    yield from found
    if not found:
        yield ok("seeds", f"{folder}: {len(seeds):,} file{'' if len(seeds) == 1 else 's'}, nothing would be refused")


def _check_seed(seed: SourceFile) -> Finding | None:
    """None: all of it can be loaded."""
    refused: list[str] = []
    count = 0
    try:
        for refusal in _refused(seed):
            count += 1
            refused += [str(refusal)] if count <= SHOWN else []
    except ProfileError as error:
        return mend("seeds", f"{error}")
    except OSError as error:
        return mend("seeds", f"{seed.name} cannot be read: {error.strerror or error}")
    more = f"; and {count - SHOWN:,} more" if count > SHOWN else ""
    return mend("seeds", "; ".join(refused) + more) if refused else None


def _refused(seed: SourceFile) -> Iterator[Refusal]:
    """Raises ProfileError where all of it would be."""
    form = seed.format()
    with seed.open() as stream:
        if form is not FileFormat.PROFILE:
            yield from (one for one in read_bulk(stream, form, seed.name, set(), []) if isinstance(one, Refusal))
            return
        text = decode_text(stream.read(MAX_PROFILE_BYTES + 1), seed.name)
    for error in parse_profile(text, seed.name).refused:
        yield Refusal(error.file, error.line, error.what)
