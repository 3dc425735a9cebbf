"""What a part of the bench has to say: a figure with its floor, and times as percentiles."""

import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any, TypeVar

ROOT = Path(__file__).parents[2]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table. `met` None: there is no goal, or it could not be measured here."""

    what: str
    papers: int
    measured: str
    floor: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of the same thing done many times."""

    all: tuple[float, ...]

    @property
    def p50(self) -> float:
        return median(self.all)

    @property
    def p95(self) -> float:
        return quantiles(self.all, n=20, method="inclusive")[-1]

    def __str__(self) -> str:
        return f"p50 {self.p50:.2f} · p95 {self.p95:.2f} ms"


def times(seconds: Iterable[float]) -> Times:
    return Times(tuple(1000 * one for one in seconds))


async def timed(doing: Awaitable[Answer]) -> tuple[float, Answer]:
    """(seconds, what came of it)."""
    started = time.perf_counter()
    answer = await doing
    return time.perf_counter() - started, answer


def in_a_process(module: str, *arguments: object) -> dict[str, Any]:
    """What the module prints as JSON, run alone so that nothing of another part is in its memory."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)
