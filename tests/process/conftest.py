"""The real process, on a stand-in for Discord."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.standin.server import Standin
from tests.standin.world import TOKEN

SITE = ROOT / "tests" / "standin" / "site"
Start = Callable[..., Coroutine[Any, Any, "Running"]]


@dataclass(slots=True)
class Running:
    """`python -m bot run`."""

    process: asyncio.subprocess.Process
    log: Path

    async def told(self, number: signal.Signals) -> int:
        """Its exit status after a signal, which it has 5 seconds to follow."""
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 5)

    def said(self) -> str:
        return self.log.read_text()


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    """Whatever the bot did that Discord would not have taken fails the test."""
    async with Standin() as server:
        yield server
        assert server.violations == []
        assert server.ledger.unknown == []


@pytest.fixture
async def start(standin: Standin, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts the bot; `ready=False` does not wait for it."""
    started: list[Running] = []

    async def run(*, ready: bool = True, **settings: str) -> Running:
        known = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "PAPERBOT_"))}
        own = {
            "DISCORD_TOKEN": TOKEN,
            "DATABASE_URL": f"sqlite:///{tmp_path}/paperbot.db",
            "STANDIN_URL": standin.url,
            "PYTHONPATH": str(SITE),
            "PAPERBOT_LOG_LEVEL": "DEBUG",
        }
        log = tmp_path / f"log{len(started)}.txt"
        before = len(standin.gateway.identifies)
        with log.open("wb") as out:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=ROOT, env={**known, **own, **settings}, stdout=out, stderr=out
            )
        started.append(running := Running(process, log))
        if ready:
            await _until_ready(standin, running, before)
        return running

    yield run
    for running in started:
        if running.process.returncode is None:
            running.process.kill()
            await running.process.wait()


async def _until_ready(standin: Standin, running: Running, before: int) -> None:
    """It has told its commands and been told READY. on_ready comes 2 s later, and nothing waits for that."""
    async with asyncio.timeout(30):
        while not (standin.gateway.connected and len(standin.gateway.identifies) > before):
            assert running.process.returncode is None, running.said()
            await asyncio.sleep(0.02)
