"""Import with index, from an empty library.

Run as `python -m tests.bench.importing FOLDER PAPERS`: makes the library anew, prints the seconds as JSON.
"""

import asyncio
import json
import shutil
import sys
from pathlib import Path
from statistics import median

from storage.importing.source_file import SourceFile
from tests.bench.figures import Figure, in_a_process, timed
from tests.bench.floor import Floor
from tests.bench.shelf import WHEN, Shelf, shelf

LONG = 20_000
"""Papers; more of them take so long that once is enough."""
MILLION = 1_000_000
TIMES_THE_FLOOR, SECONDS = 1.33, 180


def importing(shelf: Shelf) -> list[Figure]:
    """Leaves the library in its folder for the other parts."""
    rounds = shelf.rounds if shelf.papers <= LONG else 1
    both = [(_import_seconds(shelf), _floor(shelf)) for _ in range(rounds)]
    measured = median(seconds for seconds, _ in both)
    store, index = median(floor.store for _, floor in both), median(floor.index for _, floor in both)
    ratio = median(seconds / (floor.store + floor.index) for seconds, floor in both)
    goal, met = f"≤ {TIMES_THE_FLOOR} × the floor", ratio <= TIMES_THE_FLOOR
    if shelf.papers >= MILLION:
        goal, met = f"{goal}, ≤ {SECONDS} s", met and measured <= SECONDS
    said = f"{measured:.2f} s ({1e6 * measured / shelf.papers:.0f} µs a paper)"
    floor = f"{store + index:.2f} s (sqlite3 {store:.2f} + tantivy {index:.2f})"
    return [Figure("Import with index", shelf.papers, said, floor, ratio, goal, met)]


def _import_seconds(shelf: Shelf) -> float:
    return in_a_process(__name__, shelf.folder.parent, shelf.papers)["seconds"]


def _floor(shelf: Shelf) -> Floor:
    return Floor(**in_a_process("tests.bench.floor", shelf.folder.parent, shelf.papers))


async def _measured(shelf: Shelf) -> float:
    shutil.rmtree(shelf.folder, ignore_errors=True)
    shelf.folder.mkdir()
    library = await shelf.opened()
    seconds, report = await timed(library.import_file(SourceFile(shelf.corpus.name, shelf.corpus), WHEN))
    assert report.new == shelf.papers, f"of {shelf.papers} papers {report.new} came in"
    shown = library.index.state()
    assert shown, "there is no index"
    assert shown.revision > 0, "the index did not follow: this is the time of half an import"
    await library.close()
    return seconds


if __name__ == "__main__":
    print(json.dumps({"seconds": asyncio.run(_measured(shelf(Path(sys.argv[1]), int(sys.argv[2]))))}))  # noqa: T201
