"""The papers tell of everything there is, and of nothing else."""

import re
from pathlib import Path

import pytest
from discord import app_commands

from bot.client import PaperBot
from bot.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()
ENV = (ROOT / ".env.example").read_text()


async def test_each_command_is_in_the_readme_and_back(simcord_env):
    bot: PaperBot = simcord_env.bot
    typed = (command for command in bot.tree.walk_commands() if not isinstance(command, app_commands.Group))
    there = {command.qualified_name for command in typed}
    assert set(re.findall(r"^\| `/([a-z][a-z -]*?)(?: [a-z_]+:)*` \|", README, re.MULTILINE)) == there


def test_each_setting_is_in_env_example_and_back():
    there = {field.alias for field in Settings.model_fields.values()}
    assert set(re.findall(r"^([A-Z_]+)=", ENV, re.MULTILINE)) == there
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == there


def test_env_example_gives_the_defaults():
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", ENV, re.MULTILINE))
    for field in Settings.model_fields.values():
        if given[field.alias]:
            assert str(field.default) == given[field.alias]


def test_the_readme_gives_the_two_commands():
    assert "make playground" in README
    assert "make test" in README
    assert "make test" in (ROOT / ".ci/run").read_text()


PAPERS = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
BASES = (ROOT, ROOT / "storage")
"""Modules are named from the top, or from `storage/`, where most are."""


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(ROOT).as_posix())
def test_a_paper_names_only_files_that_are_there(paper: Path):
    text = paper.read_text()
    linked = [paper.parent / link for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)]
    assert [path for path in linked if not path.exists()] == []
    modules = re.findall(r"`((?:bot|commands|storage|tests|docs|seeds)/[\w/.]*)`", text)
    for listed in re.findall(r"\(((?:storage|importing|search|announcements|live|bot)/[^)]*)\)", text):
        modules += [name for name in listed.split(", ") if "/" in name and not {"*", "X"} & set(name)]
    assert [name for name in modules if "/X" not in name and not _is_there(name)] == []


def _is_there(module: str) -> bool:
    return any((base / f"{module}{suffix}").exists() for base in BASES for suffix in ("", ".py"))


def test_each_decision_is_listed_by_its_title():
    index = (ROOT / "docs/decisions/README.md").read_text()
    for page in sorted((ROOT / "docs/decisions").glob("[0-9]*.md")):
        title = page.read_text().splitlines()[0].removeprefix("# ")
        assert f"[{page.name[:4]}]({page.name}) {title}\n" in index
