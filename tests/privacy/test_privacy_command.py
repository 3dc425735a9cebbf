"""/privacy: what is kept about a person, all of it as a file, and nothing of it once they are forgotten."""

import json

import pytest
from sqlalchemy import LargeBinary, select

from storage.privacy.personal import erase_personal_data, read_personal_data
from storage.schema.columns import metadata
from tests.announcements.test_following import text_of
from tests.announcements.weeks import MONDAY, Entry, Profile, Weeks
from tests.conftest import NOW, Lab, Shelf
from tests.library.test_library_command import upload
from tests.reading_lists.test_reading_list import labels

COLUMNS_OF_PEOPLE = {
    "subscription.person",
    "subscription.set_up_by",
    "member_link.person",
    "upload.person",
    "import_run.person",
    "reading_list.person",
    "reading_list.made_by",
    "saved_paper.person",
    "shared_list.person",
    "save_draft.person",
    "nomination.person",
    "second.person",
    "club_round.person",
}
"""Whoever adds one says in a `personal` module what becomes of it."""


@pytest.fixture
async def busy(lab: Lab) -> Lab:
    """Ada did all that can be done, and Bob some of it."""
    weeks = Weeks(lab, Profile([Entry("Known Before", MONDAY.date())]))
    weeks.pass_time(MONDAY)
    await weeks.load()
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC")
    for person in (lab.ada, lab.bob):
        await person.slash(lab.channel, "follow author", name="Ada Example")
        await person.slash(lab.channel, "me is", author="Ada Example")
        await person.slash(lab.channel, "me ping", when=1)
        await person.slash(lab.channel, "save", paper="mistral 7b", note=f"a note of {person.id}")
        await person.slash(lab.channel, "save", paper="mistral 7b", list="together", whose="server")
        await person.slash(lab.channel, "journal-club nominate", paper="mixtral")
    shown = await upload(lab, "loaded.jsonl", json.dumps({"title": "Loaded"}))
    await lab.ada.click(shown.response, label="Import")
    await upload(lab, "waiting.jsonl", json.dumps({"title": "Waiting"}))
    weeks.profile.add(Entry("A Fresh Result", MONDAY.date()))
    await weeks.load()
    await weeks.week(1)
    return lab


async def everything(shelf: Shelf) -> str:
    """Every value in the store."""
    found: list[str] = []
    async with shelf.library.store.reading() as session:
        for table in metadata.sorted_tables:
            if table.name in ("paper_vector", "former"):
                continue
            plain = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
            rows = await session.execute(select(*plain))
            found += [f"{table.name} {tuple(row)}" for row in rows]
    return "\n".join(found)


async def test_it_tells_what_is_kept_and_gives_all_of_it_as_a_file(busy: Lab):
    asked = await busy.ada.slash(busy.channel, "privacy")
    assert asked.ephemeral
    told = text_of(asked)
    for part in (
        "direct message schedule: 1", "what you follow: 1", "your author links: 1", "announcements you set up: 1",
        "files waiting to be imported: 1", "changes you made to the library: 1", "your reading lists: 1",
        "papers you added to server lists: 1", "your nominations: 1", "papers announced to you: 1",
    ):  # fmt: skip
        assert part in told, part
    assert "who is online" in told, "what is not kept"
    given = await busy.ada.click(asked.response, label="Export")
    assert given.ephemeral
    (file,) = given.response.attachments
    found = json.loads(await file.read())
    assert found["your Discord id"] == busy.ada.id
    assert found["what you follow"] == [{"author": "Ada Example"}]
    assert f"a note of {busy.ada.id}" in json.dumps(found["your reading lists"])
    assert f"a note of {busy.bob.id}" not in json.dumps(found)


async def test_who_is_forgotten_is_nowhere_in_the_store_and_others_are(busy: Lab):
    before = await everything(busy.shelf)
    assert before.count(str(busy.ada.id)) > 9
    assert f"<@{busy.ada.id}>" in before, "the announcement named them"
    of_bob = before.count(str(busy.bob.id))
    asked = await busy.ada.slash(busy.channel, "privacy")
    sure = await busy.ada.click(asked.response, label="Delete my data")
    assert "cannot be undone" in text_of(sure)
    assert str(busy.ada.id) in await everything(busy.shelf)
    done = await busy.ada.click(sure.response, label="Yes, delete my data")
    assert "no longer stores anything about you" in text_of(done)
    after = await everything(busy.shelf)
    assert [line for line in after.splitlines() if str(busy.ada.id) in line] == []
    assert after.count(str(busy.bob.id)) == of_bob
    again = await busy.ada.slash(busy.channel, "privacy")
    assert "stores nothing about you" in text_of(again)
    assert labels(again.response) == []


async def test_channels_go_on_and_the_person_may_begin_anew(busy: Lab):
    await busy.shelf.library.change(erase_personal_data, busy.ada.id)
    status = await busy.bob.slash(busy.channel, "following", channel=busy.channel)
    assert f"<#{busy.channel.id}>" in text_of(status)
    told = len([message for message in busy.ada.user.dm_channel.history() if message.author.bot])
    assert told == 1
    assert "Nothing yet" in text_of(await busy.ada.slash(busy.channel, "following"))
    said = await busy.ada.slash(busy.channel, "follow author", name="Ada Example")
    assert "You now follow" in text_of(said)


async def test_a_button_is_for_the_one_who_asked(busy: Lab):
    asked = await busy.ada.slash(busy.channel, "privacy")
    before = await everything(busy.shelf)
    (export, forget_me) = [part["custom_id"] for row in asked.response.components for part in row["components"]]
    assert export.endswith(f":{busy.ada.id}")
    assert forget_me.endswith(f":{busy.ada.id}")
    for label in ("Export", "Delete my data"):
        pressed = await busy.bob.click(await shown_to_all(busy, asked), label=label)
        assert "for the person who ran the command" in text_of(pressed)
    assert await everything(busy.shelf) == before


async def shown_to_all(lab: Lab, asked):
    """As if an ephemeral answer had been passed on: its buttons in a message that everybody sees."""
    import discord

    view = discord.ui.View(timeout=None)
    for row in asked.response.components:
        for part in row["components"]:
            view.add_item(discord.ui.Button(label=part["label"], custom_id=part["custom_id"]))
    channel = lab.env.bot.get_channel(lab.channel.id)
    return await channel.send("passed on", view=view)


async def test_it_works_in_a_direct_message(lab: Lab):
    said = await lab.ann.user.slash("privacy")
    assert "stores nothing about you" in text_of(said)


def test_every_column_that_bears_a_person_s_id_is_thought_of():
    names = ("person", "set_up_by", "made_by", "user", "member", "by", "admin")
    found = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns
             if column.name in names}  # fmt: skip
    assert found == COLUMNS_OF_PEOPLE


async def test_on_every_database_nobody_has_nothing_and_forgetting_changes_nothing(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    before = await everything(quick_shelf)
    assert await quick_shelf.library.ask(read_personal_data, 123456789012345678) == {}
    await quick_shelf.library.change(erase_personal_data, 123456789012345678)
    assert await everything(quick_shelf) == before


async def test_on_every_database_what_is_kept_is_told_and_forgotten(shelf: Shelf):
    from storage.announcements.members import link_member
    from storage.announcements.setup import add_follow
    from storage.announcements.subscriptions import Recipient
    from storage.history.uploads import save_upload
    from storage.importing.source_file import SourceFile

    person = 123456789012345678
    await shelf.load_seed()
    library = shelf.library
    await library.change(add_follow, library.index, Recipient(person=person), person, "search", "mistral", NOW)
    await library.change(link_member, 7, person, 1)
    await library.change(save_upload, SourceFile("x.txt", data=b"\x00\xff text"), person, NOW)
    found = await library.ask(read_personal_data, person)
    assert found["what you follow"] == [{"search": "mistral"}]
    assert found["files waiting to be imported"][0]["bytes"] == 7
    await library.change(erase_personal_data, person)
    assert await library.ask(read_personal_data, person) == {}
    assert str(person) not in await everything(shelf)
