"""Ctrl-C and SIGTERM end the process cleanly: its work is cancelled, and closes what it opened."""

import asyncio
import logging
import signal
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger("paperbot")


async def run_until_stopped(work: Coroutine[Any, Any, int]) -> int:
    """Returns the exit status of the work; 0 if a signal stopped it."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        log.info("stopped")
        return 0
