"""Who may manage the library, checked from outside: every command and component that does, by who and where."""

from collections.abc import Iterator
from types import SimpleNamespace

import discord
import pytest
from discord import app_commands

from bot.compose import COMPONENTS
from bot.home_members import HomeMembers
from commands.ui.access import (
    HOME,
    MEMBER_UNKNOWN,
    MEMBERS,
    NO_HOME,
    NOT_AT_HOME,
    NOT_HERE,
    ONLY_AT_HOME,
    ONLY_MEMBERS,
    Access,
    manages_library,
)
from storage.database.facts import HOME as HOME_FACT
from storage.database.facts import claim_fact, read_fact
from tests.conftest import Lab
from tests.patience import until

MANAGING = {
    "library import", "library status", "library refresh", "library undo", "library redo", "library export",
    "authors merge", "authors split", "authors alias", "authors link", "authors log",
}  # fmt: skip
MANAGING_COMPONENTS = {
    "ImportUpload", "DiscardUpload", "CancelPreview", "UndoChange", "RedoChange",
    "Merge", "ChoosePapers", "ChooseMerged", "TurnPapers"
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
    channel, stranger = elsewhere
    for name in ("library status", "library export", "library undo", "library refresh", "authors log"):
        assert (await stranger.slash(channel, name)).response.content == NOT_AT_HOME
    assert (await lab.ada.slash(lab.channel, "library status")).response.embeds
    assert (await stranger.slash(channel, "author", name="Pierre Stock")).response.embeds


async def test_without_a_home_only_the_owner_manages_and_an_admin_reads_how_to_get_one(lab: Lab):
    lab.env.bot.access = Access()
    assert (await lab.ada.slash(lab.channel, "library status")).response.content == NO_HOME
    assert not lab.env.bot.access.homes


async def test_where_the_owner_manages_the_library_first_is_its_home_for_good(
    lab: Lab, elsewhere, monkeypatch: pytest.MonkeyPatch
):
    lab.env.bot.access = Access()
    channel, stranger = elsewhere
    managers = lab.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    max = lab.guild.add_member(lab.env.create_user("max"), roles=[managers])
    monkeypatch.setattr(lab.env.bot.application.owner, "id", lab.ada.id)
    await lab.ada.autocomplete(lab.channel, "authors merge", "one", "stock")
    assert not lab.env.bot.access.homes
    assert (await lab.ada.slash(lab.channel, "library status")).response.embeds
    assert (await max.slash(lab.channel, "library status")).response.embeds
    assert (await stranger.slash(channel, "library status")).response.content == NOT_AT_HOME
    await lab.env.bot.keep_fresh()
    assert await lab.shelf.library.ask(read_fact, HOME_FACT) == str(lab.guild.id)


async def test_of_two_processes_the_first_decides_which_server_is_the_home(lab: Lab):
    await lab.shelf.library.change(claim_fact, HOME_FACT, "1")
    lab.env.bot.make_home(2)
    await lab.env.bot.keep_fresh()
    assert lab.env.bot.access.homes == {1}


async def test_at_home_only_nobody_reads_elsewhere_but_their_own_data(lab: Lab, elsewhere):
    lab.env.bot.access = Access(homes=frozenset({lab.guild.id}), readers=HOME)
    channel, stranger = elsewhere
    assert (await stranger.slash(channel, "author", name="Pierre Stock")).response.content == ONLY_AT_HOME
    assert await stranger.autocomplete(channel, "author", "name", "stock") == []
    assert (await stranger.slash(channel, "privacy")).response.embeds
    assert (await lab.ann.slash(lab.channel, "author", name="Pierre Stock")).response.embeds


async def test_members_read_wherever_they_are_and_strangers_nowhere(lab: Lab, elsewhere):
    lab.env.bot.access = Access(homes=frozenset({lab.guild.id}), readers=MEMBERS)
    channel, stranger = elsewhere
    assert (await stranger.slash(channel, "random")).response.content == MEMBER_UNKNOWN
    assert (await stranger.slash(channel, "random")).response.content == ONLY_MEMBERS
    assert (await lab.ann.user.slash("random")).response.content == MEMBER_UNKNOWN
    assert (await lab.ann.user.slash("random")).response.embeds


async def test_who_was_seen_at_home_is_a_member_elsewhere_at_once(lab: Lab):
    lab.env.bot.access = Access(homes=frozenset({lab.guild.id}), readers=MEMBERS)
    await lab.ann.slash(lab.channel, "random")
    assert (await lab.ann.user.slash("random")).response.embeds


async def test_a_membership_counts_for_a_day():
    now = 0.0
    asked: list[int] = []

    async def ask(person: int) -> bool:
        asked.append(person)
        return False

    members = HomeMembers(ask, lambda: now)
    members.remember(7)
    assert members.is_member(7)
    now = 86_401.0
    assert members.is_member(7) is None
    await until(lambda: members.is_member(7) is False)
    assert asked == [7]


async def test_the_owner_of_the_application_manages_everywhere(lab: Lab, elsewhere, monkeypatch: pytest.MonkeyPatch):
    channel, stranger = elsewhere
    monkeypatch.setattr(lab.env.bot.application.owner, "id", stranger.id)
    assert (await stranger.slash(channel, "library status")).response.embeds


@pytest.mark.parametrize("state", list(discord.TeamMembershipState))
async def test_an_accepted_member_of_the_team_that_owns_it_manages_everywhere(
    lab: Lab, elsewhere, monkeypatch: pytest.MonkeyPatch, state: discord.TeamMembershipState
):
    channel, stranger = elsewhere
    team = SimpleNamespace(members=[SimpleNamespace(id=stranger.id, membership_state=state)])
    monkeypatch.setattr(lab.env.bot.application, "team", team)
    answered = (await stranger.slash(channel, "library status")).response
    assert (answered.content == NOT_AT_HOME) is (state is not discord.TeamMembershipState.accepted)


async def test_nobody_elsewhere_is_offered_names_to_merge(lab: Lab, elsewhere):
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
