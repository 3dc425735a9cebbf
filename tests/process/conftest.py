"""The real process, on a stand-in for Discord."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.process.running import Running, launch, until_ready
from tests.standin.server import Standin

__all__ = ["Running", "Start", "strict_standin"]
Start = Callable[..., Coroutine[Any, Any, Running]]


@asynccontextmanager
async def strict_standin() -> AsyncGenerator[Standin]:
    """Whatever the bot did that Discord would not have taken fails the test."""
    async with Standin() as server:
        yield server
        assert server.violations == []
        assert server.ledger.unknown == []


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with strict_standin() as server:
        yield server


@pytest.fixture
async def start(standin: Standin, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts the bot; `ready=False` does not wait for it."""
    started: list[Running] = []

    async def run(*, ready: bool = True, **settings: str) -> Running:
        own = {"DATABASE_URL": f"sqlite:///{tmp_path}/paperbot.db", "PAPERBOT_LOG_LEVEL": "DEBUG"}
        before = len(standin.gateway.identifies)
        running = await launch(standin, tmp_path / f"log{len(started)}.txt", **{**own, **settings})
        started.append(running)
        if ready:
            await until_ready(standin, running, before)
        return running

    yield run
    for running in started:
        running.kill()
        await running.process.wait()
