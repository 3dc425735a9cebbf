"""The stand-in itself: the routes on one port of this machine, and what people do."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.standin.faults import Faults
from tests.standin.gateway import Gateway
from tests.standin.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, IN_TIME, Book, Interaction, option
from tests.standin.ledger import Call, Ledger, Message
from tests.standin.messages import Refused, State
from tests.standin.rest_app import GLOBAL, ApplicationRoutes
from tests.standin.rest_channels import ChannelRoutes
from tests.standin.rest_interactions import InteractionRoutes
from tests.standin.schema import schema_problems
from tests.standin.world import BEN, GUILD_ID, TOKEN, Json, Person, World

API = "/api/v10"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class NoAnswer(AssertionError):
    """The bot did not answer in time; a person sees "The application did not respond"."""


class Standin:
    """`async with Standin() as standin`; its address goes to the bot's process as STANDIN_URL."""

    def __init__(self) -> None:
        self.world, self.ledger, self.faults, self.book = World(), Ledger(), Faults(), Book()
        self.gateway = Gateway(self.world, self.faults)
        self.state = State(self.world, self.ledger, self.faults, self.gateway)
        self.application = ApplicationRoutes(self.state)
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> "Standin":
        app = web.Application()
        api = web.Application(middlewares=[self._guard])
        for routes in (self.application, ChannelRoutes(self.state), InteractionRoutes(self.state, self.book)):
            routes.add_to(api.router)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.add_subapp(API, api)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        self.gateway.address = f"ws://127.0.0.1:{port}/gateway"
        return self

    async def __aexit__(self, *exc: object) -> None:
        assert self._runner is not None
        await self.gateway.disconnect(1001)
        await self._runner.cleanup()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Every request: is it allowed, does a fault strike, is its body as described; and what became of it."""
        path = request.path.removeprefix(API)
        call = f"{request.method} {path}"
        fault = self.faults.next_for(call)
        if fault is not None and not fault.accepted and (struck := await fault.strike(request)) is not None:
            return self._kept(request, path, struck, lost=not fault.status)
        response = await self._carried_out(request, handler, call, path)
        if fault is not None and fault.accepted and (struck := await fault.strike(request)) is not None:
            return self._kept(request, path, struck, lost=not fault.status)
        return self._kept(request, path, response)

    async def _carried_out(self, request: web.Request, handler: Handler, call: str, path: str) -> web.StreamResponse:
        if self.faults.unauthorised or not self._authorised(request, path):
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        try:
            if request.content_type == "application/json" and request.can_read_body:
                self.state.check(call, schema_problems(request.method, path, await request.json()))
            return await handler(request)
        except Refused as refused:
            return web.json_response(refused.body, status=refused.status)
        except web.HTTPNotFound:
            self.ledger.unknown.append(call)
            return web.json_response({"message": "404: Not Found", "code": 0}, status=404)

    def _authorised(self, request: web.Request, path: str) -> bool:
        """Interactions are answered by their token alone."""
        by_token = path.startswith(("/interactions/", "/webhooks/"))
        return by_token or request.headers.get("Authorization") == f"Bot {TOKEN}"

    def _kept(self, request: web.Request, path: str, response: web.StreamResponse, *, lost: bool = False) -> Any:
        if response.content_type == "application/json":
            response.charset = None  # discord.py reads JSON where the header is just this, as Discord's is
        self.ledger.calls.append(Call(request.method, path, None, response.status, lost, time.time()))
        return response

    # What people do.

    def commands(self) -> dict[str, Json]:
        """The commands that a person is offered in the server."""
        scopes = (self.application.commands.get(scope, {}) for scope in (GLOBAL, GUILD_ID))
        return {command["name"]: command for scope in scopes for command in scope.values()}

    async def slash(
        self, name: str, /, *, person: Person = BEN, channel: str | None = None, **options: Any
    ) -> Interaction:
        return await self._ask(Interaction(COMMAND, person, channel or self.world.papers, self._data(name, options)))

    async def autocomplete(self, name: str, /, *, person: Person = BEN, **typed: str) -> list[Json]:
        data = self._data(name, typed, focused=next(reversed(typed)))
        return (await self._ask(Interaction(AUTOCOMPLETE, person, self.world.papers, data))).choices or []

    def _data(self, name: str, options: Json, focused: str | None = None) -> Json:
        command = self.commands()[name]
        known = {each["name"]: each for each in command.get("options", [])}
        given = [option(known[key], value, focused=key == focused) for key, value in options.items()]
        missing = [key for key, each in known.items() if each.get("required") and key not in options]
        assert not missing, f"Discord's own client asks for {missing} first"
        guild = {"guild_id": command["guild_id"]} if "guild_id" in command else {}
        return {"id": command["id"], "name": name, "type": command["type"], "options": given, **guild}

    async def press(self, message: Message, label: str, *, person: Person = BEN) -> Interaction:
        button = next(part for part in message.components if part.get("label") == label)
        assert not button.get("disabled"), "a button that is disabled cannot be pressed"
        data = {"component_type": 2, "custom_id": button["custom_id"], "id": button["id"]}
        return await self._ask(Interaction(COMPONENT, person, message.channel_id, data, message))

    async def choose(self, message: Message, value: str, *, person: Person = BEN) -> Interaction:
        menu = next(part for part in message.components if part["type"] == 3)
        assert value in {each["value"] for each in menu["options"]}
        data = {"component_type": 3, "custom_id": menu["custom_id"], "id": menu["id"], "values": [value]}
        return await self._ask(Interaction(COMPONENT, person, message.channel_id, data, message))

    async def _ask(self, interaction: Interaction) -> Interaction:
        """Waits for the first answer. One that is late or never comes is on record."""
        self.book.enter(interaction)
        await self.gateway.dispatch("INTERACTION_CREATE", interaction.payload(self.world))
        try:
            await asyncio.wait_for(interaction.done.wait(), IN_TIME)
        except TimeoutError:
            self.ledger.wrong("interaction", f"no answer within {IN_TIME:g} s to {interaction.data}")
            raise NoAnswer(str(interaction.data)) from None
        return interaction
