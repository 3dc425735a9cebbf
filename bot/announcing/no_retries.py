"""Requests that are made once.

By default discord.py repeats a request that Discord answers with 500, 502 or 504, though it may have been successful.

A nonce keeps a repeated message from being posted twice, for some minutes; a forum post has none, and after a repeated
request a refusal would look certain. So a message is requested once, and then looked for in its channel.
"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import discord

_is_once = ContextVar("is_once", default=False)


class UncertainError(discord.DiscordException):
    """Discord failed, and may have carried out the request."""


@contextmanager
def without_retries() -> Generator[None]:
    """Requests inside raise UncertainError if Discord fails, and are not repeated."""
    before = _is_once.set(True)
    try:
        yield
    finally:
        _is_once.reset(before)


def request_tracing() -> aiohttp.TraceConfig:
    """For the client: discord.py has no setting for its retries, but shows us each response first."""
    config = aiohttp.TraceConfig()
    config.on_request_end.append(_check_response)
    return config


async def _check_response(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, end: aiohttp.TraceRequestEndParams
) -> None:
    if _is_once.get() and end.response.status >= 500:
        end.response.close()
        raise UncertainError(f"Discord answered {end.response.status}")
