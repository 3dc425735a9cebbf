"""Routes by which a bot answers: the callback within three seconds, then the webhook of the interaction's token."""

import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.standin.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    TOKEN_SECONDS,
    Interaction,
)
from tests.standin.ledger import EPHEMERAL, LOADING, Message
from tests.standin.limits import choices_problems, modal_problems
from tests.standin.messages import Refused, Sent, State, accept, edit, keep, sent
from tests.standin.world import BOT_ID, Json

REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, OPEN_MODAL = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: {REPLY, DEFER, OPEN_MODAL},
    COMPONENT: {REPLY, DEFER, DEFER_UPDATE, UPDATE, OPEN_MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL: {REPLY, DEFER, DEFER_UPDATE, UPDATE},
}
Answering = Callable[[Interaction, Sent, str], Awaitable[Message | None]]


class InteractionRoutes:
    """`interactions`: all that people began, by id."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.interactions: dict[str, Interaction] = {}
        self._answers: dict[int, Answering] = {
            REPLY: self._reply,
            DEFER: self._defer,
            DEFER_UPDATE: self._defer_update,
            UPDATE: self._update,
            CHOICES: self._choices,
            OPEN_MODAL: self._modal,
        }

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_post("/interactions/{interaction}/{token}/callback", self.callback)
        router.add_post("/webhooks/{app}/{token}", self.follow_up)
        path = "/webhooks/{app}/{token}/messages/{message}"
        router.add_get(path, self.message)
        router.add_patch(path, self.edit)
        router.add_delete(path, self.delete)

    async def callback(self, request: web.Request) -> web.Response:
        interaction = self.interactions.get(request.match_info["interaction"])
        if interaction is None or interaction.token != request.match_info["token"]:
            raise Refused(404, 10062, "Unknown interaction")
        where, what = f"answer to {interaction.label}", await sent(request)
        self._in_time(interaction, where)
        kind = what.body["type"]
        self.state.check(where, self._fitting(interaction, kind))
        message = await self._answers[kind](interaction, Sent(what.body.get("data") or {}, what.files), where)
        interaction.answered_at, interaction.callback = time.monotonic(), kind
        interaction.first.set()
        if kind not in (DEFER, DEFER_UPDATE):
            interaction.settled.set()
        if request.query.get("with_response") not in ("1", "true"):
            return web.Response(status=204)
        return web.json_response(_answered(interaction, message))

    def _in_time(self, interaction: Interaction, where: str) -> None:
        if interaction.answered_at is not None:
            self.state.ledger.wrong(where, "answered twice")
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if interaction.age > self.state.answer_seconds:
            self.state.ledger.wrong(where, f"the first answer came after {interaction.age:.1f} s")
            raise Refused(404, 10062, "Unknown interaction")

    def _fitting(self, interaction: Interaction, kind: int) -> list[str]:
        fits = kind in ALLOWED[interaction.kind]
        if interaction.kind == MODAL and kind in (UPDATE, DEFER_UPDATE):
            fits = interaction.source is not None
        return [] if fits else [f"callback of type {kind} to an interaction of type {interaction.kind}"]

    async def _reply(self, interaction: Interaction, what: Sent, where: str) -> Message:
        more = _answering(interaction)
        interaction.answer = await accept(self.state, interaction.place.channel_id, what, where, **more)
        return interaction.answer

    async def _defer(self, interaction: Interaction, what: Sent, where: str) -> Message:
        flags = LOADING | (what.body.get("flags") or 0) & EPHEMERAL
        more = {**_answering(interaction), "flags": flags}
        interaction.answer = await keep(self.state, interaction.place.channel_id, Sent({}, {}), **more)
        return interaction.answer

    async def _defer_update(self, interaction: Interaction, what: Sent, where: str) -> Message | None:
        interaction.answer = interaction.source
        return None

    async def _update(self, interaction: Interaction, what: Sent, where: str) -> Message:
        assert interaction.source is not None
        interaction.answer = await edit(self.state, interaction.source, what, where)
        return interaction.answer

    async def _choices(self, interaction: Interaction, what: Sent, where: str) -> None:
        choices: list[Json] = what.body.get("choices") or []
        self.state.check(where, choices_problems(choices))
        interaction.choices = choices

    async def _modal(self, interaction: Interaction, what: Sent, where: str) -> None:
        self.state.check(where, modal_problems(what.body))
        interaction.modal = what.body

    # After the first answer.

    def _of(self, request: web.Request) -> Interaction:
        token = request.match_info["token"]
        found = next((i for i in self.interactions.values() if i.token == token), None)
        if found is None or found.answered_at is None:
            raise Refused(404, 10015, "Unknown Webhook")
        if found.age > TOKEN_SECONDS:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return found

    def _message(self, request: web.Request) -> Message:
        interaction, wanted = self._of(request), request.match_info["message"]
        original = [interaction.answer] if interaction.answer is not None else []
        for message in [*original, *interaction.followups]:
            if message.id == wanted or (wanted == "@original" and message is interaction.answer):
                return self.state.message(message.id)
        raise Refused(404, 10008, "Unknown Message")

    async def follow_up(self, request: web.Request) -> web.Response:
        """The first one after a deferral takes the place of "thinking", and stays as private as that was."""
        interaction, what = self._of(request), await sent(request)
        where, original = f"follow-up to {interaction.label}", interaction.answer
        if original is not None and original.flags & LOADING:
            message = await edit(self.state, original, what, where)
        else:
            more = _answering(interaction, followup=True)
            message = await accept(self.state, interaction.place.channel_id, what, where, **more)
            interaction.followups.append(message)
        interaction.settled.set()
        return web.json_response(message.payload)

    async def message(self, request: web.Request) -> web.Response:
        return web.json_response(self._message(request).payload)

    async def edit(self, request: web.Request) -> web.Response:
        interaction, message = self._of(request), self._message(request)
        await edit(self.state, message, await sent(request), f"edit after {interaction.label}")
        interaction.settled.set()
        return web.json_response(message.payload)

    async def delete(self, request: web.Request) -> web.Response:
        self._message(request).deleted = True
        self._of(request).settled.set()
        return web.Response(status=204)


def _answering(interaction: Interaction, *, followup: bool = False) -> Json:
    """What a message has because it answers: it comes by a webhook of the application, 20 after a command, 19 else."""
    about = {"webhook_id": BOT_ID, "application_id": BOT_ID, "type": 20 if interaction.kind == COMMAND else 19}
    return {**about, "interaction_metadata": interaction.metadata(followup=followup)}


def _answered(interaction: Interaction, message: Message | None) -> Json:
    about: Json = {"id": interaction.id, "type": interaction.kind}
    if message is None:
        return {"interaction": about, "resource": {"type": interaction.callback}}
    about |= {
        "response_message_id": message.id,
        "response_message_loading": bool(message.flags & LOADING),
        "response_message_ephemeral": message.ephemeral,
    }
    return {"interaction": about, "resource": {"type": interaction.callback, "message": message.payload}}
