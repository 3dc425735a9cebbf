"""Answers to interactions whose connection broke: Discord may have carried them out, and discord.py gives up."""

import json
import logging
from contextvars import ContextVar
from typing import Any

import aiohttp
import discord
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

log = logging.getLogger("paperbot.resending")
LOST = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError)
ACKNOWLEDGED = 40060
"""Discord's error code: the interaction was answered before."""
CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
FOLLOWUP = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = f"{FOLLOWUP}/messages/@original"
DEFERRED = discord.InteractionResponseType.deferred_channel_message.value
_deferred = ContextVar[str | None]("deferred", default=None)
"""The token of the interaction that shows “thinking…”. Each interaction has its own task."""


class ResendingAdapter(AsyncWebhookAdapter):
    async def request(self, route: Route, session: aiohttp.ClientSession, **options: Any) -> Any:
        try:
            response = await super().request(route, session, **options)
        except LOST as lost:
            log.info("%s %s is sent again: %s", route.method, route.path, lost)
            response = await self._resend(route, session, options, lost)
        payload: dict[str, Any] = options.get("payload") or {}
        if route.path == CALLBACK and payload.get("type") == DEFERRED:
            _deferred.set(route.webhook_token)
        elif route.path in (FOLLOWUP, ORIGINAL):
            _deferred.set(None)
        return response

    async def _resend(
        self, route: Route, session: aiohttp.ClientSession, options: dict[str, Any], lost: Exception
    ) -> Any:
        for file in options.get("files") or ():
            file.reset()
        if route.path == CALLBACK:
            return await self._answer_again(route, session, options)
        if route.path == FOLLOWUP and route.webhook_token == _deferred.get():
            # It takes the place of "thinking…", and so does an edit, however often it is made.
            edit = Route("PATCH", ORIGINAL, webhook_id=route.webhook_id, webhook_token=route.webhook_token)
            return await super().request(edit, session, **_as_edit(options))
        if route.method == "PATCH":
            return await super().request(route, session, **options)
        raise lost

    async def _answer_again(self, route: Route, session: aiohttp.ClientSession, options: dict[str, Any]) -> Any:
        try:
            return await super().request(route, session, **options)
        except discord.HTTPException as refused:
            if refused.code != ACKNOWLEDGED:
                raise
            return {"interaction": {"id": route.webhook_id}}  # the first request arrived


def _as_edit(options: dict[str, Any]) -> dict[str, Any]:
    """An edit cannot make a message ephemeral; it stays what it was deferred as."""
    payload, parts = options.get("payload"), options.get("multipart")
    if payload is not None:
        payload = {name: value for name, value in payload.items() if name != "flags"}
    if parts is not None:
        parts = [
            {**part, "value": _without_flags(part["value"])} if part["name"] == "payload_json" else part
            for part in parts
        ]
    return {**options, "params": None, "payload": payload, "multipart": parts}


def _without_flags(text: str) -> str:
    return json.dumps({name: value for name, value in json.loads(text).items() if name != "flags"})


def resend_lost_answers() -> None:
    """In this task and those that it starts."""
    async_context.set(ResendingAdapter())
