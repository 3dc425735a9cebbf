"""`python -m bot run`, started as an admin starts it, on a stand-in for Discord that holds it to Discord's rules."""

import asyncio
import signal

from tests.patience import children_seconds, patient, until
from tests.process.conftest import Start
from tests.standin.gateway import GUILDS, PRIVILEGED
from tests.standin.server import Standin
from tests.standin.world import ADA, BEN, GUILD_ID, TOKEN


def fields(message):
    return {field["name"]: field["value"] for field in message.embeds[0]["fields"]}


async def test_it_answers_on_discord_and_stops_on_a_signal(standin: Standin, start: Start):
    bot = await start()
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
    assert await bot.told(signal.SIGTERM) == 0
    assert TOKEN not in bot.said()
    assert "Traceback" not in bot.said()


async def test_the_debug_log_has_neither_an_interaction_s_token_nor_what_a_person_typed(standin: Standin, start: Start):
    bot = await start(PAPERBOT_LOG_LEVEL="DEBUG")
    asked = await standin.slash("search", query="quagga")
    assert asked.token not in bot.said()
    assert "quagga" not in bot.said()


async def test_it_requests_no_privileged_intent(standin: Standin, start: Start):
    await start()
    assert standin.gateway.identifies[0]["intents"] == GUILDS
    assert not standin.gateway.identifies[0]["intents"] & PRIVILEGED


async def test_commands_are_uploaded_once_and_buttons_survive_a_crash(standin: Standin, start: Start):
    bot = await start()
    asked = await standin.slash("author", name="Pierre Stock")
    bot.process.kill()
    await bot.process.wait()
    again = await start()
    opened = await standin.press(asked.answer, "All 23 papers")
    turned = await standin.press(opened.answer, "Next ▶")
    assert "page 2 of 3" in turned.answer.embeds[0]["footer"]["text"]
    assert turned.answer.id == asked.answer.id
    assert len(standin.ledger.syncs) == 1
    assert await again.told(signal.SIGINT) == 0


async def test_commands_can_be_limited_to_some_servers(standin: Standin, start: Start):
    bot = await start()
    await bot.told(signal.SIGTERM)
    await start(PAPERBOT_GUILDS=GUILD_ID)
    assert [scope for scope, names in standin.ledger.syncs if names] == ["global", GUILD_ID]
    assert ("global", []) in standin.ledger.syncs
    asked = await standin.slash("author", name="Pierre Stock")
    assert fields(asked.answer)["h-index"] == "27"


async def test_a_burst_of_commands_is_answered_in_full_and_in_time(standin: Standin, start: Start):
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


async def test_a_lost_connection_is_resumed(standin: Standin, start: Start):
    await start()
    await standin.gateway.disconnect(4000)
    await until(lambda: standin.gateway.resumes)
    assert (await standin.slash("author", name="Pierre Stock")).answer.embeds[0]["title"] == "Pierre Stock"
    assert len(standin.ledger.syncs) == 1


async def test_a_rejected_token_stops_it_with_an_error_that_does_not_show_the_token(standin: Standin, start: Start):
    standin.faults.unauthorised = True
    bot = await start(ready=False)
    assert await asyncio.wait_for(bot.process.wait(), patient(30)) == 1
    assert "DISCORD_TOKEN" in bot.said()
    assert TOKEN not in bot.said()
    assert "Traceback" not in bot.said()


async def test_rejected_commands_are_shown_in_about_and_keep_working(standin: Standin, start: Start):
    first = await start()
    await first.told(signal.SIGTERM)
    standin.faults.fail(403, times=9, on="PUT /applications/*")
    await start(PAPERBOT_GUILDS=GUILD_ID)
    about = await standin.slash("about")
    assert "rejected the commands" in fields(about.answer)["Health"]


async def test_it_answers_as_a_user_installed_app(standin: Standin, start: Start):
    await start()
    for channel in (standin.world.private, standin.world.foreign):
        asked = await standin.slash("author", name="Pierre Stock", channel=channel)
        assert fields(asked.answer)["h-index"] == "27"
        assert "page 1 of 3" in (await standin.press(asked.answer, "All 23 papers")).text


async def test_a_crash_while_answering_does_no_harm(standin: Standin, start: Start):
    bot = await start()
    for words in ("stock", "lample", "mistral") * 5:
        await standin.begin("author", name=words)
    bot.process.kill()
    await bot.process.wait()
    standin.excuse_unanswered()
    await start()
    assert (await standin.slash("author", name="Pierre Stock")).answer.embeds[0]["title"] == "Pierre Stock"
