"""Runs queries in the way that their database answers fastest.

SQLite works within the process, so a whole query function runs in one thread, from its first statement to its result:
a hop to another thread and back for each statement takes longer than most statements. PostgreSQL is awaited.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, Protocol, TypeVar, TypeVarTuple, cast

from sqlalchemy import Connection, Engine, Result, ScalarResult, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TypedReturnsRows

from storage.database.database import Store, is_sqlite

THREADS = 4
"""SQLite queries at a time."""
MMAP_BYTES = 2**31
"""Bytes of the database that SQLite maps into memory instead of copying them."""
Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Columns = TypeVarTuple("Columns")
Entity = TypeVar("Entity")


class Reading(Protocol):
    """What a query reads from: one snapshot of the data."""

    async def execute(
        self, statement: TypedReturnsRows[*Columns], parameters: dict[str, Any] | None = None, /
    ) -> Result[*Columns]:
        """Rows of columns: `select(col(Author.id), col(Author.name))`. The faster of the two."""
        ...

    async def scalars(self, statement: TypedReturnsRows[Entity], /) -> ScalarResult[Entity]:
        """Whole rows: `select(Author)`. They are detached, and must not leave storage."""
        ...


Question = Callable[[Reading], Awaitable[Answer]]


async def run_in_thread(work: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs) -> Answer:
    """Runs blocking work in a thread; directly if this already is one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work(*args, **kwargs)
    return await asyncio.to_thread(work, *args, **kwargs)


class Reader:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._engine = _reading_engine(store) if is_sqlite(store.url) else None
        self._threads = ThreadPoolExecutor(THREADS, "paperbot-reader")

    async def ask(self, question: Question[Answer], patience: float) -> Answer:
        """Raises TimeoutError after `patience` seconds; the query is then interrupted, and not awaited."""
        if self._engine is None:
            return await _in_time(asyncio.create_task(self._wait_for(question)), patience)
        asking = _Asking(self._engine)
        answer = asyncio.get_running_loop().run_in_executor(self._threads, asking.answer, question)
        try:
            return await _in_time(answer, patience)
        except TimeoutError:
            asking.give_up()
            raise

    async def _wait_for(self, question: Question[Answer]) -> Answer:
        async with self._store.reading() as session:
            return await question(session)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._engine is not None:
            self._engine.dispose()


class _Asking:
    """One query in its thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: sqlite3.Connection | None = None
        self._is_late = False

    def answer(self, question: Question[Answer]) -> Answer:
        with self._engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            self._connection = driver
            try:
                if self._is_late:
                    raise TimeoutError
                return _run(question(_InThread(connection)))
            finally:
                self._connection = None

    def give_up(self) -> None:
        self._is_late = True
        if (connection := self._connection) is not None:
            connection.interrupt()


class _InThread:
    """Columns go through the connection, as a session takes twice as long; whole rows need a session."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._session: Session | None = None

    async def execute(
        self, statement: TypedReturnsRows[*Columns], parameters: dict[str, Any] | None = None, /
    ) -> Result[*Columns]:
        return self._connection.execute(statement, parameters)

    async def scalars(self, statement: TypedReturnsRows[Entity], /) -> ScalarResult[Entity]:
        if self._session is None:
            self._session = Session(self._connection)
        return self._session.scalars(statement)


def _run(query: Awaitable[Answer]) -> Answer:
    """Runs it to its end, as nothing in it waits."""
    coroutine = cast(Coroutine[Any, Any, Answer], query)
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise RuntimeError("a query may await nothing but the database")


async def _in_time(answer: asyncio.Future[Answer], patience: float) -> Answer:
    done, _ = await asyncio.wait({answer}, timeout=patience)
    if not done:
        answer.add_done_callback(_look_at)
        answer.cancel()
        raise TimeoutError
    return answer.result()


def _look_at(late: asyncio.Future[Any]) -> None:
    """Retrieves its exception, so that asyncio does not log one: that it is late has been reported."""
    if not late.cancelled():
        late.exception()


def _reading_engine(store: Store) -> Engine:
    engine = create_engine(store.url.set(drivername="sqlite"), pool_size=THREADS)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin for changes alone; _begin begins
    cursor = connection.cursor()
    for pragma in ("query_only=ON", f"mmap_size={MMAP_BYTES}", "cache_size=-8192", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
