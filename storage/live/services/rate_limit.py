"""Spaces out the requests to one source: one at a time, with a minimum interval between them."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class RateLimiter:
    """`interval`: seconds from the end of a request to the start of the next. It sleeps: for worker threads only."""

    interval: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _ended: float | None = None
    _slot: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def slot(self) -> Generator[None]:
        """Waits for its turn; a request is made inside."""
        with self._slot:
            if self._ended is not None and (left := self._ended + self.interval - self.clock()) > 0:
                self.sleep(left)
            try:
                yield
            finally:
                self._ended = self.clock()
