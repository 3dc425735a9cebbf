"""The settings, and whether the token looks like one. What is secret is never shown."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from bot.checks.finding import Finding, mend, ok
from bot.settings import Settings

_TOKEN = re.compile(r"(?P<id>[\w-]+)\.[\w-]{5,}\.[\w-]{25,}")


def check_settings(unknown: Sequence[str]) -> Iterator[Finding]:
    known = [str(field.alias) for field in Settings.model_fields.values()]
    for name in unknown:
        near = get_close_matches(name, known, n=1)
        meant = f"; perhaps {near[0]} was meant" if near else ""
        yield mend("settings", f"{name} is no setting of paperbot{meant}: see .env.example")
    if not unknown:
        yield ok("settings", "all can be read")


def check_token(settings: Settings) -> Finding:
    """Only its form: nobody is asked whether it is right."""
    if settings.token is None:
        return mend("token", "DISCORD_TOKEN is missing: the bot cannot go online; the README tells how to get one")
    match = _TOKEN.fullmatch(settings.token.get_secret_value())
    if match is None or not _is_id(match["id"]):
        return mend(
            "token",
            "DISCORD_TOKEN does not look like a bot's token (three parts with dots between them): copy it again from "
            "discord.com/developers → your application → Bot → Reset Token",
        )
    return ok("token", "has the form of a bot's token; whether Discord takes it is seen at the start")


def _is_id(part: str) -> bool:
    """The first part is the bot's id in base 64."""
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).isdigit()
    except (binascii.Error, ValueError):
        return False
