"""`python -m bot import PATH…`: imports each file in its own transaction and prints a report of each."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from bot.settings import Settings
from storage.importing.load import ImportContext
from storage.importing.report import FileReport, problem_lines, refused_file, report_lines
from storage.importing.source_file import SourceFile, files_below
from storage.library import Library, open_library

LOCK_TIMEOUT = 60.0
"""Seconds to wait for another process's import to finish."""
PROGRESS_FROM = 1_000
"""Papers from which on a progress bar is shown."""
STDIN = Path("-")


async def import_paths(settings: Settings, paths: Sequence[Path], captured: dt.date | None) -> int:
    library = await open_library(settings.store_url, settings.index_folder, patience=LOCK_TIMEOUT)
    try:
        when = ImportContext(dt.datetime.now(dt.UTC), captured)
        good = True
        for source in _sources(paths):
            report = source if isinstance(source, FileReport) else await _import(library, source, when)
            good &= report.ok
            for line in report_lines(report):
                typer.echo(line)
            for line in problem_lines(report):
                typer.echo(line, err=True)
        return 0 if good else 1
    finally:
        await library.close()


def _sources(paths: Iterable[Path]) -> Iterator[SourceFile | FileReport]:
    """The files that the paths name; a finished report for a path without any."""
    for path in paths:
        if path == STDIN:
            yield SourceFile("stdin", data=sys.stdin.buffer.read())
        elif not path.exists():
            yield refused_file(str(path), "no such file or folder")
        else:
            found = list(files_below(path))
            yield from found
            if not found:
                yield refused_file(str(path), "no .txt, .jsonl, .bib or .ris files in this folder")


async def _import(library: Library, source: SourceFile, when: ImportContext) -> FileReport:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task: TaskID | None = None

        def show(papers: int, share: float) -> None:
            nonlocal task
            if task is None and papers > PROGRESS_FROM:
                task = bar.add_task(source.name)
            if task is not None:
                bar.update(task, completed=papers, total=round(papers / share) if share else None)

        return await library.import_file(source, when, show)
