"""What happened: every request, every message that was accepted, and all that Discord would not have taken."""

import copy
import time
from dataclasses import dataclass, field
from typing import Any

from tests.standin.world import Json

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that real Discord refuses, or that a person would have seen fail."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Call:
    """A request. `status` is what the stand-in answered; `lost` where the bot never got to see the answer."""

    method: str
    path: str
    body: Any
    status: int
    lost: bool
    at: float


@dataclass(slots=True)
class Message:
    """An accepted message. `payload` is Discord's object as it is now, `before` what it was before each edit."""

    payload: Json
    nonce: str | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    accepted_at: float = field(default_factory=time.time)
    before: list[Json] = field(default_factory=list)
    deleted: bool = False

    @property
    def id(self) -> str:
        return self.payload["id"]

    @property
    def channel_id(self) -> str:
        return self.payload["channel_id"]

    @property
    def content(self) -> str:
        return self.payload["content"]

    @property
    def embeds(self) -> list[Json]:
        return self.payload["embeds"]

    @property
    def flags(self) -> int:
        return self.payload["flags"]

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def components(self) -> list[Json]:
        """All that can be pressed or chosen, flat: buttons and menus without the rows around them."""
        return [part for part in walk(self.payload["components"]) if part["type"] in (2, 3, 5, 6, 7, 8)]

    @property
    def text(self) -> str:
        """All that can be read in it, for `in`."""
        read = [self.content]
        for embed in self.embeds:
            read += [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
            read += [part for field in embed.get("fields") or [] for part in (field["name"], field["value"])]
            read.append((embed.get("footer") or {}).get("text"))
        read += [part.get("content") or part.get("label") for part in walk(self.payload["components"])]
        return "\n".join(part for part in read if part)

    def as_it_is(self) -> "Message":
        """A copy that later edits do not touch."""
        return copy.deepcopy(self)


def walk(components: list[Json]) -> list[Json]:
    """Every component and what it holds, in reading order."""
    found: list[Json] = []
    for part in components:
        inner = [*part.get("components", []), *([part["accessory"]] if part.get("accessory") else [])]
        inner += [part["component"]] if part.get("component") else []
        found += [part, *walk(inner)]
    return found


@dataclass(slots=True)
class Ledger:
    """`syncs`: each bulk overwrite of commands, as (scope, names); the scope is "global" or a server's id."""

    calls: list[Call] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    syncs: list[tuple[str, list[str]]] = field(default_factory=list)

    def wrong(self, where: str, *what: str) -> None:
        self.violations += [Violation(where, problem) for problem in what]

    def in_channel(self, channel_id: str) -> list[Message]:
        """What a newcomer would see there, oldest first: neither deleted messages nor those for one person alone."""
        return [
            message
            for message in self.messages.values()
            if message.channel_id == channel_id and not message.deleted and not message.ephemeral
        ]

    def take_violations(self) -> list[Violation]:
        """Hands them over to a test that expects them."""
        taken, self.violations = self.violations, []
        return taken
