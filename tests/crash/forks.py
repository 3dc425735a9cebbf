"""Processes that are forked off one that has imported everything and opened nothing: they cost no start of Python."""

import asyncio
import multiprocessing
from collections.abc import Callable
from typing import Any

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["bot.importing", "bot.keeping", "bot.serve", "tests.crash.killed", "tests.crash.forked_bot"]
)


class Forked:
    """What the crash tests use of asyncio.subprocess.Process."""

    def __init__(self, work: Callable[..., None], *given: Any) -> None:
        self._process = _FORKS.Process(target=work, args=given, daemon=True)
        self._process.start()

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    async def wait(self) -> int:
        while (status := self.returncode) is None:
            await asyncio.sleep(0.01)
        return status
