"""What a response with a status other than 200 means."""

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from storage.live.services.errors import BUDGET_SPENT, FAILING, GONE, REFUSED, TOO_FAST, UNREADABLE, SourceError

_REMAINING = ("X-RateLimit-Remaining-USD", "X-RateLimit-Remaining")
"""OpenAlex: what is left of the daily budget. Dollars take precedence over credits."""
_SPENT = re.compile(rb"budget|credits?\b|daily|per day|insufficient|quota", re.IGNORECASE)
_RATE_LIMITED = re.compile(rb"rate limit|too many|slow down|per second", re.IGNORECASE)
_BUDGET_WAIT = 3_600
"""Seconds. A source that asks for a wait this long means its daily budget, not its rate limit."""
_LONGEST_WAIT = 7 * 86_400.0
"""Seconds. Longer waits are cut to this, whatever a source asks for."""


def http_error(source: str, status: int, headers: Mapping[str, str], body: bytes) -> SourceError:
    """`headers`: a mapping that ignores case."""
    after = retry_after_seconds(headers)
    if status == 429 or (status == 403 and _RATE_LIMITED.search(body[:2_000])):
        if _is_budget_spent(headers, body[:2_000], after):
            return SourceError(source, "daily budget spent", BUDGET_SPENT, after or _seconds_until_reset(headers))
        return SourceError(source, "rate limit exceeded", TOO_FAST, after)
    if status == 402:
        return SourceError(source, "daily budget spent", BUDGET_SPENT, after)
    if status in (404, 410):
        return SourceError(source, "no record with this ID", GONE)
    if status >= 500:
        return SourceError(source, f"server error (HTTP {status})", FAILING, after)
    if status >= 400:
        hint = "; check the API key" if status in (401, 403) else ""
        return SourceError(source, f"request rejected (HTTP {status}){hint}", REFUSED)
    return SourceError(source, f"unexpected response (HTTP {status})", UNREADABLE)


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """From a number or an HTTP date; None if it is neither."""
    value = (headers.get("Retry-After") or "").strip()[:64]
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", value, re.ASCII):
        return min(float(value), _LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return min(max(0.0, (at - dt.datetime.now(dt.UTC)).total_seconds()), _LONGEST_WAIT)


def _seconds_until_reset(headers: Mapping[str, str]) -> float | None:
    """OpenAlex sends the seconds until its day ends."""
    value = headers.get("X-RateLimit-Reset", "").strip()
    seconds = float(value) if re.fullmatch(r"[0-9]{1,9}", value, re.ASCII) else 0.0
    return seconds if 0 < seconds <= _LONGEST_WAIT else None


def _is_budget_spent(headers: Mapping[str, str], body: bytes, after: float | None) -> bool:
    if _SPENT.search(body) or (after is not None and after >= _BUDGET_WAIT):
        return True
    left = [headers[name].strip() for name in _REMAINING if name in headers]
    return bool(left) and re.fullmatch(r"-[0-9.]+|0+(\.0*)?", left[0], re.ASCII) is not None
