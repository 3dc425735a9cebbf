"""Discord's limits on what a bot sends. Pure: each function gives the problems in words, none where all is well.

Whether Discord counts code points or UTF-16 units is not documented for all parts: the larger number counts here.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from tests.standin.ledger import COMPONENTS_V2, walk
from tests.standin.world import Json

EMBED_PARTS = {"title": 256, "description": 4096}
ROW, BUTTON, SELECT, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 2, 3, 4, 10, 18
SELECTS = (3, 5, 6, 7, 8)
LINK_STYLE, PREMIUM_STYLE = 5, 6
COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")


def size(text: str) -> int:
    return max(len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2)


def text(where: str, value: object, most: int, least: int = 0) -> Iterator[str]:
    """Discord strips white space before it asks whether a text is empty."""
    if not isinstance(value, str):
        yield f"{where}: not a text but {value!r}"
    elif size(value) > most:
        yield f"{where}: {size(value)} characters, {most} are allowed"
    elif size(value.strip()) < least:
        yield f"{where}: empty"


def link(where: str, value: str, most: int = 2048, schemes: tuple[str, ...] = ("http", "https")) -> Iterator[str]:
    yield from text(where, value, most, 1)
    parts = urlsplit(value)
    if parts.scheme not in schemes or not (parts.hostname or parts.scheme == "attachment"):
        yield f"{where}: not a well formed URL: {value!r}"


def message_problems(body: Json, files: Iterable[str] = ()) -> list[str]:
    """Of a whole message, so of an edited one as it then is. `files`: the names of what is attached."""
    embeds, components = body.get("embeds") or [], body.get("components") or []
    problems = [*text("content", body.get("content") or "", 2000), *components_problems(components)]
    if len(embeds) > 10:
        problems.append(f"{len(embeds)} embeds, 10 are allowed")
    for number, embed in enumerate(embeds):
        problems += embed_problems(f"embeds[{number}]", embed, set(files))
    if (total := sum(embed_size(embed) for embed in embeds)) > 6000:
        problems.append(f"{total} characters in all embeds together, 6000 are allowed")
    if size(str(body.get("nonce") or "")) > 25:
        problems.append("nonce: 25 characters are allowed")
    if (body.get("flags") or 0) & COMPONENTS_V2 and (body.get("content") or embeds):
        problems.append("neither content nor embeds beside components v2")
    problems += poll_problems(body.get("poll") or {})
    something = any(body.get(part) for part in ("content", "embeds", "components", "poll", "sticker_ids"))
    if not something and not list(files):
        problems.append("Cannot send an empty message")
    return problems


def embed_size(embed: Json) -> int:
    parts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    parts.append((embed.get("author") or {}).get("name"))
    for entry in embed.get("fields") or []:
        parts += [entry.get("name"), entry.get("value")]
    return sum(size(part) for part in parts if isinstance(part, str))


def embed_problems(where: str, embed: Json, files: set[str]) -> Iterator[str]:
    for part, most in EMBED_PARTS.items():
        if embed.get(part) is not None:
            yield from text(f"{where}.{part}", embed[part], most)
    if embed.get("footer"):
        yield from text(f"{where}.footer", embed["footer"].get("text"), 2048, 1)
    if embed.get("author"):
        yield from text(f"{where}.author", embed["author"].get("name"), 256, 1)
    if len(embed.get("fields") or []) > 25:
        yield f"{where}: {len(embed['fields'])} fields, 25 are allowed"
    for number, entry in enumerate(embed.get("fields") or []):
        yield from text(f"{where}.fields[{number}].name", entry.get("name"), 256, 1)
        yield from text(f"{where}.fields[{number}].value", entry.get("value"), 1024, 1)
    if not 0 <= (embed.get("color") or 0) <= 0xFFFFFF:
        yield f"{where}.color: {embed['color']}"
    yield from _addresses(where, embed, files)
    shown = ("title", "description", "fields", "footer", "author", "image", "thumbnail")
    if not any(embed.get(part) for part in shown):
        yield f"{where}: nothing to show"


def _addresses(where: str, embed: Json, files: set[str]) -> Iterator[str]:
    if embed.get("url"):
        yield from link(f"{where}.url", embed["url"])
    for part in ("image", "thumbnail"):
        if address := (embed.get(part) or {}).get("url"):
            yield from link(f"{where}.{part}", address, schemes=("http", "https", "attachment"))
            if address.startswith("attachment://") and address.removeprefix("attachment://") not in files:
                yield f"{where}.{part}: no such file is attached: {address}"
    for part, address in (("author", "url"), ("author", "icon_url"), ("footer", "icon_url")):
        if value := (embed.get(part) or {}).get(address):
            yield from link(f"{where}.{part}.{address}", value, schemes=("http", "https", "attachment"))


def components_problems(components: list[Json]) -> Iterator[str]:
    everything = walk(components)
    rows = [part for part in components if part["type"] == ROW]
    if len(rows) > 5 and len(rows) == len(components):
        yield f"{len(rows)} rows, 5 are allowed"
    if len(everything) > 40:
        yield f"{len(everything)} components, 40 are allowed"
    ids = [part["custom_id"] for part in everything if part.get("custom_id")]
    if repeated := {i for i in ids if ids.count(i) > 1}:
        yield f"custom_id is not unique: {sorted(repeated)}"
    texts = sum(size(part.get("content") or "") for part in everything if part["type"] == TEXT_DISPLAY)
    if texts > 4000:
        yield f"{texts} characters in all text displays together, 4000 are allowed"
    for part in everything:
        if part["type"] == ROW:
            yield from row_problems(part.get("components") or [])
        elif part["type"] == BUTTON:
            yield from button_problems(part)
        elif part["type"] in SELECTS:
            yield from select_problems(part)


def row_problems(parts: list[Json]) -> Iterator[str]:
    if not 1 <= len(parts) <= 5:
        yield f"a row of {len(parts)}: 1 to 5 buttons are allowed"
    if len(parts) > 1 and any(part["type"] != BUTTON for part in parts):
        yield "a menu must be alone in its row"


def button_problems(button: Json) -> Iterator[str]:
    where = f"button {button.get('label') or button.get('custom_id')!r}"
    if button.get("label") is not None:
        yield from text(f"{where} label", button["label"], 80)
    if button["style"] == LINK_STYLE:
        yield from link(f"{where} url", button.get("url") or "", 512, ("http", "https", "discord"))
        if button.get("custom_id"):
            yield f"{where}: a link has no custom_id"
    elif button["style"] != PREMIUM_STYLE:
        yield from text(f"{where} custom_id", button.get("custom_id"), 100, 1)
        if button.get("url"):
            yield f"{where}: only a link has a url"
    if button["style"] != PREMIUM_STYLE and not (button.get("label") or button.get("emoji")):
        yield f"{where}: neither label nor emoji"


def select_problems(menu: Json) -> Iterator[str]:
    where = f"menu {menu.get('custom_id')!r}"
    yield from text(f"{where} custom_id", menu.get("custom_id"), 100, 1)
    yield from text(f"{where} placeholder", menu.get("placeholder") or "", 150)
    least, most = menu.get("min_values"), menu.get("max_values")
    if not 0 <= (1 if least is None else least) <= 25 or not 1 <= (1 if most is None else most) <= 25:
        yield f"{where}: min_values {least}, max_values {most}"
    if menu["type"] == SELECT:
        yield from option_problems(where, menu.get("options") or [], 1 if most is None else most)


def option_problems(where: str, options: list[Json], most: int) -> Iterator[str]:
    if not 1 <= len(options) <= 25:
        yield f"{where}: {len(options)} options, 1 to 25 are allowed"
    if most > len(options):
        yield f"{where}: max_values {most} of {len(options)} options"
    for option in options:
        yield from text(f"{where} option label", option.get("label"), 100, 1)
        yield from text(f"{where} option value", option.get("value"), 100, 1)
        if option.get("description") is not None:
            yield from text(f"{where} option description", option["description"], 100, 1)
    if len({option["value"] for option in options}) < len(options):
        yield f"{where}: option values are not unique"
    if sum(bool(option.get("default")) for option in options) > most:
        yield f"{where}: more defaults than max_values"


def poll_problems(poll: Json) -> Iterator[str]:
    if poll:
        yield from text("poll question", poll["question"].get("text"), 300, 1)
        if not 1 <= len(poll["answers"]) <= 10:
            yield f"{len(poll['answers'])} poll answers, 1 to 10 are allowed"
        for answer in poll["answers"]:
            yield from text("poll answer", answer["poll_media"].get("text"), 55, 1)


def choices_problems(choices: list[Json]) -> list[str]:
    """An autocomplete's answer, or the choices fixed in a command."""
    problems = [f"{len(choices)} choices, 25 are allowed"] if len(choices) > 25 else []
    for choice in choices:
        problems += text("choice name", choice.get("name"), 100, 1)
        if isinstance(choice.get("value"), str):
            problems += text("choice value", choice["value"], 100, 1)
    return problems


def modal_problems(modal: Json) -> list[str]:
    problems = [
        *text("modal title", modal.get("title"), 45, 1),
        *text("modal custom_id", modal.get("custom_id"), 100, 1),
    ]
    if not 1 <= len(modal.get("components") or []) <= 5:
        problems.append("a modal of 1 to 5 components is allowed")
    parts = walk(modal.get("components") or [])
    ids = [part["custom_id"] for part in parts if part.get("custom_id")]
    if len(set(ids)) < len(ids):
        problems.append(f"custom_id is not unique: {ids}")
    for part in parts:
        if part.get("label") is not None:
            problems += text("modal label", part["label"], 45, 1)
        if part["type"] == LABEL:
            problems += text("modal label description", part.get("description") or "", 100)
        if part["type"] == TEXT_INPUT:
            problems += text("text input custom_id", part.get("custom_id"), 100, 1)
            problems += text("text input placeholder", part.get("placeholder") or "", 100)
            problems += text("text input value", part.get("value") or "", 4000)
        if part["type"] in SELECTS:
            problems += select_problems(part)
    return problems
