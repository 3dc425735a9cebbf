"""The arrows between the rooms of the house, and the size of its files."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILES = sorted(path for room in ("bot", "commands", "storage") for path in (ROOT / room).rglob("*.py"))
ALLOWED = {"bot": {"bot", "commands", "storage"}, "commands": {"commands", "storage"}, "storage": {"storage"}}
EMBEDS_MAY_READ = re.compile(r"storage\.(\w+\.answers|text|importing\.report)\b")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "name the room, so that the arrow can be seen"
            yield node.module or ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_from_bot_to_commands_to_storage(path: Path):
    inside = path.relative_to(ROOT)
    room = inside.parts[0]
    for name in imports(path):
        if name.split(".")[0] in ALLOWED:
            assert name.split(".")[0] in ALLOWED[room]
        assert not (room == "storage" and name.split(".")[0] == "discord")
        if room == "commands" and "embeds" in str(inside) and name.startswith("storage"):
            assert EMBEDS_MAY_READ.match(name), "an embed is made of an answer, of nothing else"
        assert name != "discord.ext.commands" or "import commands" not in path.read_text()


def test_only_settings_reads_the_environment():
    readers = [path.name for path in FILES if "os.environ" in path.read_text() or "getenv" in path.read_text()]
    assert readers == ["settings.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_a_room(path: Path):
    if "versions" not in path.parts:
        assert len(path.read_text().splitlines()) <= 250
