"""Forged and replayed custom ids: what one names is for the person and the server it belongs to, and nobody else."""

import discord
import pytest
from sqlalchemy import select
from sqlmodel import col

from commands.announcements.digest_pages import WholeDigest
from commands.library.upload import UPLOAD_GONE, DiscardUpload, ImportUpload
from commands.reading_lists.list_pages import NOT_DELETED, DeleteList
from commands.ui.chooser import Chooser
from commands.ui.component import Component
from commands.ui.export_button import GONE, Export
from commands.ui.pager import Turn
from storage.announcements.subscriptions import Recipient, find_subscription
from storage.history.uploads import find_upload, save_upload
from storage.importing.source_file import SourceFile
from storage.reading_lists.answers import Owner
from storage.reading_lists.save import SaveRequest, draft_person, save_paper, store_draft
from storage.schema.announcements import Follow, MemberLink, Subscription
from storage.schema.journal_club import Nomination
from storage.schema.library import Author, Paper
from tests.conftest import NOW, Lab

NOT_YOURS = "This menu is for the person who ran the command. Run it yourself to choose."


async def press(lab: Lab, person, channel, component: Component):
    """The answer to a button or menu whose custom id was forged, of a message of the bot in that channel."""
    place = lab.env.bot.get_channel(channel.id)
    assert isinstance(place, discord.TextChannel)
    view = discord.ui.View(timeout=None)
    view.add_item(component)
    message = await place.send("forged", view=view)
    if isinstance(component, Chooser):
        pressed = await person.select(message, [component.options[0].value])
    else:
        pressed = await person.click(message, custom_id=component.custom_id)
    return (*pressed.followups, pressed.response)[0]


@pytest.fixture
def other(lab: Lab):
    """A channel of another server, whose admin is the given person."""
    server = lab.env.create_guild("Other")
    admins = server.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return server.create_text_channel("general"), server.add_member(lab.env.create_user("eve"), roles=[admins])


def chooser(what: str, rest: str, value: str = "author:1") -> Chooser:
    return Chooser(what=what, rest=rest, options=[discord.SelectOption(label="One", value=value)])


async def rows(lab: Lab, model) -> list:
    return (await lab.shelf.library.ask(lambda session: session.execute(select(model)))).all()


async def first(lab: Lab, model) -> int:
    return (await lab.shelf.library.ask(lambda session: session.execute(select(col(model.id)).limit(1)))).scalar()


@pytest.mark.parametrize("owner", ["person", "server"])
async def test_a_list_is_for_its_person_or_its_server(lab: Lab, other, owner):
    channel, eve = other
    whose = Owner(person=lab.ann.id) if owner == "person" else Owner(guild=lab.guild.id)
    wish = SaveRequest(lab.ann.id, whose, "secret", "a note")
    saved = await lab.shelf.library.change(save_paper, wish, await first(lab, Paper), "A title", NOW)
    key = str(saved.list.id)
    for forged in (Turn(way="next", kind="saved", key=key, page=0), Export(kind="saved", key=key)):
        assert (await press(lab, eve, channel, forged)).content == GONE
        assert (await press(lab, lab.ann, lab.channel, forged)).content != GONE
    assert (await press(lab, eve, channel, DeleteList(list=saved.list.id))).content == NOT_DELETED


async def test_a_draft_is_for_who_made_it(lab: Lab):
    wish = SaveRequest(lab.ann.id, Owner(person=lab.ann.id), "secret", "a note")
    draft = await lab.shelf.library.change(store_draft, wish, NOW)
    forged = chooser("save", str(draft), f"paper:{await first(lab, Paper)}")
    assert (await press(lab, lab.bob, lab.channel, forged)).content == NOT_YOURS
    assert await lab.shelf.library.ask(draft_person, draft) == lab.ann.id


async def test_nobody_follows_nominates_or_is_somebody_in_another_s_name(lab: Lab, other):
    channel, _ = other
    author = f"author:{await first(lab, Author)}"
    assert (await press(lab, lab.bob, lab.channel, chooser("follow", f"p.{lab.ann.id}.1", author))).content == NOT_YOURS
    for member in (f"{lab.guild.id}.{lab.ann.id}", f"{channel.guild.id}.{lab.bob.id}"):
        assert (await press(lab, lab.bob, lab.channel, chooser("me", member, author))).content == NOT_YOURS
    for asked in (f"{lab.guild.id}.{lab.ann.id}.1", f"{channel.guild.id}.{lab.bob.id}.1"):
        assert (await press(lab, lab.bob, lab.channel, chooser("nominate", asked, "paper:1"))).content == NOT_YOURS
    for model in (Follow, MemberLink, Nomination):
        assert await rows(lab, model) == []


async def test_a_channel_follows_what_those_say_who_manage_its_server(lab: Lab, other):
    channel, eve = other
    await lab.ada.slash(lab.channel, "announce here")
    forged = chooser("follow", f"c.{lab.channel.id}.{NOW.timestamp():.0f}", f"author:{await first(lab, Author)}")
    assert (await press(lab, eve, channel, forged)).content == NOT_YOURS
    assert (await press(lab, lab.bob, lab.channel, forged)).content == NOT_YOURS
    assert await rows(lab, Follow) == []
    assert (await press(lab, lab.ada, lab.channel, forged)).content != NOT_YOURS
    assert len(await rows(lab, Follow)) == 1


async def test_another_server_s_channel_is_no_option(lab: Lab, other, monkeypatch: pytest.MonkeyPatch):
    """Discord offers none. It is what a forged request would bring."""
    channel, eve = other
    await lab.ada.slash(lab.channel, "announce here")
    (sub,) = await rows(lab, Subscription)
    foreign = lab.env.bot.get_channel(lab.channel.id)
    monkeypatch.setattr(discord.app_commands.AppCommandChannel, "resolve", lambda self: foreign)
    for command in ("announce stop", "announce preview", "following"):
        answer = (await eve.slash(channel, command, channel=channel)).response
        assert answer.content == "Choose a channel of this server that you can see."
    assert await rows(lab, Subscription) == [sub]
    assert lab.env.errors  # simcord takes the refused options for faults; looked at, they do not fail the test


async def test_a_digest_is_for_those_it_was_sent_to(lab: Lab, other):
    channel, eve = other
    await lab.ada.slash(lab.channel, "announce here", backfill=3)
    assert (await press(lab, eve, channel, WholeDigest(digest=1))).content == GONE
    assert (await press(lab, eve, channel, Export(kind="digest", key="1"))).content == GONE
    assert (await press(lab, lab.bob, lab.channel, WholeDigest(digest=1))).embeds


async def test_an_upload_is_for_who_sent_it(lab: Lab):
    library = lab.shelf.library
    key = await library.change(save_upload, SourceFile("a.bib", data=b"@book{a, title={T}}"), 17, NOW)
    imported = await press(lab, lab.ada, lab.channel, ImportUpload(key=key, captured=None))
    assert imported.content == UPLOAD_GONE
    await press(lab, lab.ada, lab.channel, DiscardUpload(key=key))
    assert await library.ask(find_upload, key, 17) is not None


async def test_a_channel_is_found_by_its_own_server_alone(lab: Lab):
    await lab.ada.slash(lab.channel, "announce here")
    ask, channel = lab.shelf.library.ask, lab.channel.id
    assert await ask(find_subscription, Recipient(lab.guild.id, channel)) is not None
    assert await ask(find_subscription, Recipient(1, channel)) is None
