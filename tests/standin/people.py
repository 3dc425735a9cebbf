"""What a person does, and what they then see."""

import asyncio
from typing import Any

from tests.patience import patient
from tests.standin.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    Interaction,
    Place,
    place_of,
)
from tests.standin.ledger import Message
from tests.standin.messages import State
from tests.standin.rest_app import GLOBAL, ApplicationRoutes
from tests.standin.rest_interactions import DEFER, DEFER_UPDATE, InteractionRoutes
from tests.standin.typed import ClientRefuses, Typing, offered
from tests.standin.world import BEN, GUILD_ID, Json, Person

BUTTON, SELECT, LINK_STYLE = 2, 3, 5
TEXT_INPUT, LABEL = 4, 18


class NoAnswer(AssertionError):
    """ "The application did not respond": the person sees a red line."""


class People:
    """Each returns the interaction, answered. Left out, `person` is Ben, no admin, and `channel` is #papers."""

    state: State
    application: ApplicationRoutes
    answers: InteractionRoutes

    async def slash(self, command: str, /, *, person: Person = BEN, channel: str = "", **options: Any) -> Interaction:
        """`command` with its subcommands: "author", "papers list". Waits until the answer is there."""
        return await self.answer_to(await self.begin(command, person=person, channel=channel, **options))

    async def begin(
        self, command: str, /, *, person: Person = BEN, channel: str = "", given: Json | None = None, **options: Any
    ) -> Interaction:
        """Does not wait, for a test that kills the process meanwhile. `given`: options called person or channel."""
        place = place_of(self.state.world, channel or self.state.world.papers, person)
        data = self._typing(command, place).data({**(given or {}), **options})
        return await self._begin(Interaction(COMMAND, f"/{command}", person, place, data))

    async def autocomplete(
        self, command: str, /, *, person: Person = BEN, channel: str = "", focus: str = "", **options: Any
    ) -> list[Json]:
        """The list below the option `focus`; if left out, the last that is named."""
        place, focus = (
            place_of(self.state.world, channel or self.state.world.papers, person),
            focus or list(options)[-1],
        )
        data = self._typing(command, place).data(options, focus)
        typed = Interaction(AUTOCOMPLETE, f"/{command} {focus}:", person, place, data)
        return (await self.answer_to(await self._begin(typed))).choices

    async def press(self, message: Message | None, what: str, *, person: Person = BEN) -> Interaction:
        """`what`: the button's custom_id, label, or a part of the label that no other has."""
        now = self._visible(message, person)
        button = _find(now, BUTTON, what)
        if button.get("disabled") or button["style"] == LINK_STYLE:
            raise ClientRefuses(f"the button {what!r} is disabled or a link")
        data = {"custom_id": button["custom_id"], "component_type": BUTTON, "id": button["id"]}
        return await self._press(now, f"button {what!r}", data, person)

    async def choose(
        self, message: Message | None, values: str | list[str], *, menu: str = "", person: Person = BEN
    ) -> Interaction:
        """Chooses by value or by label; `menu` (custom_id or placeholder) where there are several."""
        now = self._visible(message, person)
        found = _find(now, SELECT, menu)
        wanted = [values] if isinstance(values, str) else values
        least, most = found.get("min_values"), found.get("max_values")
        if not (1 if least is None else least) <= len(wanted) <= (1 if most is None else most) or found.get("disabled"):
            raise ClientRefuses(f"{len(wanted)} values, {least} to {most} are allowed; or it is disabled")
        chosen = [_option(found, value) for value in wanted]
        data = {"custom_id": found["custom_id"], "component_type": SELECT, "id": found["id"], "values": chosen}
        return await self._press(now, f"menu {wanted}", data, person)

    async def submit(self, opened: Interaction, **values: str) -> Interaction:
        """Fills the modal that an answer opened, by custom_id."""
        if opened.modal is None:
            raise ClientRefuses("no modal is open")
        filled = [_filled(part, values) for part in opened.modal["components"]]
        data = {"custom_id": opened.modal["custom_id"], "components": filled}
        label = f"modal {opened.modal['title']!r}"
        made = Interaction(MODAL, label, opened.person, opened.place, data, opened.source, opened)
        return await self.answer_to(await self._begin(made))

    async def answer_to(self, asked: Interaction, patience: float = 10.0) -> Interaction:
        """Waits for the first answer, and for what follows it if that was "thinking": `patience` seconds, if quiet."""
        await self._wait(asked, asked.first, self.state.answer_seconds, "no answer in time")
        if asked.callback in (DEFER, DEFER_UPDATE):
            await self._wait(asked, asked.settled, patient(patience), "still thinking")
        return asked

    async def _wait(self, interaction: Interaction, event: asyncio.Event, seconds: float, otherwise: str) -> None:
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            interaction.excused = True
            if interaction.callback != DEFER_UPDATE:  # a deferred update may rest as it is
                self.state.ledger.wrong(interaction.label, otherwise)
                raise NoAnswer(f"{interaction.label}: {otherwise}; {self.state.ledger.violations}") from None

    async def _begin(self, interaction: Interaction) -> Interaction:
        self.answers.interactions[interaction.id] = interaction
        await self.state.gateway.dispatch("INTERACTION_CREATE", interaction.payload(self.state.world))
        return interaction

    async def _press(self, message: Message, label: str, data: Json, person: Person) -> Interaction:
        place = place_of(self.state.world, message.channel_id, person)
        return await self.answer_to(await self._begin(Interaction(COMPONENT, label, person, place, data, message)))

    def _typing(self, command: str, place: Place) -> Typing:
        words = command.split()
        for scope in (GUILD_ID, GLOBAL):
            for known in self.application.commands.get(scope, {}).values():
                if known["name"] == words[0] and known["type"] == 1 and offered(known, place):
                    return Typing(self.state.world, known, words)
        raise ClientRefuses(f"/{words[0]} is not offered there")

    def _visible(self, message: Message | None, person: Person) -> Message:
        """The message as it is now."""
        if message is None or self.state.ledger.messages[message.id].deleted:
            raise ClientRefuses("there is no such message")
        now = self.state.ledger.messages[message.id]
        if now.ephemeral and now.payload["interaction_metadata"]["user"]["id"] != person.id:
            raise ClientRefuses(f"{person.name} does not see that message")
        return now


def _find(message: Message, kind: int, what: str) -> Json:
    parts = [part for part in message.components if part["type"] == kind]
    names = [(part, [part.get("custom_id"), part.get("label"), part.get("placeholder")]) for part in parts]
    exact = [part for part, called in names if what in called]
    close = exact or [part for part, called in names if any(what in name for name in called[1:] if name)]
    if len(parts) == 1 and not what:
        return parts[0]
    if len(close) != 1:
        raise ClientRefuses(f"{len(close)} of {[called for _, called in names]} fit {what!r}")
    return close[0]


def _option(menu: Json, value: str) -> str:
    for option in menu["options"]:
        if value in (option["value"], option["label"]):
            return option["value"]
    raise ClientRefuses(f"{value!r} is none of {[option['label'] for option in menu['options']]}")


def _filled(part: Json, values: dict[str, str]) -> Json:
    """The same component with what was typed into it."""
    if part["type"] == LABEL:
        return {"type": LABEL, "id": part.get("id", 1), "component": _filled(part["component"], values)}
    if part["type"] == TEXT_INPUT:
        value = values.get(part["custom_id"], part.get("value") or "")
        if not value and part.get("required", True):
            raise ClientRefuses(f"{part['custom_id']} is required")
        return {"type": TEXT_INPUT, "id": part.get("id", 1), "custom_id": part["custom_id"], "value": value}
    return {**part, "components": [_filled(inner, values) for inner in part.get("components") or []]}
