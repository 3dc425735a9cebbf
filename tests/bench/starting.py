"""From the start of the process to a bot that is ready, with the index in place; and the memory it then takes.

Run as `python -m tests.bench.starting FOLDER PAPERS`: prints when it was ready, and its memory after 200 questions.
Without arguments it ends once everything is imported: the floor.
"""

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bot.compose import opened
from storage.database.database import store_url
from storage.library import Library
from storage.lookup.find import find_author, find_paper, suggest
from tests.bench.figures import Figure, in_a_process
from tests.bench.shelf import WHEN, Shelf, shelf

QUESTIONS = 200
SECONDS, MEGABYTES = 3.0, 250.0


def starting(shelf: Shelf) -> list[Figure]:
    floors: list[float] = []
    readies: list[float] = []
    found: dict[str, Any] = {}
    for _ in range(shelf.rounds):
        floors.append(_elapsed(lambda: in_a_process(__name__))[0])
        seconds, found = _elapsed(lambda: in_a_process(__name__, shelf.folder.parent, shelf.papers))
        readies.append(seconds)
    ready, floor = median(readies), median(floors)
    start = Figure(
        "Start to ready", shelf.papers, f"{ready:.2f} s", f"{floor:.2f} s (Python's imports)", ready / floor,
        f"≤ {SECONDS:g} s", ready <= SECONDS,
    )  # fmt: skip
    return [start, _memory(shelf, found["own"], found["mapped"])]


def _memory(shelf: Shelf, own: float | None, mapped: float | None) -> Figure:
    """Pages of the index that are mapped are the system's cache, which it takes back at need."""
    what, goal = f"Private memory after {QUESTIONS} questions", f"≤ {MEGABYTES:g} MB"
    if own is None or mapped is None:
        return Figure(what, shelf.papers, "only Linux tells", goal=goal)
    said = f"{own:.0f} MB (+ {mapped:.0f} MB of mapped files)"
    return Figure(what, shelf.papers, said, goal=goal, met=own <= MEGABYTES)


def _elapsed(process: Any) -> tuple[float, dict[str, Any]]:
    """The monotonic clock is one for all processes of a machine."""
    started = time.monotonic()
    found = process()
    return found["ready"] - started, found


async def _measured(shelf: Shelf) -> dict[str, float | None]:
    with TemporaryDirectory() as seeds:
        async with opened(store_url(shelf.url), shelf.index, Path(seeds), WHEN) as bot:
            ready = time.monotonic()
            await _ask(bot.library, shelf)
            return {"ready": ready, **_memory_of_this_process()}


async def _ask(library: Library, shelf: Shelf) -> None:
    for number, paper in enumerate(shelf.sample()[: QUESTIONS // 4]):
        name, title = paper["authors"][0], paper["title"]
        await library.ask(find_author, library.index, name)
        await library.ask(find_paper, library.index, paper.get("doi", title))
        await suggest(library.index, "author", name[: 3 + number % 8])
        await suggest(library.index, "paper", title[1 : 3 + number % 20])


def _memory_of_this_process() -> dict[str, float | None]:
    """Megabytes: `own` is not backed by any file, `mapped` is."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {"own": None, "mapped": None}
    found = dict(re.findall(r"(\w+):\s+(\d+) kB", status.read_text()))
    own, mapped = int(found["RssAnon"]) + int(found["VmSwap"]), int(found["RssFile"])
    return {"own": own / 1024, "mapped": mapped / 1024}


if __name__ == "__main__":
    said = sys.argv[1:]
    answer = asyncio.run(_measured(shelf(Path(said[0]), int(said[1])))) if said else {"ready": time.monotonic()}
    print(json.dumps(answer))  # noqa: T201
