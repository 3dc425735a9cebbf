"""The one table that the bench prints, below a line that names the machine."""

import os
import platform
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figure

COLUMNS = ("what", "papers", "measured", "floor (same run)", "ratio", "goal", "met")
WIDTH = 190


def load() -> str:
    """How busy the machine was before the bench began: a second thread gains nothing on a core that is taken."""
    return f"load before: {os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else ""


def machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores · {platform.python_implementation()} {platform.python_version()} · {platform.platform()}"


def show(figures: Iterable[Figure], console: Console, before: str = "") -> None:
    table = Table()
    for column in COLUMNS:
        table.add_column(column, justify="right" if column in ("papers", "ratio") else "left")
    for figure in figures:
        table.add_row(*_cells(figure))
    console.print(" · ".join(filter(None, (machine(), before))))
    console.print(table)


def _cells(figure: Figure) -> tuple[str, ...]:
    met = "" if figure.met is None else "yes" if figure.met else "NO"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    return (figure.what, f"{figure.papers:,}", figure.measured, figure.floor, ratio, figure.goal, met)
