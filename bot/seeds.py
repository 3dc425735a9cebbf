"""Imports new and changed seed files. One that fails is logged and shown in /about; it never stops the bot."""

import asyncio
import logging
from pathlib import Path

from bot.health import Health
from storage.history.runs import was_fully_imported
from storage.importing.load import ImportContext
from storage.importing.report import FileReport, problem_lines, refused_file, report_lines
from storage.importing.source_file import SourceFile, files_below
from storage.library import Library

log = logging.getLogger("paperbot.seeds")


async def load_seeds(library: Library, folder: Path, when: ImportContext, health: Health) -> list[FileReport]:
    """Reports on the files that had not been fully imported before."""
    if not await asyncio.to_thread(folder.is_dir):
        health.set_problems("seeds", f"seed folder {folder} not found")
        log.warning("seed folder %s not found", folder)
        return []
    inputs = await asyncio.to_thread(lambda: list(files_below(folder)))
    reports = [report for seed in inputs if (report := await _load(library, seed, when)) is not None]
    for report in reports:
        for line in report_lines(report) + problem_lines(report):
            log.log(logging.INFO if report.ok else logging.WARNING, "%s", line)
    health.set_problems("seeds", *(f"seed {refusal}" for report in reports for refusal in report.refused))
    return reports


async def _load(library: Library, seed: SourceFile, when: ImportContext) -> FileReport | None:
    try:
        digest = await asyncio.to_thread(seed.digest)
    except OSError as error:
        return refused_file(seed.name, f"cannot be read: {error.strerror}")
    async with library.store.reading() as session:
        if await was_fully_imported(session, digest):
            return None
    return await library.import_file(seed, when)
