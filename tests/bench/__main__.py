"""`python -m tests.bench [--papers 10000 100000] [--million]` prints one table; see README, Performance."""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from tests.bench.autocomplete import autocomplete
from tests.bench.cards import author_cards
from tests.bench.chat import chat
from tests.bench.figures import Figure
from tests.bench.importing import importing
from tests.bench.ranking import ranking
from tests.bench.search import search
from tests.bench.shelf import Shelf, shelf
from tests.bench.starting import starting
from tests.bench.table import WIDTH, load, show

SIZES = (10_000, 100_000)
MILLION = 1_000_000
PARTS: tuple[Callable[[Shelf], list[Figure]], ...] = (importing, starting, autocomplete, author_cards, chat, search)
"""In this order: the first makes the library that the others ask."""


def run(folder: Path, sizes: Sequence[int], console: Console) -> list[Figure]:
    figures: list[Figure] = []
    for papers in sizes:
        there = shelf(folder, papers)
        console.print(f"{papers:,} papers: the corpus", style="dim")
        there.prepare()
        for part in PARTS:
            console.print(f"{papers:,} papers: {part.__name__}", style="dim")
            figures += part(there)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser("python -m tests.bench", description="How fast the bot is.")
    parser.add_argument("--papers", type=int, nargs="+", default=SIZES, help="sizes of the libraries")
    parser.add_argument("--million", action="store_true", help="a million papers too: ten minutes, 4 GB of disk")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "paperbot-bench")
    said = parser.parse_args()
    sizes = [*said.papers, *([MILLION] if said.million else [])]
    console = Console(stderr=True)
    before = load()
    figures = run(said.folder, sizes, console)
    console.print("ranking: the Cranfield collection", style="dim")
    figures += ranking()
    show(figures, Console(width=WIDTH), before)


if __name__ == "__main__":
    main()
