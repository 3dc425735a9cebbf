"""Uploads the commands to Discord where they changed since the last upload, whose digests are kept in the database."""

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
"""The key of the global commands in the stored digests, beside the ids of servers."""


async def sync_commands(tree: Tree, store: Store, application: int, guilds: Sequence[int]) -> list[str]:
    """Returns the problems. `guilds`: the only servers that get the commands; if empty, they are global."""
    everywhere = tree.get_commands()
    for guild in guilds:
        tree.copy_global_to(guild=discord.Object(guild))
    if guilds:
        tree.clear_commands(guild=None)
    problems = await _sync_changed(tree, store, application, guilds)
    for command in everywhere if guilds else ():
        tree.add_command(command)  # some clients still show the global commands for a while: they are answered too
    return problems


async def _sync_changed(tree: Tree, store: Store, application: int, guilds: Sequence[int]) -> list[str]:
    fact = f"commands:{application}"
    async with store.reading() as session:
        before: dict[str, str] = json.loads(await read_fact(session, fact) or "{}")
    uploaded = dict(before)
    wanted = {place: _digest(tree, place) for place in (EVERYWHERE, *map(str, guilds))}
    nothing = _digest_of([])
    problems: list[str] = []
    for place in wanted | uploaded:
        digest = wanted.get(place, nothing)
        if uploaded.get(place, nothing) != digest:
            problems += await _upload(tree, place, digest, uploaded)
    if uploaded != before:
        async with store.writing() as session:
            await write_fact(session, fact, json.dumps(uploaded))
    return problems


async def _upload(tree: Tree, place: str, digest: str, uploaded: dict[str, str]) -> list[str]:
    try:
        synced = await tree.sync(guild=_guild(place))
    except discord.HTTPException as error:
        log.error("Discord rejected the commands, scope %s: %s", place, error)
        return [f"Discord rejected the commands (scope: {place}): {error}"]
    uploaded[place] = digest
    log.info("uploaded %d commands, scope: %s", len(synced), place)
    return []


def _guild(place: str) -> discord.Object | None:
    return None if place == EVERYWHERE else discord.Object(int(place))


def _digest(tree: Tree, place: str) -> str:
    return _digest_of([command.to_dict(tree) for command in tree.get_commands(guild=_guild(place))])


def _digest_of(commands: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
