"""The stand-in proves itself on a little bot, so that what it says of ours can be believed."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.patience import patient, until
from tests.standin.interactions import Interaction
from tests.standin.ledger import Violation
from tests.standin.little_bot import LittleBot
from tests.standin.server import API, NoAnswer, Standin
from tests.standin.typed import ClientRefuses
from tests.standin.world import ADA, BEN, TOKEN


@pytest.fixture
async def little(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Standin]:
    """The stand-in with the little bot on it. What it would not have taken, and no test asked for, fails the test."""
    async with Standin() as standin, LittleBot() as bot:
        monkeypatch.setattr(Route, "BASE", standin.url + API)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(standin.gateway.address))
        life = asyncio.create_task(bot.start(TOKEN))
        await until(lambda: standin.gateway.connected or life.done())
        assert not life.done(), life.exception()
        yield standin
        assert (standin.violations, standin.ledger.unknown) == ([], [])
        await bot.close()
        await life


async def test_a_person_types_completes_presses_and_chooses(little: Standin):
    choices = await little.autocomplete("find", word="ap")
    assert choices == [{"name": "Apple", "value": "apple"}, {"name": "Apricot", "value": "apricot"}]
    found = await little.slash("find", word="apple")
    assert "A fruit" in found.text
    assert found.answer.payload["mentions"] == [], "an embed pings nobody"
    more = await little.press(found.answer, "More", person=ADA)
    assert (more.text, more.answer.ephemeral) == ("more", True)
    assert more.answer not in little.ledger.in_channel(little.world.papers)
    picked = await little.choose(found.answer, "Banana")
    assert picked.answer is found.answer
    assert picked.answer.content == "picked banana"
    assert len(picked.answer.before) == 1


async def test_thinking_is_waited_for_and_what_follows_is_kept(little: Standin):
    thought = await little.slash("think")
    assert thought.answer.content == "thought"
    await until(lambda: thought.followups)
    assert thought.followups[0].ephemeral


async def test_a_form_opens_and_is_filled(little: Standin):
    opened = await little.slash("note")
    assert opened.modal["title"] == "A note"
    assert (await little.submit(opened, text="milk")).text == "noted: milk"
    with pytest.raises(ClientRefuses):
        await little.submit(opened, text="")


async def test_a_picture_comes_with_its_message(little: Standin):
    assert (await little.slash("chart")).answer.files == {"chart.png": b"PNG"}


async def test_subcommands_choices_and_people_are_resolved(little: Standin):
    world = little.world
    paired = await little.slash("pair add", who=ADA, colour="Blue", channel=world.private)
    assert paired.text == "Ada Admin 2 True"
    for wrong in ({"who": ADA}, {"who": ADA, "colour": "Green"}, {"who": "Ada", "colour": 1}, {"whom": ADA}):
        with pytest.raises(ClientRefuses):
            await little.slash("pair add", **wrong)
    with pytest.raises(ClientRefuses):
        await little.slash("find", word="x" * 51)


async def test_a_command_is_offered_only_where_it_may_be_used(little: Standin):
    world = little.world
    assert (await little.slash("home")).text == "True Ben Member"
    for channel in (world.dm(BEN), world.private):
        with pytest.raises(ClientRefuses):
            await little.slash("home", channel=channel)
        assert (await little.slash("find", word="fig", channel=channel)).answer.channel_id == channel
    assert (await little.slash("home", channel=world.foreign)).text == "True Ben Member"


async def test_what_discord_does_not_take_is_refused_and_on_record(little: Standin):
    refused = await little.slash("huge")
    assert refused.text == "refused with 400, 50035"
    taken, little.ledger.violations = little.ledger.violations, []
    problems = [violation.what for violation in taken]
    assert any("400 characters, 256 are allowed" in problem for problem in problems)


async def test_a_command_that_never_answers_is_on_record(little: Standin):
    little.state.answer_seconds = 0.2
    with pytest.raises(NoAnswer):
        await little.slash("quiet")
    assert little.ledger.violations == [Violation("/quiet", "no answer in time")]
    little.ledger.violations = []
    await little.begin("quiet")
    assert little.violations == [Violation("/quiet", "never answered")]
    little.excuse_unanswered()
    assert little.violations == []


async def posts(little: Standin, nonce: str = "") -> tuple[Interaction, list[str]]:
    asked = await little.slash("post", text="news", nonce=nonce)
    return asked, [message.content for message in little.ledger.in_channel(little.world.papers)]


async def test_an_answer_lost_after_acceptance_leaves_the_message_there(little: Standin):
    little.faults.lose_answer()
    asked, there = await posts(little)
    assert asked.text.startswith("lost")
    assert there == ["news"]
    assert [call.lost for call in little.ledger.calls if call.path.endswith("/messages")] == [True]
    little.faults.drop()
    asked, there = await posts(little)
    assert asked.text.startswith("lost")
    assert there == ["news"]


async def test_a_nonce_makes_one_message_of_two(little: Standin):
    little.faults.lose_answer()
    await posts(little, nonce="period-1")
    asked, there = await posts(little, nonce="period-1")
    assert (asked.text, there) == ("posted", ["news"])
    assert (await posts(little, nonce="period-2"))[1] == ["news", "news"]
    little.state.nonce_seconds = 0
    assert len((await posts(little, nonce="period-2"))[1]) == 3, "after some minutes a nonce holds no more"


async def test_discord_py_asks_again_after_429_and_500_and_not_after_403(little: Standin):
    little.faults.fail(500, accepted=True)
    little.faults.too_fast(0.1)
    asked, there = await posts(little)
    assert (asked.text, there) == ("posted", ["news"])
    calls = [call for call in little.ledger.calls if call.path.endswith("/messages")]
    assert [call.status for call in calls] == [500, 429, 200]
    assert len({call.body["nonce"] for call in calls}) == 1, "discord.py made up a nonce, the same for each try"
    little.faults.refuse(403)
    asked, there = await posts(little)
    assert (asked.text, there) == ("trouble: Forbidden", ["news"])


async def test_a_connection_is_resumed_with_what_was_missed(little: Standin):
    gateway = little.gateway
    await gateway.disconnect(4000)
    found = await asyncio.wait_for(little.slash("find", word="fig"), patient(10))
    assert found.text.startswith("fig")
    assert (len(gateway.identifies), len(gateway.resumes)) == (1, 1)
    await gateway.ask_to_reconnect()
    await until(lambda: len(gateway.resumes) == 2 and gateway.connected)
    await gateway.invalidate()
    await until(lambda: len(gateway.identifies) == 2 and gateway.connected)
    assert (await little.slash("find", word="pear")).text.startswith("pear")
