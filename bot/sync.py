"""Tells Discord of the commands where they changed since it was last told; what it was told is kept in the store."""

import hashlib
import json
import logging
from collections.abc import Sequence

import discord
from discord import app_commands

from storage.database.database import Store
from storage.database.facts import read_fact, write_fact

log = logging.getLogger("paperbot.sync")
Tree = app_commands.CommandTree[discord.Client]
EVERYWHERE = "everywhere"


async def sync_commands(tree: Tree, store: Store, application: int, guilds: Sequence[int]) -> list[str]:
    """Returns what went wrong. With `guilds` the commands are offered in these alone, and taken back elsewhere."""
    everywhere = tree.get_commands()
    for guild in guilds:
        tree.copy_global_to(guild=discord.Object(guild))
    if guilds:
        tree.clear_commands(guild=None)
    problems = await _sync_changed(tree, store, application, guilds)
    for command in everywhere if guilds else ():
        tree.add_command(command)  # who still sees them for a while is answered all the same
    return problems


async def _sync_changed(tree: Tree, store: Store, application: int, guilds: Sequence[int]) -> list[str]:
    fact = f"commands:{application}"
    async with store.reading() as session:
        before: dict[str, str] = json.loads(await read_fact(session, fact) or "{}")
    told = dict(before)
    wanted = {place: _digest(tree, place) for place in (EVERYWHERE, *map(str, guilds))}
    nothing = _digest_of([])
    problems: list[str] = []
    for place in wanted | told:
        digest = wanted.get(place, nothing)
        if told.get(place, nothing) != digest:
            problems += await _tell(tree, place, digest, told)
    if told != before:
        async with store.writing() as session:
            await write_fact(session, fact, json.dumps(told))
    return problems


async def _tell(tree: Tree, place: str, digest: str, told: dict[str, str]) -> list[str]:
    try:
        synced = await tree.sync(guild=_guild(place))
    except discord.HTTPException as error:
        log.error("Discord did not take the commands for %s: %s", place, error)
        return [f"Discord did not take the commands for {place}: {error}"]
    told[place] = digest
    log.info("told Discord of %d commands for %s", len(synced), place)
    return []


def _guild(place: str) -> discord.Object | None:
    return None if place == EVERYWHERE else discord.Object(int(place))


def _digest(tree: Tree, place: str) -> str:
    return _digest_of([command.to_dict(tree) for command in tree.get_commands(guild=_guild(place))])


def _digest_of(commands: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
