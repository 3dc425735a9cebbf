"""A server that the bot leaves: its announcements stop at once, and what is stored about it goes after 30 days."""

import datetime as dt

import pytest
from sqlalchemy import select

from bot.departures import APPLICATION, Departures
from storage.database.facts import claim_fact
from storage.privacy.departed_servers import HOLDERS
from storage.schema.announcements import STOPPED
from storage.schema.columns import metadata
from tests.conftest import NOW, Lab

DAY = dt.timedelta(days=1)


@pytest.fixture
async def busy(lab: Lab) -> Lab:
    """With something in every table that is kept by server."""
    await lab.ada.slash(lab.channel, "announce here", backfill=2)
    await lab.ann.slash(lab.channel, "me is", author="Pierre Stock")
    await lab.ann.slash(lab.channel, "save", paper="mistral 7b", whose="server", list="Friday")
    await lab.ann.slash(lab.channel, "save", paper="learning", whose="server", list="Friday")  # a draft
    for paper in ("mistral 7b", "mixtral"):
        await lab.ann.slash(lab.channel, "journal-club nominate", paper=paper)
    await lab.bob.slash(lab.channel, "journal-club nominate", paper="mixtral")
    await lab.ann.slash(lab.channel, "journal-club vote")
    for model in HOLDERS:
        assert await servers(lab, model.__tablename__) == {lab.guild.id}, model
    return lab


async def values(lab: Lab, table: str, column: str) -> set:
    statement = select(metadata.tables[table].c[column])
    return set((await lab.shelf.library.ask(lambda session: session.execute(statement))).scalars())


async def servers(lab: Lab, table: str) -> set:
    return await values(lab, table, "guild")


def test_every_table_that_names_a_server_is_thought_of():
    named = {table.name for table in metadata.tables.values() if "guild" in table.c}
    assert named == {model.__tablename__ for model in HOLDERS}


async def test_what_is_stored_about_a_server_is_deleted_after_30_days(busy: Lab):
    now = NOW
    departures = Departures(busy.env.bot, busy.shelf.library, lambda: now)
    await departures.leave(busy.guild.id)
    assert await values(busy, "subscription", "state") == {STOPPED}
    busy.env.bot._connection._guilds.clear()
    now = NOW + 29 * DAY
    await departures.look()
    assert await servers(busy, "reading_list") == {busy.guild.id}
    now = NOW + 30 * DAY
    await departures.look()
    await departures.look()
    for model in HOLDERS:
        assert await servers(busy, model.__tablename__) <= {None, 0}, model
    for table in ("saved_paper", "outgoing_message", "ballot"):
        assert await values(busy, table, next(iter(metadata.tables[table].c.keys()))) == set()
    assert await values(busy, "nomination", "title") == {""}
    assert not {key for key in await values(busy, "store_fact", "key") if key.startswith("left:")}


async def test_a_bot_that_returns_keeps_all_but_the_announcements(busy: Lab):
    now = NOW
    departures = Departures(busy.env.bot, busy.shelf.library, lambda: now)
    await departures.leave(busy.guild.id)
    now = NOW + 31 * DAY
    await departures.look()
    assert await servers(busy, "reading_list") == {busy.guild.id}
    assert await values(busy, "subscription", "state") == {STOPPED}


async def test_a_server_left_while_the_bot_was_off_is_noticed_at_the_next_look(busy: Lab):
    busy.env.bot._connection._guilds.clear()
    await busy.env.bot.departures.look()
    assert await values(busy, "subscription", "state") == {STOPPED}
    assert f"left:{busy.guild.id}" in await values(busy, "store_fact", "key")


async def test_another_application_on_the_same_database_has_left_no_server(busy: Lab):
    await busy.shelf.library.change(claim_fact, APPLICATION, "17")
    busy.env.bot._connection._guilds.clear()
    await busy.env.bot.departures.look()
    assert await values(busy, "subscription", "state") == {"active"}
