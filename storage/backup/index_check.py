"""A look into the search index as it is, by a process of its own: tantivy may end the process that opens damaged files.

To open it as the bot does would make it anew where it is damaged.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import asdict
from pathlib import Path

from tantivy import Index, Query

from storage.search.index import IndexState
from storage.search.schema import register_tokenizers

PATIENCE = 30.0
EACH = 20
ROOT = Path(__file__).parents[2]
"""Where `storage` is imported from."""


async def inspect_index(folder: Path) -> IndexState | None:
    """What it shows; None: nothing yet. Raises ValueError where it is damaged."""
    command = (sys.executable, "-m", __name__, _address(folder))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)
    try:
        async with asyncio.timeout(PATIENCE):
            said, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise ValueError(f"it was not read within {PATIENCE:g} s") from None
    if process.returncode:
        raise ValueError("it cannot be read")
    found = json.loads(said)
    return IndexState(**found) if found else None


def _address(folder: Path) -> str:
    return str(folder.absolute())


def read_index_state(folder: str) -> IndexState | None:
    if not Index.exists(folder):
        return None
    index = register_tokenizers(Index.open(folder))
    searcher = index.searcher()
    for kind in ("author", "paper"):
        for _, address in searcher.search(Query.term_query(index.schema, "kind", kind), limit=EACH).hits:
            searcher.doc(address)
    found = searcher.search(Query.term_query(index.schema, "kind", "state"), limit=1).hits
    stored = searcher.doc(found[0][1]).get_first("shown") if found else None
    return None if stored is None else IndexState(**json.loads(bytes(stored)))


if __name__ == "__main__":
    shown = read_index_state(sys.argv[1])
    sys.stdout.write(json.dumps(shown and asdict(shown)))
