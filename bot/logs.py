"""The log: one line per event, on standard error. Secrets are redacted, wherever they come from."""

import logging
import sys

FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
LEAST = {"aiosqlite": logging.WARNING, "alembic": logging.WARNING, "discord": logging.INFO, "matplotlib": logging.INFO}
"""Levels below which a library logs too much: at DEBUG, discord.py logs interaction tokens and what people write."""


class Redacting(logging.Formatter):
    """Works on the finished line, so that arguments and tracebacks are covered too."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__(FORMAT)
        self._secrets = tuple(secret for secret in secrets if len(secret) > 3)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


def start_logging(level: str, *secrets: str) -> None:
    """`level`: a name such as "INFO"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library, least in LEAST.items():
        logging.getLogger(library).setLevel(max(least, logging.getLevelNamesMapping()[level]))
