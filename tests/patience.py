"""How long a test waits for what must come, and how fast the code under test has to be.

A test waits for an event and goes on as soon as it has happened, so long patience costs nothing while all is well. What
must be fast is measured in processor time, which a busy machine does not stretch.
"""

import asyncio
import inspect
import os
import resource
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

Found = TypeVar("Found")
FACTOR = float(os.environ.get("PAPERBOT_TEST_PATIENCE", "10"))
"""How many times slower than a quiet machine this one may be: 10 is a load of 16 on two cores."""


def patient(seconds: float) -> float:
    """How long to wait for what takes a quiet machine at most so many seconds."""
    return seconds * FACTOR


async def until(find: Callable[[], Found | Awaitable[Found]], seconds: float = 30) -> Found:
    """The first true value that `find` returns. Raises TimeoutError."""
    async with asyncio.timeout(patient(seconds)):
        while True:
            found = find()
            if value := await found if inspect.isawaitable(found) else found:
                return value
            await asyncio.sleep(0.02)


@contextmanager
def at_most(seconds: float) -> Generator[None]:
    """Fails where the body takes this process more processor time."""
    begun = time.process_time()
    yield
    taken = time.process_time() - begun
    assert taken < seconds, f"took {taken:.2f} s of processor time, {seconds:g} s are allowed"


def children_seconds() -> float:
    """The processor time of the processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
