"""The three live sources as a real server on 127.0.0.1: it returns the queued responses and records the requests.

Written from the documentation of the services. Without a queued response it answers 404.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Say:
    """`body`: JSON where it is no text or bytes. `silence`: seconds before it; `drip`: seconds between its bytes."""

    body: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    silence: float = 0.0
    drip: float | None = None
    hangs_up: bool = False

    @property
    def content(self) -> bytes:
        if isinstance(self.body, str):
            return self.body.encode()
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float


@dataclass
class Services:
    url: str = ""
    answers: list[Say] = field(default_factory=list[Say])
    requests: list[Request] = field(default_factory=list[Request])
    forever: Say | None = None
    """Returned when the queued responses are used up."""

    def say(self, *answers: object) -> None:
        self.answers += [answer if isinstance(answer, Say) else Say(answer) for answer in answers]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.requests.append(Request(request.path, dict(request.query), headers, time.monotonic()))
        say = self.answers.pop(0) if self.answers else self.forever or Say({"error": "not found"}, 404)
        await asyncio.sleep(say.silence)
        if say.hangs_up and request.transport is not None:
            request.transport.abort()
        if say.drip is None:
            return web.Response(body=say.content, status=say.status, headers=say.headers)
        return await self._drip(request, say, say.drip)

    async def _drip(self, request: web.Request, say: Say, seconds: float) -> web.StreamResponse:
        response = web.StreamResponse(status=say.status, headers=say.headers)
        await response.prepare(request)
        for place in range(len(say.content)):
            await response.write(say.content[place : place + 1])
            await asyncio.sleep(seconds)
        return response


@asynccontextmanager
async def running() -> AsyncGenerator[Services]:
    services = Services()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", services.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    services.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield services
    finally:
        await runner.cleanup()
