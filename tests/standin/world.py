"""Who and what there is: an application with its bot, people, a server with its channels, as Discord's objects."""

import base64
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

Json = dict[str, Any]

BOT_ID: Final = "1100000000000000001"
TOKEN: Final = ".".join([base64.b64encode(BOT_ID.encode()).decode().rstrip("="), "Gstand", "In" * 19])
"""Of a real token's form: the bot's id in base64, a time, a signature."""
GUILD_ID: Final = "1100000000000000100"
FOREIGN_GUILD_ID: Final = "1100000000000000200"
TEXT, DM, GROUP, NEWS, THREAD, FORUM = 0, 1, 3, 5, 11, 15
ADMINISTRATOR: Final = 1 << 3
MEMBER_PERMISSIONS: Final = 2248473465835073
BOT_PERMISSIONS: Final = 2248473465835073

_numbers = count()


def snowflake(now: float | None = None) -> str:
    """Ids grow with time, and no two are the same."""
    milliseconds = int((time.time() if now is None else now) * 1000)
    return str((milliseconds - 1_420_070_400_000 << 22) | next(_numbers) & 0x3FFFFF)


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    permissions: int = MEMBER_PERMISSIONS
    locale: str = "en-US"
    bot: bool = False

    def user(self) -> Json:
        return {
            "id": self.id,
            "username": self.name.lower().replace(" ", "_"),
            "global_name": None if self.bot else self.name,
            "discriminator": "7777" if self.bot else "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "primary_guild": None,
        }

    def member(self) -> Json:
        """Without the user, as beside `mentions`; with_user() for the rest."""
        return {
            "roles": [],
            "nick": None,
            "avatar": None,
            "banner": None,
            "joined_at": "2025-01-01T00:00:00.000000+00:00",
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
            "permissions": str(self.permissions),
        }

    def with_user(self) -> Json:
        return {**self.member(), "user": self.user()}


BOT = Person(BOT_ID, "paperbot", BOT_PERMISSIONS, bot=True)
ADA = Person("1100000000000000011", "Ada Admin", MEMBER_PERMISSIONS | ADMINISTRATOR)
BEN = Person("1100000000000000012", "Ben Member")


def channel(kind: int, name: str | None, guild_id: str | None = None, **more: Any) -> Json:
    made: Json = {"id": snowflake(), "type": kind, "flags": 0, "last_message_id": None, **more}
    if guild_id is None:
        return made
    return {
        **made,
        "name": name,
        "guild_id": guild_id,
        "position": 0,
        "permission_overwrites": [],
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "parent_id": more.get("parent_id"),
    }


@dataclass(slots=True)
class World:
    """Channels by id. `closed`: those where the bot may do nothing (Missing Access)."""

    people: dict[str, Person] = field(default_factory=lambda: {p.id: p for p in (ADA, BEN, BOT)})
    channels: dict[str, Json] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    papers: str = ""
    private: str = ""
    foreign: str = ""

    def __post_init__(self) -> None:
        self.papers = self.add_channel("papers")
        self.private = self._add(channel(GROUP, None, recipients=[BEN.user()]))
        self.foreign = self._add(channel(TEXT, "elsewhere", FOREIGN_GUILD_ID))
        self.closed |= {self.private, self.foreign}

    def _add(self, made: Json) -> str:
        self.channels[made["id"]] = made
        return made["id"]

    def add_channel(self, name: str, kind: int = TEXT) -> str:
        """A channel of the server, there before the bot starts: it learns of them as it connects."""
        return self._add(channel(kind, name, GUILD_ID, position=len(self.channels)))

    def add_thread(self, parent: str, name: str, of: str = "") -> Json:
        made = channel(
            THREAD,
            name,
            GUILD_ID,
            parent_id=parent,
            owner_id=BOT_ID,
            message_count=0,
            member_count=1,
            total_message_sent=0,
            thread_metadata={
                "archived": False,
                "auto_archive_duration": 4320,
                "archive_timestamp": "2026-01-01T00:00:00.000000+00:00",
                "locked": False,
                "create_timestamp": "2026-01-01T00:00:00.000000+00:00",
            },
        )
        # A thread of a message has the message's id.
        made["id"] = of or made["id"]
        self._add(made)
        return made

    def dm(self, person: Person) -> str:
        """The person's channel with the bot, opened where there is none."""
        for known in self.channels.values():
            if known["type"] == DM and known["recipients"][0]["id"] == person.id:
                return known["id"]
        return self._add(channel(DM, None, recipients=[person.user()]))

    def guild(self) -> Json:
        """What GUILD_CREATE brings."""
        mine = [c for c in self.channels.values() if c.get("guild_id") == GUILD_ID]
        return {
            **partial_guild(GUILD_ID),
            "name": "The Lab",
            "icon": None,
            "owner_id": ADA.id,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "roles": [everyone()],
            "emojis": [],
            "stickers": [],
            "mfa_level": 0,
            "system_channel_flags": 0,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": "en-US",
            "nsfw_level": 0,
            "premium_progress_bar_enabled": False,
            "unavailable": False,
            "large": False,
            "member_count": 3,
            "joined_at": "2025-01-01T00:00:00.000000+00:00",
            "members": [BOT.with_user()],
            "channels": [c for c in mine if c["type"] != THREAD],
            "threads": [c for c in mine if c["type"] == THREAD],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
        }


def partial_guild(guild_id: str) -> Json:
    return {"id": guild_id, "locale": "en-US", "features": ["COMMUNITY", "NEWS"]}


def everyone() -> Json:
    return {
        "id": GUILD_ID,
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": str(MEMBER_PERMISSIONS),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def application() -> Json:
    return {
        "id": BOT_ID,
        "name": BOT.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": ADA.user(),
        "team": None,
        "flags": 0,
        "integration_types_config": {"0": {}, "1": {}},
        "bot": BOT.user(),
    }
