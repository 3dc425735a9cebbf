"""Checks of the seeds: they are read in full, and nothing is loaded."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.result import CheckResult, check_failed, check_missing, check_passed
from storage.importing.readers import read_bulk
from storage.importing.report import Refusal
from storage.importing.source_file import FileFormat, SourceFile, files_below
from storage.profile.decode import MAX_PROFILE_BYTES, decode_text
from storage.profile.model import ProfileError
from storage.profile.parse import parse_profile

MAX_SHOWN = 5
"""Refusals per file that are shown."""


def check_seeds(folder: Path, *, is_new: bool = False) -> Iterator[CheckResult]:
    if not folder.is_dir():
        absent = f"the folder {folder} does not exist. Create it, or set PAPERBOT_SEEDS"
        yield check_missing("seeds", absent, is_new=is_new)
        return
    try:
        seeds = list(files_below(folder))
    except OSError as error:
        yield check_failed("seeds", f"cannot read {folder}: {error.strerror or error}")
        return
    failures = [result for seed in seeds if (result := _check_seed(seed)) is not None]
    yield from failures
    if not failures:
        yield check_passed("seeds", f"{folder}: {len(seeds):,} {'file' if len(seeds) == 1 else 'files'}, all valid")


def _check_seed(seed: SourceFile) -> CheckResult | None:
    """None: all of it can be loaded."""
    refused: list[str] = []
    count = 0
    try:
        for refusal in _refusals(seed):
            count += 1
            refused += [str(refusal)] if count <= MAX_SHOWN else []
    except ProfileError as error:
        return check_failed("seeds", f"{error}")
    except OSError as error:
        return check_failed("seeds", f"cannot read {seed.name}: {error.strerror or error}")
    more = f"; and {count - MAX_SHOWN:,} more" if count > MAX_SHOWN else ""
    return check_failed("seeds", "; ".join(refused) + more) if refused else None


def _refusals(seed: SourceFile) -> Iterator[Refusal]:
    """Raises ProfileError if the whole file would be refused."""
    form = seed.format()
    with seed.open() as stream:
        if form is not FileFormat.PROFILE:
            yield from (one for one in read_bulk(stream, form, seed.name, set(), []) if isinstance(one, Refusal))
            return
        text = decode_text(stream.read(MAX_PROFILE_BYTES + 1), seed.name)
    for error in parse_profile(text, seed.name).refused:
        yield Refusal(error.file, error.line, error.what)
