"""Interactions: what a person did, as Discord tells the bot, and what the bot answered."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from tests.standin.ledger import Message
from tests.standin.world import (
    BOT_ID,
    BOT_PERMISSIONS,
    DM,
    FOREIGN_GUILD_ID,
    GUILD_ID,
    Json,
    Person,
    World,
    partial_guild,
    snowflake,
)

FIRST_ANSWER_SECONDS = 3.0
"""After which Discord says that the application did not respond. On a busy machine we wait longer."""
TOKEN_SECONDS = 15 * 60
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
IN_SERVER, IN_BOT_DM, IN_PRIVATE = 0, 1, 2
LARGEST_FILE = 10_485_760


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is. `owners`: by which installation the bot is there (0: a server's, 1: the person's own)."""

    channel_id: str
    context: int
    owners: dict[str, str]
    guild_id: str | None = None


def place_of(world: World, channel_id: str, person: Person) -> Place:
    channel = world.channels[channel_id]
    match channel.get("guild_id"):
        case None if channel["type"] == DM:
            return Place(channel_id, IN_BOT_DM, {"0": "0", "1": person.id})
        case None:
            return Place(channel_id, IN_PRIVATE, {"1": person.id})
        case guild if guild == FOREIGN_GUILD_ID:
            return Place(channel_id, IN_SERVER, {"1": person.id}, guild)
        case _:
            return Place(channel_id, IN_SERVER, {"0": GUILD_ID}, GUILD_ID)


@dataclass(slots=True, eq=False)
class Interaction:
    """`callback`: the type of the first answer. `answer`: the message that it made or changed, as that now is.
    `source`: the message whose button or menu was used.

    `first` is set with the first answer, `settled` when "thinking" has become something.
    `excused`: the test knows that it stays without an answer (the process was killed).
    """

    kind: int
    label: str
    person: Person
    place: Place
    data: Json
    source: Message | None = None
    because_of: "Interaction | None" = None
    id: str = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(64))
    sent_at: float = field(default_factory=time.monotonic)
    answered_at: float | None = None
    callback: int = 0
    answer: Message | None = None
    followups: list[Message] = field(default_factory=list)
    choices: list[Json] = field(default_factory=list)
    modal: Json | None = None
    first: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    excused: bool = False

    @property
    def age(self) -> float:
        return time.monotonic() - self.sent_at

    @property
    def seconds(self) -> float:
        """How long the person waited for the first answer."""
        return (self.answered_at or time.monotonic()) - self.sent_at

    @property
    def text(self) -> str:
        """All that can be read in the answer, for `in`."""
        return self.answer.text if self.answer is not None else ""

    def metadata(self, *, followup: bool = False) -> Json:
        """`interaction_metadata` of a message that answers it."""
        about: Json = {
            "id": self.id,
            "type": self.kind,
            "user": self.person.user(),
            "authorizing_integration_owners": self.place.owners,
        }
        if self.kind == COMMAND:
            about |= {"name": self.label.removeprefix("/"), "command_type": 1}
        if self.kind == COMPONENT and self.source is not None:
            about["interacted_message_id"] = self.source.id
        if self.kind == MODAL and self.because_of is not None:
            about["triggering_interaction_metadata"] = self.because_of.metadata()
        if followup and self.answer is not None:
            about["original_response_message_id"] = self.answer.id
        return about

    def payload(self, world: World) -> Json:
        """What INTERACTION_CREATE brings."""
        place, channel = self.place, world.channels[self.place.channel_id]
        return {
            "id": self.id,
            "application_id": BOT_ID,
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": place.channel_id,
            "channel": {**channel, "permissions": str(self.person.permissions)},
            "locale": self.person.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "app_permissions": str(BOT_PERMISSIONS),
            "authorizing_integration_owners": place.owners,
            "context": place.context,
            "attachment_size_limit": LARGEST_FILE,
            **self._who(),
            **({"message": self.source.payload} if self.source is not None else {}),
        }

    def _who(self) -> Json:
        if self.place.guild_id is None:
            return {"user": self.person.user()}
        guild = partial_guild(self.place.guild_id)
        return {
            "guild_id": guild["id"],
            "guild": guild,
            "guild_locale": guild["locale"],
            "member": self.person.with_user(),
        }
