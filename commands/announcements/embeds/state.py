"""How one subscription is doing: its schedule, its last and next announcement, and what is wrong."""

import datetime as dt
from collections import Counter

from commands.ui.embeds.formatting import UNKNOWN, count, day
from commands.ui.embeds.limits import ALL_EMBEDS, FIELD_VALUE, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.announcements.answers import Followed, LastDigest, SubscriptionStatus

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
MARKS = {"active": "✅", "paused": "⏸️", "broken": "⚠️", "stopped": "⏹️"}
STATES = {"active": "", "paused": "Paused. `/announce resume` continues.", "broken": "", "stopped": "Stopped."}
NOUNS = {"author": ("author", "authors"), "field": ("field", "fields"), "search": ("search", "searches")}
ERROR = 350
BRIEF = 120
"""Characters of an error, in full and in the brief form."""
ZONE = 40
ROOM = ALL_EMBEDS - 500
"""Characters of all fields of an embed: its title, description and footer need fewer than the rest."""


def status_heading(status: SubscriptionStatus) -> str:
    """✅ Everything · Mondays 09:00, Europe/Berlin"""
    what = "Everything" if status.everything else _kinds(status.follows)
    return f"{_mark(status)} {what} · {schedule_text(status)}"


def schedule_text(status: SubscriptionStatus) -> str:
    return f"{WEEKDAYS[status.weekday]} {status.time}, {cut(status.zone, ZONE, escaped) or UNKNOWN}"


def _kinds(follows: tuple[Followed, ...]) -> str:
    """2 authors, 1 search"""
    counts = Counter(one.kind for one in follows)
    shown = (f"{counts[kind]:,} {nouns[counts[kind] > 1]}" for kind, nouns in NOUNS.items() if counts[kind])
    return ", ".join(shown) or "Nothing followed"


def _mark(status: SubscriptionStatus) -> str:
    return MARKS["broken"] if status.state == "active" and _error(status) else MARKS[status.state]


def status_lines(status: SubscriptionStatus, *, is_brief: bool = False) -> str:
    """The lines of a field. `is_brief`: there are many channels."""
    where = f"<#{status.channel}>" if status.channel is not None else ""
    comes = f"**Next** {timestamp_text(status.next_due)}" if status.next_due else STATES[status.state]
    lines = (where, health_line(status, BRIEF))
    if not is_brief:
        lines = (where, comes, health_line(status, ERROR), _last(status.last))
    return cut_list(tuple(line for line in lines if line), FIELD_VALUE, "\n")


def health_line(status: SubscriptionStatus, room: int = ERROR) -> str:
    """Failed, no data, stale data or nothing new: why nothing is announced. `room`: characters of an error."""
    waiting = f"**{count(status.waiting, 'paper')}** waiting for the next announcement" if status.waiting else ""
    error = _error(status)
    problem = f"**Failed**: {cut(error, room, escaped) or UNKNOWN}" if error else _data(status)
    return "\n".join(part for part in (problem, waiting) if part) or "Nothing new so far"


def _error(status: SubscriptionStatus) -> str | None:
    """What went wrong, and how to fix it if somebody can."""
    if status.error or status.state == "broken":
        return status.error or "The last message could not be sent. Type /announce resume to try again."
    return status.last.error if status.last and status.last.pending else None


def _data(status: SubscriptionStatus) -> str:
    """Empty if there is data and it is recent."""
    if status.newest_data is None:
        is_of_some = not status.everything and {one.kind for one in status.follows} == {"author"}
        return "**No data**: " + ("none of them has a loaded profile" if is_of_some else "the library is empty")
    if status.profiles and status.stale >= status.profiles:
        return f"**Stale data**: the newest text is from {day(status.newest_data)}"
    return ""


def _last(last: LastDigest | None) -> str:
    if last is None:
        return "**Last** none yet"
    when = f"**Last** {timestamp_text(last.sent_at or last.filled_at)}"
    checked = f"{count(last.considered, 'paper')} checked"
    if last.outcome == "quiet":
        return f"{when}: nothing was new, so nothing was posted"
    if last.outcome == "sent":
        return f"{when}: {checked}, {f'{last.posted:,} announced' if last.posted else 'nothing new'}"
    again = f"; next try {timestamp_text(last.next_try)}" if last.next_try else ""
    total = count(last.messages, "message")
    return f"{when}: {checked}, {last.posted:,} to announce; {last.pending:,} of {total} pending{again}"


def timestamp_text(when: dt.datetime) -> str:
    """Discord shows it in the reader's time zone."""
    stamp = int(when.timestamp())
    return f"<t:{stamp}:F> (<t:{stamp}:R>)"
