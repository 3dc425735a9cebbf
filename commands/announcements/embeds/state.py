"""How one subscription is doing: when it speaks, what it said, and plainly whether something is wrong."""

import datetime as dt
from collections import Counter

from commands.ui.embeds.formatting import UNKNOWN, count, day
from commands.ui.embeds.limits import ALL_EMBEDS, FIELD_VALUE, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.announcements.answers import Followed, LastDigest, SubscriptionStatus

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
MARKS = {"active": "✅", "paused": "⏸️", "broken": "⚠️", "stopped": "⏹️"}
STATES = {"active": "", "paused": "Paused: `/announce resume` takes it up again.", "broken": "", "stopped": "Stopped."}
NOUNS = {"author": ("author", "authors"), "field": ("field", "fields"), "search": ("search", "searches")}
TROUBLE = 350
BRIEF = 120
ZONE = 40
ROOM = ALL_EMBEDS - 500
"""Of all fields of an embed: its title, description and footer take less than the rest."""


def heading(status: SubscriptionStatus) -> str:
    """✅ Everything · Mondays 09:00, Europe/Berlin"""
    what = "Everything" if status.everything else _kinds(status.follows)
    return f"{_mark(status)} {what} · {schedule(status)}"


def schedule(status: SubscriptionStatus) -> str:
    return f"{WEEKDAYS[status.weekday]} {status.time}, {cut(status.zone, ZONE, escaped) or UNKNOWN}"


def _kinds(follows: tuple[Followed, ...]) -> str:
    """2 authors, 1 search"""
    counts = Counter(one.kind for one in follows)
    shown = (f"{counts[kind]:,} {nouns[counts[kind] > 1]}" for kind, nouns in NOUNS.items() if counts[kind])
    return ", ".join(shown) or "Nothing followed"


def _mark(status: SubscriptionStatus) -> str:
    return MARKS["broken"] if status.state == "active" and _fault(status) else MARKS[status.state]


def state(status: SubscriptionStatus, *, is_brief: bool = False) -> str:
    """The lines of a field. Brief: for one of very many channels."""
    where = f"<#{status.channel}>" if status.channel is not None else ""
    comes = f"**Next** {moment(status.next_due)}" if status.next_due else STATES[status.state]
    lines = (where, verdict(status, BRIEF))
    if not is_brief:
        lines = (where, comes, verdict(status, TROUBLE), _last(status.last))
    return cut_list(tuple(line for line in lines if line), FIELD_VALUE, "\n")


def verdict(status: SubscriptionStatus, room: int = TROUBLE) -> str:
    """Failed, without data, with stale data, or nothing new: one of them, so that silence is never a riddle. `room`: of
    what went wrong."""
    waiting = f"**{count(status.waiting, 'paper')}** for the next one so far" if status.waiting else ""
    fault = _fault(status)
    problem = f"**Failed**: {cut(fault, room, escaped) or UNKNOWN}" if fault else _data(status)
    return "\n".join(part for part in (problem, waiting) if part) or "Nothing new so far"


def _fault(status: SubscriptionStatus) -> str | None:
    """What went wrong, and how to mend it, if anybody can."""
    if status.trouble or status.state == "broken":
        return status.trouble or "It could not be sent. /announce resume tries it again."
    return status.last.error if status.last and status.last.pending else None


def _data(status: SubscriptionStatus) -> str:
    """Empty where the texts are as new as they should be."""
    if status.newest_data is None:
        is_of_some = not status.everything and {one.kind for one in status.follows} == {"author"}
        return "**No data**: " + ("no profile of them is loaded" if is_of_some else "the library is empty")
    if status.profiles and status.stale >= status.profiles:
        return f"**The data is stale**: the newest text is of {day(status.newest_data)}"
    return ""


def _last(last: LastDigest | None) -> str:
    if last is None:
        return "**Last** none yet"
    when = f"**Last** {moment(last.sent_at or last.filled_at)}"
    told = f"posted {last.posted:,} of {last.considered:,} considered"
    if last.outcome == "quiet":
        return f"{when}: nothing new, and silence was wished"
    if last.outcome == "sent":
        return f"{when}: {told if last.posted else f'nothing new among {last.considered:,} considered'}"
    again = f"; tried again {moment(last.next_try)}" if last.next_try else ""
    total = count(last.messages, "message")
    return f"{when}: {last.posted:,} of {last.considered:,} considered; {last.pending:,} of {total} pending{again}"


def moment(when: dt.datetime) -> str:
    """In the reader's own zone."""
    stamp = int(when.timestamp())
    return f"<t:{stamp}:F> (<t:{stamp}:R>)"
