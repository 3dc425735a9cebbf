"""discord.py asks again by itself when Discord answers 500, 502 or 504, though that may have done what it was asked.

A message's nonce makes one of two, for some minutes; the post of a forum takes none, and a refusal after such an answer
would look certain. So everything is asked for once, and then looked for.
"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import discord

_is_once = ContextVar("is_once", default=False)


class UncertainError(discord.DiscordException):
    """Discord failed, and may have done what it was asked for."""


@contextmanager
def asked_once() -> Generator[None]:
    """What is asked for inside raises UncertainError where Discord fails, rather than be asked for again."""
    before = _is_once.set(True)
    try:
        yield
    finally:
        _is_once.reset(before)


def tracing() -> aiohttp.TraceConfig:
    """For the client: discord.py has no setting for its retries, but lets us see each answer first."""
    config = aiohttp.TraceConfig()
    config.on_request_end.append(_answered)
    return config


async def _answered(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, answer: aiohttp.TraceRequestEndParams
) -> None:
    if _is_once.get() and answer.response.status >= 500:
        answer.response.close()
        raise UncertainError(f"Discord answered {answer.response.status}")
