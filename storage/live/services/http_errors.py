"""What an answer that is not 200 means."""

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from storage.live.services.errors import BUDGET_SPENT, FAILING, GONE, REFUSED, TOO_FAST, UNREADABLE, SourceError

_REMAINING = ("X-RateLimit-Remaining-USD", "X-RateLimit-Remaining")
"""OpenAlex: what is left of the day. Dollars stand before credits."""
_SPENT = re.compile(rb"budget|credits?\b|daily|per day|insufficient|quota", re.IGNORECASE)
_HURRIED = re.compile(rb"rate limit|too many|slow down|per second", re.IGNORECASE)
_LONG = 3_600
"""Seconds. Who asks to wait so long has not been asked too fast."""
_LONGEST = 7 * 86_400.0
"""Seconds. Nobody is left alone for longer, whatever they ask for."""


def refusal(source: str, status: int, headers: Mapping[str, str], body: bytes) -> SourceError:
    """`headers`: found in any case of letters."""
    after = retry_after(headers)
    if status == 429 or (status == 403 and _HURRIED.search(body[:2_000])):
        if _is_spent(headers, body[:2_000], after):
            return SourceError(source, "the budget of the day is spent", BUDGET_SPENT, after or _until_reset(headers))
        return SourceError(source, "it was asked too fast", TOO_FAST, after)
    if status == 402:
        return SourceError(source, "the budget of the day is spent", BUDGET_SPENT, after)
    if status in (404, 410):
        return SourceError(source, "it has nothing of this id", GONE)
    if status >= 500:
        return SourceError(source, f"it is failing (HTTP {status})", FAILING, after)
    if status >= 400:
        hint = ": is the key right?" if status in (401, 403) else ""
        return SourceError(source, f"it refused the request (HTTP {status}){hint}", REFUSED)
    return SourceError(source, f"it gave an answer that was not expected (HTTP {status})", UNREADABLE)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, from a number or an HTTP date; None for what is neither."""
    said = (headers.get("Retry-After") or "").strip()[:64]
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", said, re.ASCII):
        return min(float(said), _LONGEST)
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return min(max(0.0, (at - dt.datetime.now(dt.UTC)).total_seconds()), _LONGEST)


def _until_reset(headers: Mapping[str, str]) -> float | None:
    """OpenAlex tells the seconds until its day ends."""
    said = headers.get("X-RateLimit-Reset", "").strip()
    seconds = float(said) if re.fullmatch(r"[0-9]{1,9}", said, re.ASCII) else 0.0
    return seconds if 0 < seconds <= _LONGEST else None


def _is_spent(headers: Mapping[str, str], body: bytes, after: float | None) -> bool:
    if _SPENT.search(body) or (after is not None and after >= _LONG):
        return True
    left = [headers[name].strip() for name in _REMAINING if name in headers]
    return bool(left) and re.fullmatch(r"-[0-9.]+|0+(\.0*)?", left[0], re.ASCII) is not None
