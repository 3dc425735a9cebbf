"""The check of the server whose library it is."""

from sqlalchemy.engine import URL

from bot.checks.query import QUERY_ERRORS, error_text, query_rows
from bot.checks.result import CheckResult, check_failed, check_passed
from bot.settings import Settings
from storage.database.facts import HOME


async def check_home(settings: Settings, url: URL) -> CheckResult:
    if settings.homes:
        return check_passed("home", f"PAPERBOT_HOME: {', '.join(map(str, settings.homes))}")
    try:
        [rows] = await query_rows(url, f"SELECT value FROM store_fact WHERE key = '{HOME}'")  # noqa: S608
    except QUERY_ERRORS as error:
        return check_failed("home", f"cannot be read ({error_text(error, url)})")
    if rows:
        return check_passed("home", f"server {rows[0][0]}, where the owner first managed the library")
    return check_passed(
        "home",
        "none yet, so only the owner of the bot's application can manage the library. Set PAPERBOT_HOME, or run "
        "/library status as the owner in the server that is to be its home",
    )
