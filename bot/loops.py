"""Ending the loops that run beside the commands."""

import asyncio
from typing import Any

from discord.ext.tasks import Loop


async def stop_loops(*loops: Loop[Any]) -> None:
    """Cancels them and returns once they have let go of the database.

    A task that is cancelled again while its connection closes waits forever for aiosqlite (0.22), whose thread has
    ended by then: asyncio does so to every task that outlives the bot.
    """
    tasks = [task for loop in loops if (task := loop.get_task()) is not None]
    for loop in loops:
        loop.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
