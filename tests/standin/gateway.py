"""The gateway: HELLO, IDENTIFY → READY and the servers, heartbeats, RESUME with what was missed, and its faults."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.standin.faults import Faults
from tests.standin.frames import Wire
from tests.standin.world import BOT, BOT_ID, GUILD_ID, TOKEN, Json, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
GUILDS, MEMBERS, PRESENCES, CONTENT = 1 << 0, 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | CONTENT
BAD_TOKEN, BAD_SEQUENCE, FORBIDDEN_INTENTS = 4004, 4007, 4014
LARGEST_FRAME = 4096
"""What a bot may send in one frame."""


@dataclass(slots=True)
class Session:
    """What IDENTIFY began. It outlives its connection, so that RESUME can bring what was missed."""

    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    log: list[Json] = field(default_factory=list)
    wire: Wire | None = None

    async def dispatch(self, event: str, data: Any) -> None:
        frame = {"op": DISPATCH, "s": len(self.log) + 1, "t": event, "d": data}
        self.log.append(frame)
        if self.wire is not None:
            await self.wire.send(frame)


class Gateway:
    """`identifies` and `resumes` hold what the bot sent; `privileged` whether the application may have such intents."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.address = ""
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.closed_with: list[int | None] = []
        self.privileged = False
        self.sessions: dict[str, Session] = {}
        self.session: Session | None = None

    @property
    def connected(self) -> bool:
        """A bot is there, and has been told READY."""
        return self.session is not None and self.session.wire is not None

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=LARGEST_FRAME, autoping=True)
        await socket.prepare(request)
        wire = Wire(socket, request.query.get("compress"))
        await wire.send({"op": HELLO, "s": None, "t": None, "d": {"heartbeat_interval": 41_250}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(wire, json.loads(message.data))
        finally:
            self._gone(wire)
        return socket

    def _gone(self, wire: Wire) -> None:
        self.closed_with.append(wire.socket.close_code)
        for session in self.sessions.values():
            if session.wire is wire:
                session.wire = None

    async def _receive(self, wire: Wire, frame: Json) -> None:
        match frame["op"]:
            case 1:
                await wire.send({"op": ACK, "s": None, "t": None, "d": None})
            case 2:
                self.identifies.append(frame["d"])
                await self._identify(wire, frame["d"])
            case 6:
                self.resumes.append(frame["d"])
                await self._resume(wire, frame["d"])
            case _:  # presence and the like: nothing to answer
                pass

    async def _identify(self, wire: Wire, asked: Json) -> None:
        if self.faults.unauthorised or asked["token"] != TOKEN:
            await wire.socket.close(code=BAD_TOKEN, message=b"Authentication failed.")
            return
        if asked["intents"] & PRIVILEGED and not self.privileged:
            await wire.socket.close(code=FORBIDDEN_INTENTS, message=b"Disallowed intent(s).")
            return
        session = Session(asked["intents"], wire=wire)
        self.sessions[session.id] = session
        await session.dispatch("READY", self._ready(session))
        if asked["intents"] & GUILDS:
            await session.dispatch("GUILD_CREATE", self.world.guild())
        self.session = session

    def _ready(self, session: Session) -> Json:
        return {
            "v": 10,
            "user": {**BOT.user(), "verified": True, "mfa_enabled": True, "email": None, "flags": 0},
            "guilds": [{"id": GUILD_ID, "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "application": {"id": BOT_ID, "flags": 0},
            "session_type": "normal",
            "private_channels": [],
        }

    async def _resume(self, wire: Wire, asked: Json) -> None:
        session = self.sessions.get(asked["session_id"])
        if session is None or asked["token"] != TOKEN:
            await wire.send({"op": INVALID, "s": None, "t": None, "d": False})
            return
        if asked["seq"] > len(session.log):
            await wire.socket.close(code=BAD_SEQUENCE, message=b"Invalid seq.")
            return
        for missed in session.log[asked["seq"] :]:
            await wire.send(missed)
        session.wire = wire
        self.session = session
        await session.dispatch("RESUMED", {"_trace": []})

    async def dispatch(self, event: str, data: Any, intent: int = 0) -> None:
        """Tells each process of the bot, now or when it resumes. `intent`: one that it must have asked for; 0: none."""
        for session in list(self.sessions.values()):
            is_there = session is self.session or session.wire is not None
            if is_there and (not intent or session.intents & intent):
                await session.dispatch(event, data)

    # Faults of the gateway.

    async def disconnect(self, code: int = 4000) -> None:
        """Closes the connection; a bot resumes after most codes. 4004 and 4014 are final."""
        if self.session is not None and self.session.wire is not None:
            wire, self.session.wire = self.session.wire, None
            await wire.socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        await self._say({"op": RECONNECT, "s": None, "t": None, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """A session that cannot be resumed is forgotten: the bot has to identify anew."""
        session = self.session
        await self._say({"op": INVALID, "s": None, "t": None, "d": resumable})
        if session is not None and not resumable:
            self.sessions.pop(session.id, None)
            self.session = None

    async def _say(self, frame: Json) -> None:
        if self.session is not None and self.session.wire is not None:
            await self.session.wire.send(frame)
