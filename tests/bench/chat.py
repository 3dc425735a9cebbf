"""Commands through discord.py's real machinery, beside one that only says "Nothing" in the same process and run.

From the moment that somebody says the command until discord.py has it answered and done. simcord itself waits longer,
to be sure that nothing more comes: that is not counted.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import discord
import simcord
from discord import app_commands
from discord.ext.commands import Cog

from bot.compose import compose
from bot.health import Health
from storage.library import Library
from tests.bench.figures import Figure, Times, times
from tests.bench.shelf import Shelf
from tests.bench.typos import some_names

ASKED, WARM_UP = 200, 3
A_LAB = 25
"""Rounds after which a new lab opens: simcord slows down with all that it remembers."""
NOTHING = "nothing"
Round = dict[str, dict[str, str]]
"""Command → its options."""


class Nothing(Cog):
    def __init__(self) -> None:
        self.done = 0.0
        """When the last command of any kind was done."""

    @app_commands.command(name=NOTHING)
    async def nothing(self, interaction: discord.Interaction) -> None:
        """Say nothing."""
        await interaction.response.send_message("Nothing")

    @Cog.listener()
    async def on_app_command_completion(self, interaction: discord.Interaction, command: object) -> None:
        self.done = time.perf_counter()


@dataclass(frozen=True, slots=True)
class Lab:
    person: simcord.MemberActor
    channel: simcord.ChannelHandle
    clock: Nothing
    commands: frozenset[str]

    async def seconds(self, command: str, options: dict[str, str]) -> float:
        started = time.perf_counter()
        result = await self.person.slash(self.channel, command, **options)
        assert result.response is not None, f"/{command} {options} was not answered"
        assert self.clock.done > started, f"/{command} {options} was not done"
        return self.clock.done - started


def chat(shelf: Shelf) -> list[Figure]:
    spent = asyncio.run(_measured(shelf))
    floor = times(spent.pop(NOTHING))
    return [_figure(shelf, command, times(seconds), floor) for command, seconds in spent.items()]


def _figure(shelf: Shelf, command: str, measured: Times, floor: Times) -> Figure:
    return Figure(
        f"/{command} through discord.py", shelf.papers, str(measured), f"{floor} (no-op)", measured.p50 / floor.p50
    )


async def _measured(shelf: Shelf) -> dict[str, list[float]]:
    """Seconds by command. The commands take turns, so that all meet the same moments of the machine."""
    library = await shelf.opened()
    spent: dict[str, list[float]] = {}
    rounds = iter(_rounds(shelf))
    while turn := list(islice(rounds, A_LAB)):
        async with _lab(library) as lab:
            for number, commands in enumerate([*turn[:WARM_UP], *turn]):
                for command in filter(lab.commands.__contains__, commands):
                    seconds = await lab.seconds(command, commands[command])
                    if number >= WARM_UP:
                        spent.setdefault(command, []).append(seconds)
    await library.close()
    return {command: spent[command] for command in sorted(spent)}


def _rounds(shelf: Shelf) -> list[Round]:
    papers = shelf.sample()[: shelf.asked(ASKED)]
    names = some_names(shelf.papers, len(papers))
    return [
        {
            NOTHING: {},
            "author": {"name": name},
            "paper": {"title": paper["title"]},
            "search": {"query": " ".join(paper["abstract"].split()[2:5])},
        }
        for name, paper in zip(names, papers, strict=True)
    ]


@asynccontextmanager
async def _lab(library: Library) -> AsyncGenerator[Lab]:
    bot = compose(library, Health())
    clock = Nothing()
    await bot.add_cog(clock)
    env = simcord.Env(bot)
    await env.start()
    await bot.tree.sync()  # the store remembers that an earlier lab was told of the commands
    try:
        guild = env.create_guild("Bench")
        channel, person = guild.create_text_channel("papers"), guild.add_member(env.create_user("ann"))
        commands: list[Any] = bot.tree.get_commands()
        yield Lab(person, channel, clock, frozenset(command.name for command in commands))
    finally:
        await bot.close()
        await env.shutdown()
