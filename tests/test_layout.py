"""The arrows between the rooms of the house, one test per rule.

A room is a folder of `commands/` or `storage/`, or a module beside them (`storage/library.py`). The floors are listed
from the ground up: a room imports only rooms below it.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

TOPS = ("storage", "commands", "bot")
FLOORS = (
    {"storage.text", "storage.schema"},
    {"storage.database", "storage.profile", "storage.references"},
    {"storage.migrations", "storage.search"},
    {"storage.importing"},
    {"storage.lookup"},
    {
        "storage.discovery", "storage.announcements", "storage.reading_lists", "storage.journal_club",
        "storage.identities", "storage.history", "storage.backup",
    },
    {"storage.library", "storage.privacy"},
    {"storage.live"},
    {"commands.ui"},
    {"commands.announcements", "commands.reading_lists", "commands.journal_club"},  # their buttons are on every card
    {"commands.lookup"},
    {"commands.discovery", "commands.identities", "commands.library", "commands.about"},
    {"bot"},
)  # fmt: skip
SHARED = {"lookup", "library", "text", "references", "importing"}
"""What every feature of commands/ may read of storage/, beside the room of its own name."""
FURTHER = {"library": {"history", "live", "backup"}, "about": {"privacy"}, "discovery": {"search"}, "ui": {"search"}}
"""Rooms of storage/ that a room of commands/ of another name speaks for."""
EMBEDS_READ = re.compile(r"storage\.(\w+\.answers|text|search\.snippets|importing\.report)\b")
LONGEST = 250


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for top in TOPS for path in sorted((ROOT / top).rglob("*.py"))}
TREES = {module: ast.parse(path.read_text()) for module, path in MODULES.items()}


def room_of(module: str) -> str:
    parts = module.split(".")
    return "bot" if parts[0] == "bot" else ".".join(parts[:2])


def imported_by(module: str) -> Iterator[str]:
    """The modules (of ours and of others) that one imports; of `from package import module` the module."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: name the room, so that the arrow can be seen"
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield whole if whole in MODULES else node.module or ""


ARROWS = {(module, name) for module in MODULES for name in imported_by(module)}
OURS = {(one, other) for one, other in ARROWS if other.split(".")[0] in TOPS}


def named(arrows: set[tuple[str, str]]) -> list[str]:
    return sorted(f"{one} imports {other}" for one, other in arrows)


def test_every_room_has_its_floor():
    rooms = {room_of(module) for module in MODULES} - set(TOPS[:2])
    assert rooms == set().union(*FLOORS)


def test_no_room_imports_one_beside_or_above_it():
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    between = {(one, other) for one, other in OURS if room_of(one) != room_of(other) and room_of(one) in floor}
    assert named({(one, other) for one, other in between if floor[room_of(other)] >= floor[room_of(one)]}) == []


def test_a_feature_of_commands_reads_its_own_room_of_storage_and_what_is_shared():
    def may(module: str, read: str) -> bool:
        feature = module.split(".")[1]
        return read.split(".")[1] in {feature} | SHARED | FURTHER.get(feature, set())

    reads = {(one, other) for one, other in OURS if one.startswith("commands.") and other.startswith("storage.")}
    assert named({(one, other) for one, other in reads if not may(one, other)}) == []


def test_an_embed_reads_answers_and_nothing_else_of_storage():
    reads = {(one, other) for one, other in OURS if "embeds" in one.split(".") and other.startswith("storage")}
    assert named({(one, other) for one, other in reads if not EMBEDS_READ.match(other)}) == []


def test_storage_knows_nothing_of_discord():
    assert (
        named({(one, other) for one, other in ARROWS if one.startswith("storage") and other.startswith("discord")})
        == []
    )


def test_discord_s_commands_are_not_imported_as_a_module_of_our_name():
    found = re.compile(r"from discord\.ext import .*\bcommands\b|import discord\.ext\.commands")
    assert [module for module, path in MODULES.items() if found.search(path.read_text())] == []


def test_no_circle_of_imports():
    below: dict[str, set[str]] = defaultdict(set)
    for one, other in OURS:
        if one != other and not one.startswith(f"{other}."):
            below[one].add(other)
    while free := [module for module in MODULES if module in below and not below[module] & below.keys()]:
        for module in free:
            del below[module]
    assert sorted(below) == []


def test_no_public_function_or_class_has_its_name_twice():
    """So that one search finds it, and a test that goes by names misses none (two `status_embed` once did that)."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module, tree in TREES.items():
        if "migrations" not in module:
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
                    homes[node.name].append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


def test_only_settings_reads_the_environment():
    readers = [module for module, path in MODULES.items() if re.search(r"os\.environ|getenv", path.read_text())]
    assert readers == ["bot.settings"]


def test_no_file_is_longer_than_a_room():
    lengths = {
        module: len(path.read_text().splitlines()) for module, path in MODULES.items() if "versions" not in module
    }
    assert {module: length for module, length in lengths.items() if length > LONGEST} == {}
