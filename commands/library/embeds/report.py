"""What importing a file would change, or has changed: new, changed, no longer listed, rejected."""

from collections.abc import Iterable

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN
from commands.ui.embeds.limits import DESCRIPTION, FIELD_VALUE, TITLE, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.importing.report import FileReport, change_text

MAX_LINES = 10
"""Of one list."""
MAX_LINE_LENGTH = 180
"""Characters."""


def report_embed(report: FileReport, is_imported: bool) -> discord.Embed:
    colour = COLOUR if report.ok else COLOUR_ASK
    embed = discord.Embed(title=_title(report, is_imported=is_imported), description=_about(report), colour=colour)
    for name, lines, besides in _lists(report):
        if lines:
            value = cut_list(tuple(lines), FIELD_VALUE, "\n", besides=besides)
            embed.add_field(name=name, value=value, inline=False)
    if is_imported and not report.changed_nothing:
        embed.set_footer(text="To undo this, use /library undo.")
    return embed


def rejection_embed(file: str, why: str) -> discord.Embed:
    reason = f"{why[:1].upper()}{why[1:]}."
    shown = cut(reason, DESCRIPTION, escaped) or UNKNOWN
    return discord.Embed(title=_named("Could not import", file), description=shown, colour=COLOUR_ASK)


def _title(report: FileReport, *, is_imported: bool) -> str:
    if report.nothing_written:
        return _named("Rejected", report.file)
    if report.changed_nothing:
        return _named("Nothing new in", report.file)
    return _named("Imported" if is_imported else "Preview of", report.file)


def _named(action: str, file: str) -> str:
    return f"{action} {cut(file, TITLE - len(action) - 1, escaped) or UNKNOWN}"


def _about(report: FileReport) -> str:
    if report.nothing_written:
        return "The file cannot be imported. The library is unchanged."
    counts = {
        "new": report.new,
        "changed": report.changed_count,
        "unchanged": report.unchanged,
        "no longer listed": len(report.vanished),
        "rejected": report.refused_count,
    }
    papers = " · ".join(f"{number:,} {name}" for name, number in counts.items() if number or name == "new")
    if report.profile is None:
        return f"Papers: {papers}"
    whose = "New profile of" if report.profile_is_new else "Profile of"
    return f"{whose} **{cut(report.profile, MAX_LINE_LENGTH, escaped)}**\nPapers: {papers}"


def _lists(report: FileReport) -> Iterable[tuple[str, list[str], int]]:
    """(name, lines, how many there are besides)."""
    numbers = [] if report.profile_is_new else [_line(change_text(change)) for change in report.profile_changes]
    yield "Profile", numbers, 0
    yield "New papers", list(map(_line, report.first_new)), report.new - len(report.first_new)
    yield "Changed papers", _changed(report), report.changed_count - len(report.changed[:MAX_LINES])
    yield (
        "No longer listed (kept and marked)",
        list(map(_line, report.vanished[:MAX_LINES])),
        max(len(report.vanished) - MAX_LINES, 0),
    )
    refused = [_line(str(refusal)) for refusal in report.refused[:MAX_LINES]]
    yield "Rejected", refused, report.refused_count - len(refused)
    yield "Warnings", list(map(_line, report.warnings[:MAX_LINES])), max(len(report.warnings) - MAX_LINES, 0)


def _changed(report: FileReport) -> list[str]:
    shown = ((outcome.title, "; ".join(map(change_text, outcome.changes))) for outcome in report.changed[:MAX_LINES])
    return [
        f"{cut(title, MAX_LINE_LENGTH // 2, escaped)}: {cut(changes, MAX_LINE_LENGTH, escaped)}"
        for title, changes in shown
    ]


def _line(text: str) -> str:
    return cut(text, MAX_LINE_LENGTH, escaped) or UNKNOWN
