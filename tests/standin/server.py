"""The stand-in itself: the REST routes and the gateway on one port of this machine."""

import asyncio
import time
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.standin.faults import Faults
from tests.standin.gateway import Gateway
from tests.standin.ledger import Call, Ledger, Violation
from tests.standin.messages import SENT, Refused, State, sent
from tests.standin.people import NoAnswer, People
from tests.standin.rest_app import ApplicationRoutes
from tests.standin.rest_channels import ChannelRoutes
from tests.standin.rest_interactions import InteractionRoutes
from tests.standin.schema import schema_problems
from tests.standin.world import TOKEN, World

__all__ = ["NoAnswer", "Standin"]
API = "/api/v10"
LARGEST_REQUEST = 25 * 1024**2


class Standin(People):
    """`async with Standin() as standin`; its address goes to the bot's process as STANDIN_URL."""

    def __init__(self, world: World | None = None) -> None:
        self.world, self.ledger, self.faults = world or World(), Ledger(), Faults()
        self.gateway = Gateway(self.world, self.faults)
        self.state = State(self.world, self.ledger, self.faults, self.gateway)
        self.application = ApplicationRoutes(self.state)
        self.answers = InteractionRoutes(self.state)
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._late: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        self.gateway.address = f"ws://127.0.0.1:{port}/gateway"
        return self

    async def __aexit__(self, *exc: object) -> None:
        assert self._runner is not None
        await self.gateway.disconnect(1001)
        await self._runner.cleanup()

    def _app(self) -> web.Application:
        rest = web.Application(middlewares=[self._guard], client_max_size=LARGEST_REQUEST)
        for routes in (self.application, ChannelRoutes(self.state), self.answers):
            routes.add_to(rest.router)
        app = web.Application()
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.add_subapp(API, rest)
        return app

    @property
    def violations(self) -> list[Violation]:
        """All that Discord would not have taken, and the interactions that nobody waits for and nothing answered."""
        open_ones = [i for i in self.answers.interactions.values() if i.answered_at is None and not i.excused]
        return [*self.ledger.violations, *(Violation(i.label, "never answered") for i in open_ones)]

    def excuse_unanswered(self) -> None:
        """The test killed the process: what that had not answered is no fault of the bot."""
        for interaction in self.answers.interactions.values():
            interaction.excused = True

    # Every REST request goes through here.

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Does a fault strike before or after, is it allowed, is its body as described; and what became of it."""
        path = request.path.removeprefix(API)
        await sent(request)
        fault = self.faults.next_for(f"{request.method} {path}")
        struck = await fault.strike(request) if fault and not fault.accepted else None
        if fault and fault.late:
            self._late.append(asyncio.create_task(self._carried_out_late(fault.late, request, handler, path)))
        response = struck or await self._carried_out(request, handler, path)
        if fault and fault.accepted and response.status < 400:
            struck = await fault.strike(request)
        lost = bool(struck and fault and not fault.status)
        return self._kept(request, path, struck or response, lost=lost)

    async def _carried_out_late(self, seconds: float, request: web.Request, handler: Handler, path: str) -> None:
        await asyncio.sleep(seconds)
        await self._carried_out(request, handler, path)

    async def _carried_out(self, request: web.Request, handler: Handler, path: str) -> web.StreamResponse:
        call = f"{request.method} {path}"
        try:
            if self.faults.unauthorised or not self._authorised(request, path):
                raise Refused(401, 0, "401: Unauthorized")
            what = await sent(request)
            if request.content_type in ("application/json", "multipart/form-data"):
                self.state.check(call, schema_problems(request.method, path, what.body))
            return await handler(request)
        except Refused as refused:
            return web.json_response(refused.body, status=refused.status)
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
            self.ledger.unknown.append(call)
            return web.json_response({"message": "404: Not Found", "code": 0}, status=404)

    def _authorised(self, request: web.Request, path: str) -> bool:
        """Interactions are answered by their token alone."""
        by_token = path.startswith(("/interactions/", "/webhooks/"))
        return by_token or request.headers.get("Authorization") == f"Bot {TOKEN}"

    def _kept(self, request: web.Request, path: str, response: web.StreamResponse, *, lost: bool) -> web.StreamResponse:
        if response.content_type == "application/json":
            response.charset = None  # discord.py reads JSON where the header is just this, as Discord's is
        body = request[SENT].body if SENT in request else None
        self.ledger.calls.append(Call(request.method, path, body, response.status, lost, time.time()))
        return response
