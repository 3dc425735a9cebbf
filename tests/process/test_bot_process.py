"""`python -m bot run`, started as an admin starts it, on a stand-in for Discord that holds it to Discord's rules."""

import asyncio
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.patience import children_seconds, patient, until
from tests.process.conftest import Start, strict_standin
from tests.process.running import Running, launch, until_ready
from tests.standin.gateway import GUILDS, PRIVILEGED
from tests.standin.server import Standin
from tests.standin.world import ADA, BEN, GUILD_ID, TOKEN

on_one_bot = pytest.mark.asyncio(loop_scope="module")
"""To start a bot takes two seconds of processor time."""


@dataclass(frozen=True, slots=True)
class Served:
    standin: Standin
    bot: Running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """A bot that no test stops, at the level of the log at which most is said."""
    folder = tmp_path_factory.mktemp("served")
    async with strict_standin() as standin:
        settings = {"DATABASE_URL": f"sqlite:///{folder}/paperbot.db", "PAPERBOT_LOG_LEVEL": "DEBUG"}
        bot = await launch(standin, folder / "log.txt", **settings)
        await until_ready(standin, bot, before=0)
        yield Served(standin, bot)
        bot.kill()
        await bot.process.wait()


def fields(message):
    return {field["name"]: field["value"] for field in message.embeds[0]["fields"]}


@on_one_bot
async def test_it_answers_on_discord(served: Served):
    standin = served.standin
    asked = await standin.slash("author", name="Pierre Stock")
    shown = fields(asked.answer)
    numbers = [shown[name] for name in ("h-index", "Papers", "Citations", "Novelty", "AI score")]
    assert numbers == ["27", "23", "7,749", "51%", "59"]
    choices = await standin.autocomplete("paper", title="mistrl 7b")
    found = await standin.slash("paper", title=choices[0]["value"])
    assert found.answer.embeds[0]["title"] == "Mistral 7B"
    whole = await standin.press(found.answer, "Whole abstract", person=ADA)
    assert whole.answer.ephemeral
    direct = await standin.slash("author", name="stock p", channel=standin.world.dm(BEN))
    assert direct.answer.embeds[0]["title"] == "Pierre Stock"
    for name in ("help", "about"):
        assert (await standin.slash(name)).answer.ephemeral


@on_one_bot
async def test_the_debug_log_has_neither_an_interaction_s_token_nor_what_a_person_typed(served: Served):
    asked = await served.standin.slash("search", query="quagga")
    assert served.bot.said()
    assert asked.token not in served.bot.said()
    assert "quagga" not in served.bot.said()


@on_one_bot
async def test_it_requests_no_privileged_intent(served: Served):
    assert served.standin.gateway.identifies[0]["intents"] == GUILDS
    assert not served.standin.gateway.identifies[0]["intents"] & PRIVILEGED


@on_one_bot
async def test_it_answers_as_a_user_installed_app(served: Served):
    standin = served.standin
    for channel in (standin.world.private, standin.world.foreign):
        asked = await standin.slash("author", name="Pierre Stock", channel=channel)
        assert fields(asked.answer)["h-index"] == "27"
        assert "page 1 of 3" in (await standin.press(asked.answer, "All 23 papers")).text


@on_one_bot
async def test_a_lost_connection_is_resumed(served: Served):
    standin = served.standin
    await standin.gateway.disconnect(4000)
    await until(lambda: standin.gateway.resumes)
    assert (await standin.slash("author", name="Pierre Stock")).answer.embeds[0]["title"] == "Pierre Stock"
    assert len(standin.ledger.syncs) == 1


async def test_a_burst_of_commands_is_answered_in_full_and_in_time_and_a_signal_stops_it(
    standin: Standin, start: Start
):
    spent, bot = children_seconds(), await start()
    typed = (standin.autocomplete("author", name=words) for words in ("stock p", "alex", "jiang", "gribonval") * 50)
    queries = ("differential privacy", "quantization", '"language models" -vision', "author:stock year:2022", "zzyzx")
    asked = (standin.slash("search", query=query) for query in queries * 10)
    choices, answers = await asyncio.gather(asyncio.gather(*typed), asyncio.gather(*asked))
    assert len(choices) == 200
    assert all(choices)
    assert len(answers) == 50
    assert await bot.told(signal.SIGTERM) == 0
    assert children_seconds() - spent < 20
    assert TOKEN not in bot.said()
    assert "Traceback" not in bot.said()


async def test_commands_are_uploaded_once_and_a_crash_while_answering_does_no_harm(standin: Standin, start: Start):
    bot = await start()
    before = await standin.slash("author", name="Pierre Stock")
    for words in ("stock", "lample", "mistral") * 5:
        await standin.begin("author", name=words)
    bot.process.kill()
    await bot.process.wait()
    standin.excuse_unanswered()
    again = await start()
    assert (await standin.slash("author", name="Pierre Stock")).answer.embeds[0]["title"] == "Pierre Stock"
    opened = await standin.press(before.answer, "All 23 papers")
    turned = await standin.press(opened.answer, "Next ▶")
    assert "page 2 of 3" in turned.answer.embeds[0]["footer"]["text"]
    assert turned.answer.id == before.answer.id
    assert len(standin.ledger.syncs) == 1
    assert await again.told(signal.SIGINT) == 0


async def test_commands_can_be_limited_to_some_servers_and_keep_working_while_discord_rejects_that(
    standin: Standin, start: Start
):
    bot = await start()
    await bot.told(signal.SIGTERM)
    standin.faults.fail(403, times=9, on="PUT /applications/*")
    bot = await start(PAPERBOT_GUILDS=GUILD_ID)
    about = await standin.slash("about", person=ADA)
    assert "rejected the commands" in fields(about.answer)["Health"]
    await bot.told(signal.SIGTERM)
    standin.faults.clear()
    await start(PAPERBOT_GUILDS=GUILD_ID)
    assert [scope for scope, names in standin.ledger.syncs if names] == ["global", GUILD_ID]
    assert ("global", []) in standin.ledger.syncs
    asked = await standin.slash("author", name="Pierre Stock")
    assert fields(asked.answer)["h-index"] == "27"


async def test_a_rejected_token_stops_it_with_an_error_that_does_not_show_the_token(standin: Standin, start: Start):
    standin.faults.unauthorised = True
    bot = await start(ready=False)
    assert await asyncio.wait_for(bot.process.wait(), patient(30)) == 1
    assert "DISCORD_TOKEN" in bot.said()
    assert TOKEN not in bot.said()
    assert "Traceback" not in bot.said()
