"""`python -m bot run` on the stand-in, without the start of Python, which tests/process/ tests."""

import os
import runpy
from pathlib import Path

from bot.announcing import announcer
from bot.cli import app

SECONDS = 0.2
"""Between two looks for what is due, and before the first retry, so that no test waits long."""


def serve(log: Path, environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with log.open("wb") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    runpy.run_path(f"{environment['PYTHONPATH']}/sitecustomize.py")
    announcer.TICK_SECONDS = announcer.FIRST_RETRY_SECONDS = SECONDS
    app(["run"])
