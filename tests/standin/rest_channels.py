"""Routes about channels: messages, threads, direct messages."""

from typing import Any

from aiohttp import web

from tests.standin.limits import text
from tests.standin.messages import Refused, Sent, State, accept, edit, sent
from tests.standin.world import FORUM, GUILD_ID, Json

GUILDS = 1 << 0


class ChannelRoutes:
    def __init__(self, state: State) -> None:
        self.state = state

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_post("/users/@me/channels", self.open_dm)
        router.add_get("/channels/{channel}", self.channel)
        router.add_patch("/channels/{channel}", self.change_channel)
        router.add_post("/channels/{channel}/typing", self.typing)
        router.add_post("/channels/{channel}/threads", self.start_thread)
        router.add_get("/guilds/{guild}/threads/active", self.active_threads)
        messages = "/channels/{channel}/messages"
        router.add_get(messages, self.history)
        router.add_post(messages, self.post)
        router.add_get(messages + "/{message}", self.message)
        router.add_patch(messages + "/{message}", self.edit)
        router.add_delete(messages + "/{message}", self.delete)
        router.add_post(messages + "/{message}/threads", self.start_thread)
        router.add_post(messages + "/{message}/crosspost", self.message)

    def _channel(self, request: web.Request) -> Json:
        found = self.state.world.channels.get(request.match_info["channel"])
        if found is None:
            raise Refused(404, 10003, "Unknown Channel")
        if found["id"] in self.state.world.closed:
            raise Refused(403, 50001, "Missing Access")
        return found

    def _message(self, request: web.Request) -> Any:
        """Messages for one person alone are not to be had here."""
        found = self.state.message(request.match_info["message"], self._channel(request)["id"])
        if found.ephemeral:
            raise Refused(404, 10008, "Unknown Message")
        return found

    async def channel(self, request: web.Request) -> web.Response:
        return web.json_response(self._channel(request))

    async def change_channel(self, request: web.Request) -> web.Response:
        channel, change = self._channel(request), (await sent(request)).body
        if "name" in change:
            self.state.check("PATCH channel", list(text("name", change["name"], 100, 1)))
        for key in ("archived", "locked", "auto_archive_duration"):
            if key in change:
                channel["thread_metadata"][key] = change.pop(key)
        channel.update(change)
        return web.json_response(channel)

    async def typing(self, request: web.Request) -> web.Response:
        self._channel(request)
        return web.Response(status=204)

    async def open_dm(self, request: web.Request) -> web.Response:
        person = self.state.world.people.get(str((await sent(request)).body["recipient_id"]))
        if person is None or person.bot:
            raise Refused(400, 50007, "Cannot send messages to this user")
        return web.json_response(self.state.world.channels[self.state.world.dm(person)])

    async def post(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        if channel["type"] == FORUM:
            raise Refused(400, 50008, "Cannot send messages in a non-text channel")
        message = await accept(self.state, channel["id"], await sent(request), f"POST {request.path}")
        channel["last_message_id"] = message.id
        return web.json_response(message.payload)

    async def history(self, request: web.Request) -> web.Response:
        """Newest first."""
        query, found = request.query, self.state.ledger.in_channel(self._channel(request)["id"])
        if "before" in query:
            found = [m for m in found if int(m.id) < int(query["before"])]
        if "after" in query:
            found = [m for m in found if int(m.id) > int(query["after"])][: int(query.get("limit", 50))]
        return web.json_response([m.payload for m in reversed(found)][: int(query.get("limit", 50))])

    async def message(self, request: web.Request) -> web.Response:
        return web.json_response(self._message(request).payload)

    async def edit(self, request: web.Request) -> web.Response:
        message = self._message(request)
        if message.payload["author"]["id"] not in {p.id for p in self.state.world.people.values() if p.bot}:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        return web.json_response(
            (await edit(self.state, message, await sent(request), f"PATCH {request.path}")).payload
        )

    async def delete(self, request: web.Request) -> web.Response:
        message = self._message(request)
        message.deleted = True
        where = {"id": message.id, "channel_id": message.channel_id, "guild_id": GUILD_ID}
        await self.state.gateway.dispatch("MESSAGE_DELETE", where, 1 << 9)
        return web.Response(status=204)

    async def active_threads(self, request: web.Request) -> web.Response:
        """Newest first, of the whole server."""
        if request.match_info["guild"] != GUILD_ID:
            raise Refused(403, 50001, "Missing Access")
        threads = [c for c in self.state.world.channels.values() if "thread_metadata" in c]
        active = [thread for thread in threads if not thread["thread_metadata"]["archived"]]
        active.sort(key=lambda thread: int(thread["id"]), reverse=True)
        return web.json_response({"threads": active, "members": [], "has_more": False})

    async def start_thread(self, request: web.Request) -> web.Response:
        """Of a message, by itself, or in a forum: there with its first message, which has the thread's id."""
        parent, what = self._channel(request), await sent(request)
        self.state.check("POST threads", list(text("thread name", what.body.get("name"), 100, 1)))
        of = self._message(request).id if "message" in request.match_info else ""
        if of in self.state.world.channels:
            raise Refused(400, 160004, "A thread has already been created for this message")
        thread = self.state.world.add_thread(parent["id"], what.body["name"], of)
        await self.state.gateway.dispatch("THREAD_CREATE", {**thread, "newly_created": True}, GUILDS)
        if parent["type"] != FORUM:
            return web.json_response(thread, status=201)
        first = Sent(what.body.get("message") or {}, what.files)
        message = await accept(self.state, thread["id"], first, f"POST {request.path}", id=thread["id"])
        return web.json_response({**thread, "message": message.payload}, status=201)
