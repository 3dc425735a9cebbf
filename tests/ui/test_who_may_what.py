"""Who may do what where: every command, button and menu that is registered, by everybody who could use it.

The table of all of it is tests/ui/who_may_what.txt: what is new there, somebody has decided.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from types import SimpleNamespace
from typing import Any, get_args

import discord
import pytest
from discord import app_commands

from bot.compose import COMPONENTS
from commands.ui.access import Access, Readers, is_for_all, manages_library
from commands.ui.component import Component
from tests.conftest import ROOT, Lab

TABLE = ROOT / "tests" / "ui" / "who_may_what.txt"
HOME, OTHER, DM = 1, 2, None
PLACES = {"home": HOME, "other": OTHER, "DM": DM}
OWNER, HOME_ADMIN, OTHER_ADMIN, MEMBER, INSTALLER = "owner", "home admin", "other admin", "member", "installer"
"""The owner of the application; an admin of the home, of another server; a member of the home; somebody else, who has
installed the bot for themselves and is in another server that has not."""
IDS = {who: number for number, who in enumerate((OWNER, HOME_ADMIN, OTHER_ADMIN, MEMBER, INSTALLER), start=10)}
ADMINS = {(OWNER, HOME), (HOME_ADMIN, HOME), (OTHER_ADMIN, OTHER)}
OF_HOME = {OWNER, HOME_ADMIN, MEMBER}
CELLS = [(who, where) for who, where in product(IDS, PLACES) if where != "home" or who in OF_HOME]
"""Everybody everywhere, but no stranger at home."""


@dataclass
class Said:
    """What the bot answers; and as a client, what it knows."""

    access: Access
    answers: list[str] = field(default_factory=list)

    async def send_message(self, words: str, *, ephemeral: bool) -> None:
        assert ephemeral
        self.answers.append(words)

    async def autocomplete(self, choices: list[Any]) -> None:
        assert choices == []
        self.answers.append("nothing")

    def is_member(self, person: int) -> bool:
        return person in {IDS[who] for who in OF_HOME}

    def remember(self, person: int) -> None:
        assert self.is_member(person)

    def make_home(self, server: int) -> None:
        self.access = Access(homes=frozenset({server}))


def asked(who: str, where: str, access: Access, command: object = None, type: str = "application_command") -> Any:
    """An interaction."""
    said = Said(access)
    owner = SimpleNamespace(team=None, owner=SimpleNamespace(id=IDS[OWNER]))
    client = SimpleNamespace(access=access, application=owner, members=said, make_home=said.make_home)
    return SimpleNamespace(
        client=client, guild_id=PLACES[where], user=SimpleNamespace(id=IDS[who]), response=said, command=command,
        permissions=discord.Permissions(manage_guild=(who, PLACES[where]) in ADMINS),
        type=discord.InteractionType[type],
    )  # fmt: skip


def is_offered(command: Any, who: str, where: str) -> bool:
    """Whether Discord shows it to them there, if nobody changed the server's Integrations page."""
    root = command.root_parent or command if isinstance(command, app_commands.Command) else command
    is_installed_there = PLACES[where] is not None and who != INSTALLER
    contexts, installs = root.allowed_contexts, root.allowed_installs
    fits = contexts is None or (contexts.guild if PLACES[where] is not None else contexts.dm_channel)
    is_installed = installs is None or installs.user or is_installed_there
    may = root.default_permissions is None or (who, PLACES[where]) in ADMINS
    return bool(fits and is_installed and may)


def commands_of(lab: Lab) -> Iterator[Any]:
    for command in lab.env.bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command
    yield from lab.env.bot.tree.get_commands(type=discord.AppCommandType.message)


async def command_cell(lab: Lab, command: Any, who: str, where: str, access: Access) -> str:
    check = lab.env.bot.tree.interaction_check
    may = await check(asked(who, where, access, command))
    assert await check(asked(who, where, access, command, "autocomplete")) is may
    if not may:
        return "no"
    return "yes" if is_offered(command, who, where) else "Discord"


async def component_cell(kind: type[Component], who: str, where: str, access: Access) -> str:
    pressed = asked(who, where, access, type="component")
    component = object.__new__(kind)
    await component.callback(pressed)
    return "no" if pressed.response.answers else "yes"


def rule(manages: bool, for_all: bool, who: str, where: str, access: Access) -> bool:
    """As SECURITY.md says it."""
    if access.servers and PLACES[where] not in access.servers | {DM}:
        return False
    if for_all or who == OWNER:
        return True
    if manages:
        return who == HOME_ADMIN and PLACES[where] in access.homes
    at_home = PLACES[where] in access.homes
    is_member = who in OF_HOME and (bool(access.homes))
    return {"everyone": True, "members": at_home or is_member, "home": at_home}[access.readers]


SETTINGS = {
    **{f"PAPERBOT_ACCESS={readers}": Access(frozenset(), frozenset({HOME}), readers) for readers in get_args(Readers)},
    "no home yet": Access(),
    "PAPERBOT_GUILDS names the home": Access(frozenset({HOME}), frozenset({HOME})),
}


async def rows(lab: Lab, access: Access, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """By command, button or menu: whether each may."""

    async def press(self: Component, interaction: object) -> None:
        pass

    found: dict[str, list[str]] = {}
    for command in commands_of(lab):
        name = command.qualified_name if isinstance(command, app_commands.ContextMenu) else f"/{command.qualified_name}"
        cells = [await command_cell(lab, command, *cell, access) for cell in CELLS]
        expected = [rule(manages_library(command), is_for_all(command), *cell, access) for cell in CELLS]
        assert [cell != "no" for cell in cells] == expected, name
        found[name] = cells
    for kind in COMPONENTS:
        monkeypatch.setattr(kind, "press", press)
        found[kind.__name__] = [await component_cell(kind, *cell, access) for cell in CELLS]
        expected = [rule(kind.manages_library, kind.is_for_all, *cell, access) for cell in CELLS]
        assert [cell == "yes" for cell in found[kind.__name__]] == expected, kind.__name__
    return found


def section(title: str, found: dict[str, list[str]]) -> Iterator[str]:
    """Those that the same people may use where are listed together."""
    same: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, cells in found.items():
        same[tuple(cells)].append(name)
    yield f"# {title}"
    for cells, names in same.items():
        yield f"\n{', '.join(sorted(names))}"
        for who in IDS:
            theirs = [f"{where}: {cell}" for (one, where), cell in zip(CELLS, cells, strict=True) if one == who]
            yield f"    {who:<11}  {', '.join(theirs)}"
    yield ""


async def test_who_may_do_what_where_is_as_the_table_says(lab: Lab, monkeypatch: pytest.MonkeyPatch):
    lines = list[str]()
    for title, access in SETTINGS.items():
        lines += section(title, await rows(lab, access, monkeypatch))
    text = "\n".join(lines)
    if os.environ.get("UPDATE_TEXTS"):
        TABLE.write_text(text)
    assert text == TABLE.read_text(), f"If it is meant so: UPDATE_TEXTS=1 python -m pytest {TABLE.parent}"
