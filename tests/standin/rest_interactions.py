"""Routes by which the bot answers interactions."""

import time

from aiohttp import web

from tests.standin.interactions import AUTOCOMPLETE, IN_TIME, Book, Interaction
from tests.standin.ledger import EPHEMERAL, LOADING, Message
from tests.standin.limits import choices_problems, modal_problems
from tests.standin.messages import Refused, Sent, State, accept, edit, sent
from tests.standin.world import BOT_ID

MESSAGE, DEFER_MESSAGE, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


class InteractionRoutes:
    def __init__(self, state: State, book: Book) -> None:
        self.state = state
        self.book = book

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_post("/interactions/{id}/{token}/callback", self.callback)
        hook = "/webhooks/{app}/{token}"
        router.add_post(hook, self.followup)
        router.add_get(hook + "/messages/{message}", self.get)
        router.add_patch(hook + "/messages/{message}", self.change)
        router.add_delete(hook + "/messages/{message}", self.delete)

    async def callback(self, request: web.Request) -> web.Response:
        known = self.book.by_id.get(request.match_info["id"])
        if known is None or known.token != request.match_info["token"] or known.seconds > IN_TIME:
            raise Refused(404, 10062, "Unknown interaction")
        if known.answered_at is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        what = await sent(request)
        await self._answer(known, what.body["type"], Sent(what.body.get("data") or {}, what.files))
        known.answered_at = time.monotonic()
        known.done.set()
        if request.query.get("with_response") not in ("1", "true"):
            return web.Response(status=204)
        message = known.answer
        about = {"id": known.id, "type": known.kind, "activity_instance_id": None}
        about |= {"response_message_id": message.id, "response_message_ephemeral": message.ephemeral} if message else {}
        resource = {"type": what.body["type"], **({"message": message.payload} if message else {})}
        return web.json_response({"interaction": about, "resource": resource})

    async def _answer(self, known: Interaction, kind: int, what: Sent) -> None:
        where = f"callback {kind}"
        if (known.kind == AUTOCOMPLETE) != (kind == CHOICES):
            self.state.check(where, [f"an answer of type {kind} to an interaction of type {known.kind}"])
        if kind == CHOICES:
            self.state.check(where, choices_problems(what.body["choices"]))
            known.choices = what.body["choices"]
        elif kind == MESSAGE:
            known.answer = await self._accept(known, what, where)
        elif kind == DEFER_MESSAGE:
            flags = (what.body.get("flags") or 0) & EPHEMERAL | LOADING
            known.deferred = True
            known.answer = await self._accept(known, Sent({"content": "…"}, {}), where, flags)
        elif kind in (UPDATE, DEFER_UPDATE):
            if known.source is None:
                raise Refused(400, 50035, "Invalid Form Body")
            known.deferred = kind == DEFER_UPDATE
            known.answer = known.source if known.deferred else await edit(self.state, known.source, what, where)
        elif kind == MODAL:
            self.state.check(where, modal_problems(what.body))

    async def _accept(self, known: Interaction, what: Sent, where: str, flags: int = 0) -> Message:
        more = {"interaction_metadata": known.metadata(), "webhook_id": BOT_ID, "application_id": BOT_ID}
        flags |= (what.body.get("flags") or 0) & EPHEMERAL
        kind = 20 if "name" in known.data else 19
        return await accept(self.state, known.channel_id, what, where, **more, flags=flags, type=kind)

    def _known(self, request: web.Request) -> Interaction:
        known = self.book.by_token.get(request.match_info["token"])
        if known is None or known.answered_at is None:
            raise Refused(404, 10015, "Unknown Webhook")
        return known

    async def followup(self, request: web.Request) -> web.Response:
        known, what = self._known(request), await sent(request)
        message = await self._accept(known, what, "followup")
        known.followups.append(message)
        return web.json_response(message.payload)

    def _message(self, request: web.Request) -> Message:
        known, wanted = self._known(request), request.match_info["message"]
        if wanted == "@original":
            if known.answer is None:
                raise Refused(404, 10008, "Unknown Message")
            return known.answer
        return self.state.message(wanted)

    async def get(self, request: web.Request) -> web.Response:
        return web.json_response(self._message(request).payload)

    async def change(self, request: web.Request) -> web.Response:
        message = self._message(request)
        fresh = bool(message.flags & LOADING)
        changed = await edit(self.state, message, await sent(request), "PATCH webhook message", fresh=fresh)
        return web.json_response(changed.payload)

    async def delete(self, request: web.Request) -> web.Response:
        self._message(request).deleted = True
        return web.Response(status=204)
