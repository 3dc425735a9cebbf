"""The log: one line per event, on standard error. Secrets are redacted, wherever they come from."""

import logging
import sys
import time

FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
LEAST = {"aiosqlite": logging.WARNING, "alembic": logging.WARNING, "discord": logging.INFO, "matplotlib": logging.INFO}
"""Levels below which a library logs too much: at DEBUG, discord.py logs interaction tokens and what people write."""


REPEAT_SECONDS = 60.0


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


class OncePerMinute(logging.Filter):
    """Of equal warnings and errors, such as those of a loop during an outage, one is logged per minute."""

    def __init__(self) -> None:
        super().__init__()
        self._logged: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        now, key = time.monotonic(), (record.name, record.getMessage())
        self._logged = {line: at for line, at in self._logged.items() if now - at < REPEAT_SECONDS}
        if key in self._logged:
            return False
        self._logged[key] = now
        return True


def start_logging(level: str, *secrets: str) -> None:
    """`level`: a name such as "INFO"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets))
    handler.addFilter(OncePerMinute())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library, least in LEAST.items():
        logging.getLogger(library).setLevel(max(least, logging.getLevelNamesMapping()[level]))
