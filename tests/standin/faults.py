"""How Discord can fail, told beforehand: what, where and how often.

`on` says where, as in "POST /channels/*/messages" (* is anything). A fault `accepted=True` strikes after the request
was carried out: the message is there, and the bot cannot know it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aiohttp import web

from tests.standin.world import Json

MESSAGES = "POST /channels/*/messages"
POSTS = "POST /channels/*"
"""Messages, threads and the posts of forums."""


@dataclass(slots=True)
class Fault:
    """`status` 0 drops the connection without an answer. `skip`: so many requests pass first. `then` is called as it
    strikes."""

    on: str
    times: int
    status: int
    accepted: bool = False
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    skip: int = 0
    late: float = 0.0
    """Seconds after the answer at which the request is carried out all the same."""
    then: Callable[[], None] = lambda: None

    async def strike(self, request: web.Request) -> web.Response | None:
        """None where the request goes on as if nothing had happened."""
        self.then()
        if self.delay:
            await asyncio.sleep(self.delay)
            return None
        if not self.status:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=204)
        return web.json_response(self.body, status=self.status, headers=self.headers)


@dataclass(slots=True)
class Faults:
    """`unauthorised`: the token has been reset, so every request and IDENTIFY with it is refused."""

    planned: list[Fault] = field(default_factory=list)
    unauthorised: bool = False

    def lose_answer(self, times: int = 1, on: str = MESSAGES) -> None:
        """Accepted, then the connection breaks: the worst case for exactly once."""
        self.planned.append(Fault(on, times, 0, accepted=True))

    def drop(self, times: int = 1, on: str = MESSAGES) -> None:
        """The connection breaks before anything was accepted."""
        self.planned.append(Fault(on, times, 0))

    def fail(self, status: int = 500, times: int = 1, on: str = MESSAGES, *, accepted: bool = False) -> None:
        """discord.py asks again by itself after 500, 502, 504 and 524: up to five times, 1, 3, 5, 7, 9 s apart."""
        body: dict[str, Any] = {"message": f"{status}: stand-in's fault", "code": 0}
        self.planned.append(Fault(on, times, status, accepted, body))

    def complete_late(self, seconds: float, times: int = 1, on: str = MESSAGES) -> None:
        """504, and carried out so many seconds later."""
        body: Json = {"message": "504: stand-in's fault", "code": 0}
        self.planned.append(Fault(on, times, 504, body=body, late=seconds))

    def refuse(self, status: int = 403, code: int = 50013, times: int = 1, on: str = MESSAGES) -> None:
        """50013 Missing Permissions, 50001 Missing Access, 50007 Cannot send messages to this user, 10003 none."""
        self.planned.append(Fault(on, times, status, body={"message": "Missing Permissions", "code": code}))

    def too_fast(self, retry_after: float = 0.3, times: int = 1, on: str = MESSAGES, scope: str = "user") -> None:
        """429. Scope "global" holds for every route. Without Via discord.py would take it for a Cloudflare ban."""
        everywhere = scope == "global"
        body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
        headers = {"Retry-After": str(int(retry_after) + 1), "Via": "1.1 google", "X-RateLimit-Scope": scope}
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        self.planned.append(Fault(on, times, 429, body=body, headers=headers))

    def slow(self, seconds: float, times: int = 1, on: str = MESSAGES, *, accepted: bool = False) -> None:
        """The request is carried out late; accepted=True: carried out at once, and answered late."""
        self.planned.append(Fault(on, times, 200, accepted, delay=seconds))

    def crash(self, kill: Callable[[], None], moment: str, skip: int = 0, on: str = POSTS) -> None:
        """Kills the bot "before" its request arrives, "on the way" (it arrives when the bot is gone), or "after" it
        was accepted and before that is answered."""
        if moment == "on the way":
            self.planned.append(Fault(on, 1, 200, delay=0.05, skip=skip, then=kill))
        else:
            self.planned.append(Fault(on, 1, 0, accepted=moment == "after", skip=skip, then=kill))

    def next_for(self, call: str) -> Fault | None:
        for fault in self.planned:
            if fault.times > 0 and fnmatchcase(call, fault.on):
                if fault.skip:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                return fault
        return None

    def clear(self) -> None:
        self.planned.clear()
        self.unauthorised = False
