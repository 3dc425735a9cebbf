"""/help, /about, and the answers to unexpected errors."""

import asyncio
import logging
import re
import sqlite3
from types import SimpleNamespace
from unittest.mock import AsyncMock

import discord
import pytest
from sqlalchemy.exc import OperationalError

from commands.ui.faults import apologise
from storage.library import Library
from tests.conftest import Lab


async def test_help_lists_every_command_with_an_example(lab: Lab):
    result = await lab.ann.slash(lab.channel, "help")
    shown = {field.name for field in result.response.embeds[0].fields}
    assert shown == {
        f"/{command.name}" for command in lab.env.bot.tree.get_commands(type=discord.AppCommandType.chat_input)
    }
    assert result.ephemeral


async def test_about_shows_version_counts_newest_data_and_health(lab: Lab):
    result = await lab.ann.slash(lab.channel, "about")
    card = result.response.embeds[0]
    shown = {field.name: field.value for field in card.fields}
    assert re.fullmatch(r"paperbot \d+\.\d+\.\d+", card.title)
    assert (shown["Papers"], shown["Profiles"], shown["Newest paper"]) == ("23", "1", "26 Mar 2026")
    assert shown["Newest data"] == "23 Nov 2026"
    assert "Everything is working" in shown["Health"]


async def break_library(monkeypatch, fault: Exception | None):
    async def ask(*args, **kwargs):
        if fault is None:
            await asyncio.sleep(3600)
        raise fault

    monkeypatch.setattr(Library, "ask", ask)


async def test_an_error_in_a_command_is_answered_with_a_reference_to_the_log(lab: Lab, monkeypatch, caplog):
    await break_library(monkeypatch, RuntimeError("secret detail"))
    result = await lab.ann.slash(lab.channel, "author", name="Pierre Stock")
    assert [str(error) for error in lab.env.errors]  # simcord too saw it; looked at, it does not fail the test
    assert result.ephemeral
    reference = re.search(r"reference `(\w{8})`", result.response.content)[1]
    assert "secret detail" not in result.response.content
    assert any(reference in record.getMessage() and record.levelno == logging.ERROR for record in caplog.records)


async def test_an_error_in_a_button_is_answered_too(lab: Lab, monkeypatch):
    result = await lab.ann.slash(lab.channel, "author", name="Pierre Stock")
    await break_library(monkeypatch, RuntimeError("broken"))
    pressed = await lab.ann.click(result.response, label="All 23 papers")
    assert pressed.ephemeral
    assert "reference" in pressed.response.content


async def test_a_slow_database_is_reported_as_busy(lab: Lab, monkeypatch):
    async def late(*args):
        raise TimeoutError

    monkeypatch.setattr("storage.database.reader.Reader.ask", late)
    result = await lab.ann.slash(lab.channel, "author", name="Pierre Stock")
    assert "busy" in result.response.content
    assert lab.env.errors


async def test_autocomplete_answers_an_error_with_no_choices(lab: Lab, monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("commands.ui.autocomplete.suggest", broken)
    assert await lab.ann.autocomplete(lab.channel, "author", "name", "p") == []
    assert "fault" in caplog.text


@pytest.mark.parametrize("context", ["guild", "dm_channel", "private_channel"])
async def test_commands_are_available_everywhere_except_those_about_a_server(lab: Lab, context):
    for command in lab.env.bot.tree.get_commands():
        payload = command.to_dict(lab.env.bot.tree)
        if command.name in ("announce", "me", "journal-club", "library", "authors"):
            assert (payload["contexts"], payload["integration_types"]) == ([0], [0])
            continue
        assert payload["contexts"] == [0, 1, 2]
        assert payload["integration_types"] == [0, 1]


async def test_the_bot_needs_no_privileged_intent_and_pings_nobody(lab: Lab):
    bot = lab.env.bot
    privileged = discord.Intents(members=True, presences=True, message_content=True)
    assert not bot.intents.value & privileged.value
    assert bot.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


async def test_a_button_of_another_version_is_answered(lab: Lab):
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Old", custom_id="an:old:id"))
    message = await lab.env.bot.get_channel(lab.channel.id).send("old", view=view)
    view.stop()
    pressed = await lab.ann.click(message, label="Old")
    assert pressed.ephemeral
    assert "another version" in pressed.response.content


async def test_about_answers_without_the_database_and_says_why_nothing_is_saved(lab: Lab, monkeypatch):
    full = OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))

    async def insert(session) -> None:
        raise full

    with pytest.raises(OperationalError):
        await lab.shelf.library.change(insert)
    await break_library(monkeypatch, full)
    result = await lab.ada.slash(lab.channel, "about")
    shown = {field.name: field.value for field in result.response.embeds[0].fields}
    assert "The database does not answer" in shown["Health"]
    assert "Changes cannot be saved: the disk is full" in shown["Health"]
    failed = await lab.ann.slash(lab.channel, "author", name="Pierre Stock")
    assert "the disk is full" in failed.response.content
    assert lab.env.errors


async def test_an_interaction_that_another_bot_answered_is_one_warning(caplog):
    answered = discord.HTTPException(SimpleNamespace(status=400, reason="Bad Request"), {"code": 40060})
    await apologise(AsyncMock(), answered)
    assert [(record.levelname, record.exc_info) for record in caplog.records] == [("WARNING", None)]
    assert "the same token" in caplog.text
