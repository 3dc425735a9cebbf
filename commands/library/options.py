"""What an admin types for `/library`, as values."""

import datetime as dt

from commands.ui.embeds.markdown import escaped
from commands.ui.refusal import UserError


def wished_day(words: str, today: dt.date) -> dt.date:
    try:
        found = dt.date.fromisoformat(words.strip())
    except ValueError:
        raise UserError(f"“{escaped(words)}” is no day: expected one such as 2026-11-23.") from None
    if found > today + dt.timedelta(days=1):  # where the admin is, it may be tomorrow already
        raise UserError(f"{found.isoformat()} is still to come.")
    return found
