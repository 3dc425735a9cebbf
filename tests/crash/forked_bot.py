"""`python -m bot run` on the stand-in, without the start of Python, which tests/process/ tests."""

import os
import runpy
from pathlib import Path

from bot.cli import app


def serve(log: Path, environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with log.open("wb") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    runpy.run_path(f"{environment['PYTHONPATH']}/sitecustomize.py")
    app(["run"])
