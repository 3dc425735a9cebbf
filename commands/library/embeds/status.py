"""The age of the library's data, and the results of querying the live sources."""

import datetime as dt
from collections.abc import Callable, Sequence

import discord

from commands.ui.embeds.changes import change_line
from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count, day
from commands.ui.embeds.limits import FIELD_VALUE, cut, cut_list
from commands.ui.embeds.markdown import escaped, plain
from storage.history.answers import LastImport, LibraryStatus, LiveSourceStatus, ProfileStatus
from storage.live.answers import ServiceReport

STALE_DAYS = 30
"""A profile text older than this is marked."""
MAX_LENGTH = 120
"""Characters of one name or text."""
PROFILES_SHOWN = 20
PROFILES_IN_FULL = 3
"""This many fit, however long their names are."""
NOTES_SHOWN = 3


def library_status_embed(status: LibraryStatus) -> discord.Embed:
    embed = discord.Embed(title="Library status", description=_about(status), colour=COLOUR)
    shown = tuple(_profile(profile, status.today, escaped) for profile in status.profiles[:PROFILES_SHOWN])
    besides = len(status.profiles) - len(shown)
    for name, lines, more in (
        ("Profiles, oldest text first", shown, besides),
        ("Live sources", _live_lines(status), 0),
        ("Latest changes", tuple(map(change_line, status.changes)), 0),
    ):
        if lines:
            embed.add_field(name=name, value=cut_list(lines, FIELD_VALUE, "\n", besides=more), inline=False)
    return embed


def status_text(status: LibraryStatus) -> str:
    """All profiles as plain text; empty if the embed surely has room for them."""
    if len(status.profiles) <= PROFILES_IN_FULL:
        return ""
    return "\n".join(_profile(profile, status.today, plain).replace("**", "") for profile in status.profiles)


def _about(status: LibraryStatus) -> str:
    stale = sum(_age(profile, status.today) > STALE_DAYS for profile in status.profiles)
    old = f" ({stale:,} older than {STALE_DAYS} days)" if stale else ""
    bulk = f"\n{count(status.bulk_papers, 'paper')} from JSONL, BibTeX and RIS files" if status.bulk_papers else ""
    return f"{count(status.papers, 'paper')} · {count(len(status.profiles), 'profile')}{old}{bulk}"


def _age(profile: ProfileStatus, today: dt.date) -> int:
    return (today - profile.captured).days


def _profile(profile: ProfileStatus, today: dt.date, shown: Callable[[str], str]) -> str:
    age = _age(profile, today)
    old = "today" if age <= 0 else f"{count(age, 'day')} old"
    mark = "⚠️ " if age > STALE_DAYS else ""
    gone = f", {profile.vanished:,} no longer listed" if profile.vanished else ""
    name, file = (cut(text, MAX_LENGTH, shown) or UNKNOWN for text in (profile.name, profile.file))
    papers = count(profile.papers, "paper")
    return f"{mark}**{name}** ({file}): {day(profile.captured)}, {old} · {papers}{gone}{_loaded(profile.last)}"


def _loaded(last: LastImport | None) -> str:
    if last is None:
        return ""
    counts = {"new": last.new, "changed": last.changed, "rejected": last.refused}
    result = ", ".join(f"{number:,} {name}" for name, number in counts.items() if number) or "nothing new"
    return f" · last import {day(last.at.date())}: {result}"


def _live_lines(status: LibraryStatus) -> tuple[str, ...]:
    if not status.live:
        return ("None configured (`PAPERBOT_LIVE`).",)
    following = (f"Next refresh: {_timestamp(status.next_run)}",) if status.next_run else ()
    return (*map(_live, status.live), *following)


def _live(state: LiveSourceStatus) -> str:
    if state.error:
        again = f"; next attempt {_timestamp(state.next_try)}" if state.next_try else ""
        since = f" Last success: {_timestamp(state.succeeded_at)}." if state.succeeded_at else " No success yet."
        return f"⚠️ **{state.name}**: {cut(state.error, MAX_LENGTH, escaped)}{again}.{since}"
    if state.succeeded_at is None:
        return f"**{state.name}**: not queried yet"
    result = cut(state.result or "", MAX_LENGTH, escaped) or UNKNOWN
    return f"✅ **{state.name}**: {_timestamp(state.succeeded_at)}, {result}"


def _timestamp(at: dt.datetime) -> str:
    """Shown in each reader's own time zone."""
    return f"<t:{int(at.timestamp())}:f>"


def refresh_report_embed(reports: Sequence[ServiceReport]) -> discord.Embed:
    succeeded = all(report.error is None for report in reports)
    embed = discord.Embed(title="Live sources refreshed", colour=COLOUR if succeeded else COLOUR_ASK)
    for report in reports:
        embed.add_field(name=report.name, value=_service_field(report), inline=False)
    return embed


def _service_field(report: ServiceReport) -> str:
    return cut_list(tuple(_service_lines(report)), FIELD_VALUE, "\n") or UNKNOWN


def _service_lines(report: ServiceReport) -> list[str]:
    lines = list[str]()
    if report.error:
        again = f". Next attempt: {_timestamp(report.next_try)}" if report.next_try else ""
        lines.append(f"⚠️ {cut(report.error, MAX_LENGTH * 2, escaped)}{again}")
    if report.was_queried:
        numbers = f", {report.numbers:,} numbers updated" if report.numbers else ""
        asked_about = f"{count(report.people, 'author')}, {count(report.works, 'work')}"
        lines.append(f"{asked_about}: {report.new:,} new, {report.changed:,} changed{numbers}")
    if report.passed_over:
        lines.append(f"{count(report.passed_over, 'work')} skipped: matched by name only")
    lines += [cut(note, MAX_LENGTH * 2, escaped) for note in report.notes[:NOTES_SHOWN]]
    if len(report.notes) > NOTES_SHOWN:
        lines.append(f"and {len(report.notes) - NOTES_SHOWN:,} more notes")
    return lines
