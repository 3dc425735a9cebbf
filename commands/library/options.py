"""Parses the options of `/library`."""

import datetime as dt

from commands.ui.embeds.markdown import escaped
from commands.ui.refusal import UserError


def parse_captured(text: str, today: dt.date) -> dt.date:
    """Raises UserError."""
    try:
        found = dt.date.fromisoformat(text.strip())
    except ValueError:
        raise UserError(f"“{escaped(text)}” is not a date. Use a date such as 2026-11-23.") from None
    if found > today + dt.timedelta(days=1):  # it may be tomorrow already in the person's time zone
        raise UserError(f"{found.isoformat()} is in the future.")
    return found
