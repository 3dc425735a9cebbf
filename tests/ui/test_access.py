"""Who may manage the library, checked from outside: every command and component that does, by who and where."""

from collections.abc import Iterator
from types import SimpleNamespace

import discord
import pytest
from discord import app_commands

from bot.compose import COMPONENTS
from commands.ui.access import NOT_AT_HOME, NOT_HERE, Access, manages_library
from tests.conftest import Lab

MANAGING = {
    "library import", "library status", "library refresh", "library undo", "library export",
    "authors merge", "authors split", "authors alias", "authors link", "authors log",
}  # fmt: skip
MANAGING_COMPONENTS = {
    "ImportUpload", "DiscardUpload", "UndoChange", "Merge", "ChoosePapers", "ChooseMerged", "TurnPapers"
}  # fmt: skip


@pytest.fixture
def elsewhere(lab: Lab) -> tuple[discord.abc.Snowflake, ...]:
    """A channel of another server, and somebody who manages that server."""
    server = lab.env.create_guild("Other")
    managers = server.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    stranger = server.add_member(lab.env.create_user("eve"), roles=[managers])
    return server.create_text_channel("general"), stranger


def commands_of(lab: Lab) -> Iterator[app_commands.Command]:
    return (command for command in lab.env.bot.tree.walk_commands() if isinstance(command, app_commands.Command))


async def test_these_commands_and_components_manage_the_library(lab: Lab):
    assert {command.qualified_name for command in commands_of(lab) if manages_library(command)} == MANAGING
    assert {kind.__name__ for kind in COMPONENTS if kind.manages_library} == MANAGING_COMPONENTS


async def test_a_manager_of_another_server_manages_nothing(lab: Lab, elsewhere):
    lab.env.bot.access = Access(homes=frozenset({lab.guild.id}))
    channel, stranger = elsewhere
    for name in ("library status", "library export", "library undo", "library refresh", "authors log"):
        assert (await stranger.slash(channel, name)).response.content == NOT_AT_HOME
    assert (await lab.ada.slash(lab.channel, "library status")).response.embeds
    assert (await stranger.slash(channel, "author", name="Pierre Stock")).response.embeds


async def test_a_manager_of_any_server_manages_where_no_home_is_set(lab: Lab, elsewhere):
    channel, stranger = elsewhere
    assert (await stranger.slash(channel, "library status")).response.embeds


async def test_the_owner_of_the_application_manages_everywhere(lab: Lab, elsewhere, monkeypatch: pytest.MonkeyPatch):
    lab.env.bot.access = Access(homes=frozenset({lab.guild.id}))
    channel, stranger = elsewhere
    monkeypatch.setattr(lab.env.bot.application.owner, "id", stranger.id)
    assert (await stranger.slash(channel, "library status")).response.embeds


@pytest.mark.parametrize("state", list(discord.TeamMembershipState))
async def test_an_accepted_member_of_the_team_that_owns_it_manages_everywhere(
    lab: Lab, elsewhere, monkeypatch: pytest.MonkeyPatch, state: discord.TeamMembershipState
):
    lab.env.bot.access = Access(homes=frozenset({lab.guild.id}))
    channel, stranger = elsewhere
    team = SimpleNamespace(members=[SimpleNamespace(id=stranger.id, membership_state=state)])
    monkeypatch.setattr(lab.env.bot.application, "team", team)
    answered = (await stranger.slash(channel, "library status")).response
    assert (answered.content == NOT_AT_HOME) is (state is not discord.TeamMembershipState.accepted)


async def test_nobody_elsewhere_is_offered_names_to_merge(lab: Lab, elsewhere):
    lab.env.bot.access = Access(homes=frozenset({lab.guild.id}))
    channel, stranger = elsewhere
    assert await stranger.autocomplete(channel, "authors merge", "one", "stock") == []
    assert await lab.ada.autocomplete(lab.channel, "authors merge", "one", "stock") != []


async def test_a_server_that_is_not_named_gets_no_answers(lab: Lab, elsewhere):
    channel, stranger = elsewhere
    card = await stranger.slash(channel, "author", name="Pierre Stock")
    lab.env.bot.access = Access(servers=frozenset({lab.guild.id}))
    assert (await stranger.slash(channel, "author", name="Pierre Stock")).response.content == NOT_HERE
    assert (await stranger.click(card.response, label="All 23 papers")).response.content == NOT_HERE
    assert (await lab.ann.slash(lab.channel, "author", name="Pierre Stock")).response.embeds
