"""Discord's limits on the commands that a bot registers."""

from collections.abc import Iterator

from tests.standin.limits import COMMAND_NAME, choices_problems, size, text
from tests.standin.world import Json

SUBCOMMAND, SUBCOMMAND_GROUP = 1, 2
SLASH = 1
MOST_OF_A_KIND = {1: 100, 2: 15, 3: 15}


def command_problems(commands: list[Json]) -> list[str]:
    problems: list[str] = []
    for kind, most in MOST_OF_A_KIND.items():
        names = [command["name"] for command in commands if command.get("type", SLASH) == kind]
        if len(names) > most:
            problems.append(f"{len(names)} commands of type {kind}, {most} are allowed")
        if len(set(names)) < len(names):
            problems.append(f"command names are not unique: {names}")
    for command in commands:
        problems += _one(command)
    return problems


def _one(command: Json) -> Iterator[str]:
    where = f"command {command['name']!r}"
    if command.get("type", SLASH) != SLASH:
        yield from text(where, command["name"], 32, 1)
        if command.get("description"):
            yield f"{where}: a context menu has no description"
        return
    yield from _named(where, command)
    yield from _options(where, command.get("options") or [])
    if (whole := weight(command)) > 8000:
        yield f"{where}: {whole} characters of names, descriptions and values, 8000 are allowed"


def _named(where: str, thing: Json) -> Iterator[str]:
    if not COMMAND_NAME.match(thing["name"]) or thing["name"] != thing["name"].lower():
        yield f"{where}: not a name: {thing['name']!r}"
    yield from text(f"{where} description", thing.get("description"), 100, 1)


def _options(where: str, options: list[Json]) -> Iterator[str]:
    if len(options) > 25:
        yield f"{where}: {len(options)} options, 25 are allowed"
    if len({option["name"] for option in options}) < len(options):
        yield f"{where}: option names are not unique"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{where}: required options come first"
    for option in options:
        inner = f"{where} {option['name']!r}"
        yield from _named(inner, option)
        yield from choices_problems(option.get("choices") or [])
        if option.get("autocomplete") and option.get("choices"):
            yield f"{inner}: either choices or autocomplete"
        if option["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP):
            yield from _options(inner, option.get("options") or [])


def weight(thing: Json) -> int:
    """What counts for the 8000 characters of one command."""
    own = size(thing["name"]) + size(thing.get("description") or "")
    own += sum(size(c["name"]) + size(str(c["value"])) for c in thing.get("choices") or [])
    return own + sum(weight(option) for option in thing.get("options") or [])
