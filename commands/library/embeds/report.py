"""What loading a file would do, or did: new, changed, no longer listed, refused."""

from collections.abc import Iterable

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN
from commands.ui.embeds.limits import DESCRIPTION, FIELD_VALUE, TITLE, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.importing.report import FileReport, change_text

MOST = 10
"""Lines of a list, at most."""
SHARE = 180
"""How much one line may take."""


def report_embed(report: FileReport, is_loaded: bool) -> discord.Embed:
    colour = COLOUR if report.ok else COLOUR_ASK
    embed = discord.Embed(title=_title(report, is_loaded=is_loaded), description=_about(report), colour=colour)
    for name, lines, besides in _lists(report):
        if lines:
            value = cut_list(tuple(lines), FIELD_VALUE, "\n", besides=besides)
            embed.add_field(name=name, value=value, inline=False)
    if is_loaded and not report.changed_nothing:
        embed.set_footer(text="/library undo takes it back.")
    return embed


def refusal_embed(file: str, why: str) -> discord.Embed:
    words = f"{why[:1].upper()}{why[1:]}."
    shown = cut(words, DESCRIPTION, escaped) or UNKNOWN
    return discord.Embed(title=_named("Not loaded", file), description=shown, colour=COLOUR_ASK)


def _title(report: FileReport, *, is_loaded: bool) -> str:
    if report.nothing_written:
        return _named("Refused", report.file)
    if report.changed_nothing:
        return _named("Nothing new in", report.file)
    return _named("Loaded" if is_loaded else "What would come in with", report.file)


def _named(words: str, file: str) -> str:
    return f"{words} {cut(file, TITLE - len(words) - 1, escaped) or UNKNOWN}"


def _about(report: FileReport) -> str:
    if report.nothing_written:
        return "Nothing in it can be loaded; the library is as it was."
    counts = {
        "new": report.new,
        "changed": report.changed_count,
        "unchanged": report.unchanged,
        "no longer listed": len(report.vanished),
        "refused": report.refused_count,
    }
    papers = " · ".join(f"{number:,} {name}" for name, number in counts.items() if number or name == "new")
    if report.profile is None:
        return f"Papers: {papers}"
    whose = "New profile of" if report.profile_is_new else "Profile of"
    return f"{whose} **{cut(report.profile, SHARE, escaped)}**\nPapers: {papers}"


def _lists(report: FileReport) -> Iterable[tuple[str, list[str], int]]:
    """(name, lines, how many there are besides)."""
    numbers = [] if report.profile_is_new else [_line(change_text(change)) for change in report.profile_changes]
    yield "Profile", numbers, 0
    yield "New papers", list(map(_line, report.first_new)), report.new - len(report.first_new)
    yield "Changed papers", _changed(report), report.changed_count - len(report.changed[:MOST])
    yield (
        "No longer listed: kept, and marked",
        list(map(_line, report.vanished[:MOST])),
        max(len(report.vanished) - MOST, 0),
    )
    refused = [_line(str(refusal)) for refusal in report.refused[:MOST]]
    yield "Refused", refused, report.refused_count - len(refused)
    yield "Look at", list(map(_line, report.warnings[:MOST])), max(len(report.warnings) - MOST, 0)


def _changed(report: FileReport) -> list[str]:
    shown = ((outcome.title, "; ".join(map(change_text, outcome.changes))) for outcome in report.changed[:MOST])
    return [f"{cut(title, SHARE // 2, escaped)}: {cut(changes, SHARE, escaped)}" for title, changes in shown]


def _line(text: str) -> str:
    return cut(text, SHARE, escaped) or UNKNOWN
