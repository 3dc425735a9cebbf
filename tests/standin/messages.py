"""A message's way in: checked, given an id, kept; then edits."""

import json
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from aiohttp import web

from tests.patience import patient
from tests.standin.faults import Faults
from tests.standin.gateway import Gateway
from tests.standin.interactions import FIRST_ANSWER_SECONDS
from tests.standin.ledger import COMPONENTS_V2, EPHEMERAL, LOADING, Ledger, Message, walk
from tests.standin.limits import message_problems
from tests.standin.world import BOT, DM, Json, World, snowflake

NONCE_SECONDS = 180
"""Discord's words are "the past few minutes"."""
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12
SET_BY_BOT = EPHEMERAL | COMPONENTS_V2 | 1 << 2 | 1 << 12


class Refused(Exception):
    """Discord's answer to a request that it does not carry out."""

    def __init__(self, status: int, code: int, message: str, problems: list[str] | None = None) -> None:
        self.status = status
        errors = {"standin": {"_errors": [{"code": "LIMIT", "message": problem} for problem in problems or []]}}
        self.body = {"message": message, "code": code, **({"errors": errors} if problems else {})}
        super().__init__(message)


@dataclass(slots=True)
class State:
    """All that the routes share."""

    world: World
    ledger: Ledger
    faults: Faults
    gateway: Gateway
    nonce_seconds: float = NONCE_SECONDS
    answer_seconds: float = patient(FIRST_ANSWER_SECONDS)

    def check(self, where: str, problems: list[str]) -> None:
        """What breaks a limit is on record, and refused as Discord refuses it."""
        if problems:
            self.ledger.wrong(where, *problems)
            raise Refused(400, 50035, "Invalid Form Body", problems)

    def message(self, message_id: str, channel_id: str | None = None) -> Message:
        found = self.ledger.messages.get(message_id)
        if found is None or found.deleted or channel_id not in (None, found.channel_id):
            raise Refused(404, 10008, "Unknown Message")
        return found


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request brought: its JSON, and the files beside it."""

    body: Json
    files: dict[str, bytes]


SENT = web.RequestKey("sent", Sent)


async def sent(request: web.Request) -> Sent:
    """JSON, or a form with `payload_json` and files[n]. Read once, however often it is asked for."""
    if SENT not in request:
        request[SENT] = await _read(request)
    return request[SENT]


async def _read(request: web.Request) -> Sent:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = {v.filename: v.file.read() for v in form.values() if isinstance(v, web.FileField)}
        return Sent(json.loads(str(form.get("payload_json", "{}"))), files)
    raw = await request.read()
    return Sent(json.loads(raw) if raw else {}, {})


async def accept(state: State, channel_id: str, what: Sent, where: str, **more: object) -> Message:
    """Checks and keeps a new message. `more`: what it has because of where it came from (interaction_metadata …)."""
    state.check(where, message_problems(what.body, what.files))
    nonce = what.body.get("nonce")
    if nonce is not None and what.body.get("enforce_nonce") and (known := _same_nonce(state, str(nonce))):
        return known
    return await keep(state, channel_id, what, **more)


async def keep(state: State, channel_id: str, what: Sent, **more: object) -> Message:
    body = what.body
    payload: Json = {
        "id": snowflake(),
        "channel_id": channel_id,
        "type": 0,
        "author": BOT.user(),
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "flags": (body.get("flags") or 0) & SET_BY_BOT,
        **_parts(body, what.files),
        **pings(body),
        **more,
    }
    if reference := body.get("message_reference"):
        payload |= {"message_reference": {**reference, "channel_id": channel_id}, "type": 19}
    if body.get("nonce") is not None:
        payload["nonce"] = body["nonce"]
    message = Message(payload, None if body.get("nonce") is None else str(body["nonce"]), what.files)
    state.ledger.messages[message.id] = message
    await announce(state, "MESSAGE_CREATE", message)
    return message


def _same_nonce(state: State, nonce: str) -> Message | None:
    """Unique among one author's messages, as documented; so not only within one channel."""
    oldest = time.time() - state.nonce_seconds
    kept = state.ledger.messages.values()
    return next((m for m in kept if m.nonce == nonce and m.accepted_at >= oldest), None)


async def edit(state: State, message: Message, what: Sent, where: str) -> Message:
    """Parts that are not named stay. What was "thinking" becomes the answer, and only that can still ping."""
    thinking = bool(message.flags & LOADING)
    body = {key: value for key, value in what.body.items() if key in ("content", "embeds", "components", "attachments")}
    kept = {name: data for name, data in message.files.items() if "attachments" not in body or _named(body, name)}
    files = kept | what.files
    flags = message.flags & ~LOADING | (what.body.get("flags") or 0) & COMPONENTS_V2
    after = {**message.payload, **_parts({**message.payload, **body}, files), "flags": flags}
    state.check(where, message_problems(after, files))
    after |= pings({**after, "allowed_mentions": what.body.get("allowed_mentions")}) if thinking else {}
    after["edited_timestamp"] = None if thinking else datetime.now(UTC).isoformat()
    message.before.append(message.payload)
    message.files, message.payload = files, after
    await announce(state, "MESSAGE_UPDATE", message)
    return message


def _named(body: Json, name: str) -> bool:
    return any(attachment.get("filename") == name for attachment in body["attachments"] or [])


def _parts(body: Json, files: dict[str, bytes]) -> Json:
    """What the bot decides of a message, with what Discord adds to it."""
    components = body.get("components") or []
    numbers = count(1)
    for part in walk(components):
        part.setdefault("id", next(numbers))
    embeds = [{"type": "rich", **embed} for embed in body.get("embeds") or []]
    content = (body.get("content") or "").strip()
    return {
        "content": content,
        "embeds": embeds,
        "components": components,
        "attachments": [_attachment(name, data) for name, data in files.items()],
        **({"poll": body["poll"]} if body.get("poll") else {}),
    }


def _attachment(name: str, data: bytes) -> Json:
    url = f"https://cdn.discordapp.com/attachments/1/2/{name}"
    return {"id": snowflake(), "filename": name, "size": len(data), "url": url, "proxy_url": url}


def pings(body: Json) -> Json:
    """Whom a message would wake. Only text pings, embeds never; without `allowed_mentions` all of it does."""
    parts = walk(body.get("components") or [])
    text = "\n".join([body.get("content") or "", *(part.get("content") or "" for part in parts)])
    allowed: Json | None = body.get("allowed_mentions")
    parse = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse") or []
    users, roles = set(re.findall(r"<@!?(\d+)>", text)), set(re.findall(r"<@&(\d+)>", text))
    if "users" not in parse:
        users &= {str(i) for i in (allowed or {}).get("users") or []}
    if "roles" not in parse:
        roles &= {str(i) for i in (allowed or {}).get("roles") or []}
    return {
        "mentions": [{**BOT.user(), "id": user} for user in sorted(users)],
        "mention_roles": sorted(roles),
        "mention_everyone": "everyone" in parse and bool(re.search(r"@(everyone|here)\b", text)),
    }


async def announce(state: State, event: str, message: Message) -> None:
    """The bot hears of its own messages too, but not of those for one person alone, nor where it is not a member."""
    channel = state.world.channels[message.channel_id]
    if message.ephemeral or channel["id"] in state.world.closed:
        return
    direct = channel["type"] == DM
    where = {} if direct else {"guild_id": channel["guild_id"], "member": BOT.member()}
    await state.gateway.dispatch(event, {**message.payload, **where}, DIRECT_MESSAGES if direct else GUILD_MESSAGES)
