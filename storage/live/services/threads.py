"""Work that waits, beside the event loop."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """As asyncio.to_thread, but who gives up or ends the program does not wait for the thread: a source may take its
    time, and the threads of to_thread are waited for at the end."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(said: T | None, error: BaseException | None) -> None:
        if outcome.done():
            return
        if error is not None:
            outcome.set_exception(error)
        else:
            outcome.set_result(said)  # type: ignore[arg-type]

    def run() -> None:
        said, error = None, None
        try:
            said = work()
        except BaseException as caught:  # all of it is handed to who awaits it
            error = caught
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, said, error)

    threading.Thread(target=run, name="live source", daemon=True).start()
    return await outcome
