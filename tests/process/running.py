"""Starts `python -m bot run` on the stand-in."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.crash.forks import Forked
from tests.patience import patient, until
from tests.standin.server import Standin
from tests.standin.world import TOKEN

SITE = ROOT / "tests" / "standin" / "site"


@dataclass(slots=True)
class Running:
    """`python -m bot run`."""

    process: asyncio.subprocess.Process | Forked
    log: Path

    async def told(self, number: signal.Signals) -> int:
        """Its exit status after a signal, which it has 5 seconds of a quiet machine to follow."""
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), patient(5))

    def said(self) -> str:
        return self.log.read_text()

    def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()


async def launch(standin: Standin, log: Path, **settings: str) -> Running:
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment(standin, settings), stdout=out, stderr=out
        )
    return Running(process, log)


def environment(standin: Standin, settings: dict[str, str]) -> dict[str, str]:
    """The machine's own without what is set there for another bot, and these settings."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "PAPERBOT_"))}
    own = {
        "DISCORD_TOKEN": TOKEN,
        "STANDIN_URL": standin.url,
        "PYTHONPATH": str(SITE),
        "STANDIN_PATIENCE": str(patient(2)),
        "STANDIN_REST_SECONDS": str(patient(1)),
    }
    return {**known, **own, **settings}


async def until_ready(standin: Standin, running: Running, before: int) -> None:
    """It has told its commands and been told READY, which is IDENTIFY number `before` + 1. on_ready comes 2 s later,
    and nothing waits for that."""

    def is_ready() -> bool:
        assert running.process.returncode is None, running.said()
        return standin.gateway.connected and len(standin.gateway.identifies) > before

    await until(is_ready)
