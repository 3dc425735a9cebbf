"""Checks of the settings, and of the form of the token. Secrets are never shown."""

import base64
import binascii
import os
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from bot.checks.result import CheckResult, check_failed, check_missing, check_passed
from bot.settings import Settings

_TOKEN = re.compile(r"(?P<id>[\w-]+)\.[\w-]{5,}\.[\w-]{25,}")


def check_settings(unknown: Sequence[str]) -> Iterator[CheckResult]:
    """`unknown`: PAPERBOT_* names that are not settings."""
    known = [str(field.alias) for field in Settings.model_fields.values()]
    for name in unknown:
        near = get_close_matches(name, known, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        yield check_failed("settings", f"unknown setting {name}.{meant} See .env.example")
    if not unknown:
        yield check_passed("settings", "all valid")


def check_env_file(file: Path) -> Iterator[CheckResult]:
    """Nothing where there is none, and on Windows, whose files have no such modes."""
    if os.name == "posix" and file.is_file():
        if file.stat().st_mode & 0o077:
            yield check_failed("settings", f"others can read {file}, which contains secrets. Run: chmod 600 {file}")
        else:
            yield check_passed("settings", f"only you can read {file}")


def check_token(settings: Settings, *, is_new: bool = False) -> CheckResult:
    """Checks its form alone: Discord is not contacted."""
    if settings.token is None:
        unset = "DISCORD_TOKEN is not set. The README explains how to get one"
        return check_missing("token", unset, is_new=is_new)
    match = _TOKEN.fullmatch(settings.token.get_secret_value())
    if match is None or not _is_id(match["id"]):
        return check_failed(
            "token",
            "DISCORD_TOKEN does not look like a bot token (three parts separated by dots). Copy it again from "
            "discord.com/developers → your application → Bot → Reset Token",
        )
    return check_passed("token", "looks like a bot token; Discord verifies it at the start")


def _is_id(part: str) -> bool:
    """The first part is the bot's id in Base64."""
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).isdigit()
    except (binascii.Error, ValueError):
        return False
