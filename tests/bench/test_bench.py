"""The bench runs from end to end. How fast anything is, no test says: machines differ."""

import io
from pathlib import Path

from rich.console import Console

from tests.bench.__main__ import run
from tests.bench.corpus import authors_of, made_papers
from tests.bench.table import COLUMNS, WIDTH, show

ROWS = (
    "Import with index",
    "Start to ready",
    "Private memory after 200 questions",
    "Autocomplete, names as they are",
    "Autocomplete, names begun",
    "Autocomplete, names with a typo",
    "Autocomplete, names with a typo: hit@25",
    "Data of an author's card",
    "/author through discord.py",
    "/paper through discord.py",
    "/search through discord.py",
    "Search, three words",
)


def test_one_table_says_everything_with_its_floor_and_goal(tmp_path: Path):
    figures = run(tmp_path, [60], Console(file=io.StringIO()))
    printed = io.StringIO()
    show(figures, Console(file=printed, width=WIDTH))
    for word in (*COLUMNS, *ROWS, "cores"):
        assert word in printed.getvalue()


def test_a_corpus_is_the_same_at_every_run_and_as_large_as_asked(tmp_path: Path):
    papers = list(made_papers(500))
    assert papers == list(made_papers(500))
    assert len({name for paper in papers for name in paper["authors"]}) == authors_of(500)
