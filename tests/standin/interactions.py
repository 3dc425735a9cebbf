"""Interactions: what a person did, as Discord tells the bot, and what the bot answered."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.standin.ledger import Message
from tests.standin.world import BOT_ID, DM, GUILD_ID, Json, Person, World, partial_guild, snowflake

COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
IN_TIME = 3.0
"""Seconds after which Discord takes no first answer any more."""


@dataclass(slots=True)
class Interaction:
    """`source`: the message whose button or menu was used. `answer`: the message that the bot answered with."""

    kind: int
    person: Person
    channel_id: str
    data: Json
    source: Message | None = None
    id: str = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(40))
    asked_at: float = field(default_factory=time.monotonic)
    answered_at: float | None = None
    answer: Message | None = None
    choices: list[Json] | None = None
    deferred: bool = False
    followups: list[Message] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def seconds(self) -> float:
        return (self.answered_at or time.monotonic()) - self.asked_at

    def metadata(self) -> Json:
        """What a message that answers bears of the interaction."""
        owners = {"0": GUILD_ID}
        made = {"id": self.id, "type": self.kind, "user": self.person.user(), "authorizing_integration_owners": owners}
        return {**made, "name": self.data["name"]} if "name" in self.data else made

    def payload(self, world: World) -> Json:
        channel = world.channels[self.channel_id]
        direct = channel["type"] == DM
        who: Json = {"user": self.person.user()} if direct else {"member": self.person.with_user()}
        where: Json = (
            {} if direct else {"guild_id": GUILD_ID, "guild": partial_guild(GUILD_ID), "guild_locale": "en-US"}
        )
        return {
            "id": self.id,
            "application_id": BOT_ID,
            "type": self.kind,
            "data": self.data,
            "token": self.token,
            "version": 1,
            "channel_id": self.channel_id,
            "channel": {**channel, "permissions": str(self.person.permissions)},
            "locale": self.person.locale,
            "app_permissions": str(self.person.permissions),
            "entitlements": [],
            "authorizing_integration_owners": {"0": "0" if direct else GUILD_ID},
            "context": 1 if direct else 0,
            "attachment_size_limit": 10_485_760,
            **({"message": self.source.payload} if self.source else {}),
            **who,
            **where,
        }


@dataclass(slots=True)
class Book:
    """Every interaction by its token and by its id."""

    by_token: dict[str, Interaction] = field(default_factory=dict[str, Interaction])
    by_id: dict[str, Interaction] = field(default_factory=dict[str, Interaction])

    def enter(self, interaction: Interaction) -> None:
        self.by_token[interaction.token] = self.by_id[interaction.id] = interaction


def option(known: Json, value: Any, *, focused: bool = False) -> Json:
    made = {"name": known["name"], "type": known["type"], "value": value}
    return {**made, "focused": True} if focused else made
