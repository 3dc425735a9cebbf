"""How fresh the library is, and what came of asking the live sources."""

import datetime as dt
from collections.abc import Callable, Sequence

import discord

from commands.ui.embeds.changes import change_line
from commands.ui.embeds.characters import plain
from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count, day
from commands.ui.embeds.limits import FIELD_VALUE, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.history.answers import LastImport, LibraryStatus, LiveSourceStatus, ProfileStatus
from storage.live.answers import ServiceReport

STALE_DAYS = 30
SHARE = 120
PROFILES_SHOWN = 20
PROFILES_IN_FULL = 3
"""So many surely have room, however long their names are."""
NOTES_SHOWN = 3


def library_status_embed(shelf: LibraryStatus) -> discord.Embed:
    embed = discord.Embed(title="The library", description=_about(shelf), colour=COLOUR)
    shown = tuple(_profile(profile, shelf.today, escaped) for profile in shelf.profiles[:PROFILES_SHOWN])
    besides = len(shelf.profiles) - len(shown)
    for name, lines, more in (
        ("Profiles, the oldest texts first", shown, besides),
        ("Live sources", _live_lines(shelf), 0),
        ("Last changes", tuple(map(change_line, shelf.changes)), 0),
    ):
        if lines:
            embed.add_field(name=name, value=cut_list(lines, FIELD_VALUE, "\n", besides=more), inline=False)
    return embed


def status_text(shelf: LibraryStatus) -> str:
    """All profiles, where they are more than the embed has room for, as a file; else empty."""
    if len(shelf.profiles) <= PROFILES_IN_FULL:
        return ""
    return "\n".join(_profile(profile, shelf.today, plain).replace("**", "") for profile in shelf.profiles)


def _about(shelf: LibraryStatus) -> str:
    stale = sum(_age(profile, shelf.today) > STALE_DAYS for profile in shelf.profiles)
    old = f", {stale:,} of them with a text older than {STALE_DAYS} days" if stale else ""
    bulk = f"\n{count(shelf.bulk_papers, 'paper')} from JSONL, BibTeX and RIS files" if shelf.bulk_papers else ""
    return f"{count(shelf.papers, 'paper')} · {count(len(shelf.profiles), 'profile')}{old}{bulk}"


def _age(profile: ProfileStatus, today: dt.date) -> int:
    return (today - profile.captured).days


def _profile(profile: ProfileStatus, today: dt.date, shown: Callable[[str], str]) -> str:
    age = _age(profile, today)
    old = "today" if age <= 0 else f"{count(age, 'day')} old"
    mark = "⚠️ " if age > STALE_DAYS else ""
    gone = f", {profile.vanished:,} no longer listed" if profile.vanished else ""
    name, file = (cut(text, SHARE, shown) or UNKNOWN for text in (profile.name, profile.file))
    papers = count(profile.papers, "paper")
    return f"{mark}**{name}** ({file}): {day(profile.captured)}, {old} · {papers}{gone}{_loaded(profile.last)}"


def _loaded(last: LastImport | None) -> str:
    if last is None:
        return ""
    counts = {"new": last.new, "changed": last.changed, "refused": last.refused}
    told = ", ".join(f"{number:,} {name}" for name, number in counts.items() if number) or "nothing new"
    return f" · last load {day(last.at.date())}: {told}"


def _live_lines(shelf: LibraryStatus) -> tuple[str, ...]:
    if not shelf.live:
        return ("None is set up; nothing is fetched.",)
    following = (f"Next run {moment(shelf.next_run)}",) if shelf.next_run else ()
    return (*map(_live, shelf.live), *following)


def _live(state: LiveSourceStatus) -> str:
    if state.trouble:
        again = f"; again {moment(state.next_try)}" if state.next_try else ""
        since = f" Last success {moment(state.succeeded_at)}." if state.succeeded_at else " It never succeeded yet."
        return f"⚠️ **{state.name}**: {cut(state.trouble, SHARE, escaped)}{again}.{since}"
    if state.succeeded_at is None:
        return f"**{state.name}**: not asked yet"
    return f"✅ **{state.name}**: {moment(state.succeeded_at)}, {cut(state.result or '', SHARE, escaped) or UNKNOWN}"


def moment(at: dt.datetime) -> str:
    """As each reader's own clock has it."""
    return f"<t:{int(at.timestamp())}:f>"


def refreshed_embed(reports: Sequence[ServiceReport]) -> discord.Embed:
    well = all(report.error is None for report in reports)
    embed = discord.Embed(title="The live sources were asked", colour=COLOUR if well else COLOUR_ASK)
    for report in reports:
        embed.add_field(name=report.name, value=_heard_in_all(report), inline=False)
    return embed


def _heard_in_all(report: ServiceReport) -> str:
    return cut_list(tuple(_heard(report)), FIELD_VALUE, "\n") or UNKNOWN


def _heard(report: ServiceReport) -> list[str]:
    lines = list[str]()
    if report.error:
        again = f" It is tried again {moment(report.next_try)}." if report.next_try else ""
        lines.append(f"⚠️ {cut(report.error, SHARE * 2, escaped)}{again}")
    if report.was_queried:
        numbers = f", {report.numbers:,} numbers changed" if report.numbers else ""
        heard = f"{count(report.people, 'person') if report.people == 1 else f'{report.people:,} people'}, "
        heard += f"{count(report.works, 'work')}: {report.new:,} new, {report.changed:,} changed{numbers}"
        lines.append(heard)
    if report.passed_over:
        lines.append(f"{count(report.passed_over, 'work')} passed over: only a name speaks for them")
    lines += [cut(note, SHARE * 2, escaped) for note in report.notes[:NOTES_SHOWN]]
    if len(report.notes) > NOTES_SHOWN:
        lines.append(f"and {len(report.notes) - NOTES_SHOWN:,} more notes")
    return lines
