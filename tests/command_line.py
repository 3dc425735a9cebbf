"""`python -m bot …` as a person types it, without the two seconds that a process takes to start."""

import logging
import os
from collections.abc import Generator
from contextlib import contextmanager

from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from bot.logs import LEAST

FOREIGN = ("DISCORD_", "PAPERBOT_", "DATABASE_")
"""What is set on this machine for another bot."""


def run_command(*words: str, **settings: str) -> Result:
    """In the current folder. An exception that would end the process fails the test."""
    without = dict.fromkeys(name for name in os.environ if name.startswith(FOREIGN))
    with _restored_logging():
        return CliRunner().invoke(app, words, env={**without, **settings}, catch_exceptions=False)


@contextmanager
def _restored_logging() -> Generator[None]:
    """The log goes to the command's standard error, which is closed once it has ended."""
    loggers = [logging.getLogger(name) for name in (None, *LEAST)]
    before = [(logger, logger.level, logger.handlers.copy()) for logger in loggers]
    try:
        yield
    finally:
        for logger, level, handlers in before:
            logger.setLevel(level)
            logger.handlers[:] = handlers
