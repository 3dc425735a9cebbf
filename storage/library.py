"""The database together with its search index."""

import asyncio
import dataclasses
import logging
from collections.abc import Awaitable, Callable, Generator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.backup.load_export import import_library_export, is_library_export
from storage.backup.private_copy import private_copy
from storage.database.database import WRITE_PATIENCE, Store, is_wait_over, open_store
from storage.database.reader import Reader, Reading
from storage.discovery.saved_queries import SavedQueries
from storage.history.undo import import_again, last_undo, undone_import
from storage.importing.load import ImportContext, Progress, import_file
from storage.importing.report import FileReport
from storage.importing.source_file import SourceFile
from storage.migrations.migrate import migrate
from storage.search.index import IndexBusyError, IndexState, SearchIndex
from storage.search.semantic.reranker import SemanticReranker
from storage.search.sync import sync_index

log = logging.getLogger("paperbot.library")
PATIENCE = 2.0
"""Seconds that a query for a command may take: Discord waits three for the reply."""
PREVIEW_SECONDS = 30.0
"""That a preview may take."""
Params = ParamSpec("Params")
Answer = TypeVar("Answer")
Change = Callable[Concatenate[AsyncSession, Params], Awaitable[Answer]]
Query = Callable[Concatenate[Reading, Params], Awaitable[Answer]]
_WRITE_FAILURES = (
    ("disk is full", "the disk is full"),
    ("No space left", "the disk is full"),
    ("readonly", "the database is read-only"),
    ("read-only", "the database is read-only"),
    ("disk I/O error", "the disk cannot be read or written"),
)
"""What SQLite, PostgreSQL and the system say, and what it means."""


class LibraryBusyError(Exception):
    """The database did not answer in time."""


@dataclass(frozen=True, slots=True)
class Library:
    store: Store
    reader: Reader
    index: SearchIndex
    saved_queries: SavedQueries
    reranker: SemanticReranker | None
    """None: search by words alone."""
    write_failure: list[str] = field(default_factory=list[str])
    """Why the last change could not be saved; empty if it could."""

    async def ask(self, query: Query[Params, Answer], *args: Params.args, **kwargs: Params.kwargs) -> Answer:
        """Runs a query. Raises LibraryBusyError rather than keep a person waiting."""

        async def question(session: Reading) -> Answer:
            return await query(session, *args, **kwargs)

        try:
            return await self.reader.ask(question, PATIENCE)
        except TimeoutError as late:
            raise LibraryBusyError(f"{query.__name__} took more than {PATIENCE:g} s") from late

    async def change(self, work: Change[Params, Answer], *args: Params.args, **kwargs: Params.kwargs) -> Answer:
        """Runs `work` in one transaction. Raises LibraryBusyError while somebody else imports."""
        with self._writing(work.__name__):
            async with self.store.writing() as session:
                return await work(session, *args, **kwargs)

    async def change_durably(self, work: Change[Params, Answer], *args: Params.args, **kwargs: Params.kwargs) -> Answer:
        """As `change`, and a power loss after it returns undoes nothing."""
        with self._writing(work.__name__):
            async with self.store.writing(durable=True) as session:
                return await work(session, *args, **kwargs)

    async def import_file(
        self, source: SourceFile, when: ImportContext, progress: Progress = lambda papers, share: None
    ) -> FileReport:
        """Imports a file and updates the index. Raises LibraryBusyError, as `change` does."""
        with self._writing(source.name):
            report = await self._import(source, when, progress)
        try:
            await self.sync_index()
        except IndexBusyError as busy:
            log.warning("%s: search will find what %s added a little later", busy, source.name)
        return report

    async def preview_import(self, source: SourceFile, when: ImportContext) -> FileReport:
        """Reports what importing the file would do, and writes nothing. Raises TimeoutError after PREVIEW_SECONDS."""
        stopped = asyncio.Event()
        work = asyncio.create_task(self._preview(source, dataclasses.replace(when, dry_run=True), stopped))
        try:
            async with asyncio.timeout(PREVIEW_SECONDS):
                return await asyncio.shield(work)
        finally:
            stopped.set()
            work.add_done_callback(lambda done: done.exception())

    async def _preview(self, source: SourceFile, when: ImportContext, stopped: asyncio.Event) -> FileReport:
        """Stops between two chunks: a statement that is cancelled halfway would leave its connection behind."""

        def stop(*_: float) -> None:
            if stopped.is_set():
                raise TimeoutError

        with self._writing(source.name):
            async with private_copy(self.store) as copy:
                return await import_file(copy, source, when, stop)

    async def _import(
        self, source: SourceFile, when: ImportContext, progress: Progress = lambda papers, share: None
    ) -> FileReport:
        if await is_library_export(source):
            return await import_library_export(self.store, source, when)
        if not when.dry_run and (report := await self._import_again(source, when)) is not None:
            return report
        return await import_file(self.store, source, when, progress)

    async def _import_again(self, source: SourceFile, when: ImportContext) -> FileReport | None:
        """None: the file is not what was undone last."""
        async with self.store.reading() as session:
            if await last_undo(session) is None:
                return None
            try:
                digest = await asyncio.to_thread(source.digest)
            except OSError:  # importing it says so
                return None
            if await undone_import(session, digest, when.captured) is None:
                return None
        report = await import_file(self.store, source, dataclasses.replace(when, dry_run=True))
        return report if await self.change(import_again, digest, when) else None

    @contextmanager
    def _writing(self, what: str) -> Generator[None]:
        """Turns a timed out wait for the write lock into LibraryBusyError, and remembers why nothing can be written."""
        try:
            yield
        except SQLAlchemyError as error:
            if is_wait_over(error):
                raise LibraryBusyError(f"{what} timed out waiting for another change to finish") from error
            if why := describe_write_failure(error):
                self.write_failure[:] = [f"Changes cannot be saved: {why}"]
            raise
        self.write_failure.clear()

    async def sync_index(self) -> IndexState:
        return await sync_index(self.store, self.index)

    async def close(self) -> None:
        try:
            await self.saved_queries.flush()
        finally:
            self.reader.close()
            await self.store.close()


def describe_write_failure(error: BaseException) -> str | None:
    """Why the database cannot be written, in words for a person. None: it is something else."""
    text = str(getattr(error, "orig", None) or error)
    return next((meaning for sign, meaning in _WRITE_FAILURES if sign in text), None)


async def open_library(
    url: URL, index_folder: Path | None, *, patience: float = WRITE_PATIENCE, reranker: SemanticReranker | None = None
) -> Library:
    """Opens and migrates the database, and updates the index. `index_folder` None: an index in memory."""
    async with AsyncExitStack() as undo:
        store = open_store(url, patience=patience)
        undo.push_async_callback(store.close)
        await migrate(store)
        library = Library(store, Reader(store), SearchIndex(index_folder), SavedQueries(store), reranker)
        await library.sync_index()
        undo.pop_all()
    return library
