"""How often a source is asked: one request at a time, and never sooner after the last one than it allows."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """`gap`: seconds from the end of a request to the start of the next. For worker threads: it sleeps."""

    gap: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _ended: float | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self) -> Generator[None]:
        with self._turn:
            if self._ended is not None and (left := self._ended + self.gap - self.clock()) > 0:
                self.sleep(left)
            try:
                yield
            finally:
                self._ended = self.clock()
