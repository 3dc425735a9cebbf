"""The papers tell of everything there is, and of nothing else."""

import re

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
