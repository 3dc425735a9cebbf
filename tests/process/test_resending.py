"""Answers whose connection broke: sent again where that is safe, and never twice."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import Route, handle_message_parameters

from bot.resending import CALLBACK, ORIGINAL, ResendingAdapter
from commands.ui.faults import LOST_ANSWER, apology_for

RESET = aiohttp.ClientOSError(104, "Connection reset by peer")
GONE = aiohttp.ServerDisconnectedError()
DEFER = {"type": 5, "data": {"flags": 64}}


class Response:
    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status, self.reason, self.headers, self.body = status, "", {"content-type": "application/json"}, body

    async def text(self, encoding: str) -> str:
        return json.dumps(self.body)


class Session:
    """What Discord answers, in order, and what it was sent."""

    def __init__(self, *outcomes: Exception | Response) -> None:
        self.outcomes, self.sent = list(outcomes), list[tuple[str, str, Any]]()

    @asynccontextmanager
    async def request(self, method: str, url: str, *, data: Any, **more: Any) -> AsyncGenerator[Response]:
        self.sent.append((method, url.rpartition("/api/v10")[2], data))
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        yield outcome


OK = Response(200, {"interaction": {"id": "1"}})
ACKNOWLEDGED = Response(400, {"code": 40060, "message": "Interaction has already been acknowledged."})


async def ask(session: Session, method: str = "POST", path: str = CALLBACK, **options: Any) -> Any:
    route = Route(method, path, webhook_id=1, webhook_token="token")
    return await ResendingAdapter().request(route, session, **options)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("lost", [RESET, GONE])
@pytest.mark.parametrize("second", [OK, ACKNOWLEDGED])
async def test_a_lost_answer_is_sent_again_and_may_have_arrived(lost: Exception, second: Response):
    session = Session(lost, second)
    await ask(session, payload=DEFER)
    assert [call[:2] for call in session.sent] == [("POST", "/interactions/1/token/callback")] * 2


async def test_an_interaction_that_somebody_else_answered_is_still_an_error():
    with pytest.raises(discord.HTTPException):
        await ask(Session(ACKNOWLEDGED), payload=DEFER)


async def test_what_takes_the_place_of_thinking_is_corrected_by_an_edit():
    session = Session(OK, RESET, OK)
    await ask(session, payload=DEFER)
    await ask(session, path="/webhooks/{webhook_id}/{webhook_token}", payload={"content": "Saved", "flags": 64})
    method, path, data = session.sent[-1]
    assert (method, path) == ("PATCH", ORIGINAL.format(webhook_id=1, webhook_token="token"))
    assert data == '{"content":"Saved"}'


async def test_files_of_a_lost_answer_are_sent_whole(tmp_path: Path):
    (tmp_path / "a.txt").write_text("whole")
    session = Session(OK, RESET, OK)
    await ask(session, payload=DEFER)
    file = discord.File(tmp_path / "a.txt")
    with handle_message_parameters(content="Saved", file=file, flags=discord.MessageFlags(ephemeral=True)) as params:
        file.fp.read()
        await ask(session, path="/webhooks/{webhook_id}/{webhook_token}", files=[file], multipart=params.multipart)
        assert file.fp.read() == b"whole"
    assert session.sent[-1][0] == "PATCH"


async def test_a_further_message_is_not_sent_twice():
    session = Session(OK, OK, RESET)
    await ask(session, payload=DEFER)
    await ask(session, path="/webhooks/{webhook_id}/{webhook_token}", payload={"content": "One"})
    with pytest.raises(aiohttp.ClientOSError) as lost:
        await ask(session, path="/webhooks/{webhook_id}/{webhook_token}", payload={"content": "Two"})
    assert len(session.sent) == 3
    assert apology_for(lost.value) == LOST_ANSWER
