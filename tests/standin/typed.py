"""What Discord's client makes of a command that a person types: it knows the options, and refuses what does not fit."""

from typing import Any

from tests.standin.interactions import Place
from tests.standin.world import Json, Person, World

SUBCOMMAND, SUBCOMMAND_GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, NUMBER = 1, 2, 3, 4, 5, 6, 7, 10
TYPES: dict[int, type | tuple[type, ...]] = {
    STRING: str,
    INTEGER: int,
    BOOLEAN: bool,
    USER: Person,
    CHANNEL: str,
    NUMBER: (int, float),
}


class ClientRefuses(Exception):
    """Discord's client would not have let the person do this."""


def offered(command: Json, place: Place) -> bool:
    """Whether the command is in the list at this place."""
    if "guild_id" in command:
        return command["guild_id"] == place.guild_id
    contexts = command.get("contexts")
    installed = {int(kind) for kind in place.owners}
    return (contexts is None or place.context in contexts) and bool(installed & set(command["integration_types"]))


class Typing:
    """One command line; `resolved` are the people and channels that it names."""

    def __init__(self, world: World, command: Json, words: list[str]) -> None:
        self.world = world
        self.command = command
        self.words = words
        self.resolved: Json = {}

    def data(self, values: dict[str, Any], focus: str | None = None) -> Json:
        """`data` of the interaction. With `focus` it is an autocomplete: the line may still be incomplete."""
        options = self._nested(self.command.get("options") or [], self.words[1:], values, focus)
        data: Json = {"id": self.command["id"], "name": self.command["name"], "type": 1, "options": options}
        if "guild_id" in self.command:
            data["guild_id"] = self.command["guild_id"]
        return {**data, "resolved": self.resolved} if self.resolved else data

    def _nested(self, options: list[Json], words: list[str], values: dict[str, Any], focus: str | None) -> list[Json]:
        if words:
            chosen = _named(options, words[0], "subcommand")
            inner = self._nested(chosen.get("options") or [], words[1:], values, focus)
            return [{"name": chosen["name"], "type": chosen["type"], "options": inner}]
        if any(option["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP) for option in options):
            raise ClientRefuses(f"/{' '.join(self.words)} is not complete: {[o['name'] for o in options]}")
        missing = {o["name"] for o in options if o.get("required")} - set(values)
        if missing and focus is None:
            raise ClientRefuses(f"/{' '.join(self.words)} needs {sorted(missing)}")
        return [self._option(_named(options, name, "option"), value, focus) for name, value in values.items()]

    def _option(self, option: Json, value: Any, focus: str | None) -> Json:
        given: Json = {"name": option["name"], "type": option["type"]}
        if option["name"] == focus:
            if not option.get("autocomplete"):
                raise ClientRefuses(f"{focus} has no autocomplete")
            return {**given, "value": value, "focused": True}
        if option.get("choices"):
            value = _choice(option, value)
        _fits(option, value)
        return {**given, "value": self._resolve(option["type"], value)}

    def _resolve(self, kind: int, value: Any) -> Any:
        if kind == USER:
            self.resolved.setdefault("users", {})[value.id] = value.user()
            self.resolved.setdefault("members", {})[value.id] = value.member()
            return value.id
        if kind == CHANNEL:
            channel = {**self.world.channels[value], "permissions": "2248473465835073"}
            self.resolved.setdefault("channels", {})[value] = channel
        return value


def _named(options: list[Json], name: str, what: str) -> Json:
    found = next((option for option in options if option["name"] == name), None)
    if found is None:
        raise ClientRefuses(f"no {what} {name!r}, there are {[option['name'] for option in options]}")
    return found


def _choice(option: Json, value: Any) -> Any:
    for choice in option["choices"]:
        if value in (choice["name"], choice["value"]):
            return choice["value"]
    raise ClientRefuses(f"{option['name']}: {value!r} is none of {[c['name'] for c in option['choices']]}")


def _fits(option: Json, value: Any) -> None:
    name, kind = option["name"], TYPES[option["type"]]
    if not isinstance(value, kind) or (isinstance(value, bool) and option["type"] != BOOLEAN):
        raise ClientRefuses(f"{name}: {value!r} is of the wrong type")
    if option["type"] == STRING and not option.get("min_length", 0) <= len(value) <= option.get("max_length", 6000):
        raise ClientRefuses(f"{name}: {len(value)} characters")
    if option["type"] == STRING and option.get("required") and not value:
        raise ClientRefuses(f"{name} is empty")
    if option["type"] in (INTEGER, NUMBER):
        least, most = option.get("min_value", -(2**53)), option.get("max_value", 2**53)
        if not least <= value <= most:
            raise ClientRefuses(f"{name}: {value} is not within {least} and {most}")
