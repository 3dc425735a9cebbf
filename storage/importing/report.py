"""What an import says afterwards, for a person to read."""

from dataclasses import dataclass

from storage.importing.compare import PaperOutcome
from storage.importing.values import FieldChange

MAX_SHOWN = 20
FIELD_LABELS = {
    "h_index": "h-index",
    "ai_score": "AI score",
    "doi": "DOI",
    "arxiv_id": "arXiv id",
    "url": "URL",
    "code_url": "code",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a file that could not be loaded. `line` from 1; None where it is the whole file."""

    file: str
    line: int | None
    what: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what}"


@dataclass(frozen=True, slots=True)
class FileReport:
    file: str
    new: int = 0
    changed: tuple[PaperOutcome, ...] = ()
    changed_count: int = 0
    """Larger than len(changed) where a bulk file changes more than are worth keeping; so with `refused`."""
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    refused_count: int = 0
    warnings: tuple[str, ...] = ()
    profile: str | None = None
    """The name of the profile that the file is."""
    profile_is_new: bool = False
    profile_changes: tuple[FieldChange, ...] = ()
    vanished: tuple[str, ...] = ()
    """The titles that the profile's newer copy lists no longer: kept and marked."""
    first_new: tuple[str, ...] = ()
    """The first titles of those that are new."""
    nothing_written: bool = False
    """The file as a whole was refused: the store is as it was."""

    @property
    def ok(self) -> bool:
        return not self.refused_count

    @property
    def changed_nothing(self) -> bool:
        return not (self.new or self.changed_count or self.profile_changes or self.profile_is_new or self.vanished)


def refused_file(file: str, what: str, line: int | None = None) -> FileReport:
    return FileReport(file, refused=(Refusal(file, line, what),), refused_count=1, nothing_written=True)


def report_lines(report: FileReport, shown: int | None = MAX_SHOWN) -> list[str]:
    """The report of one file as plain lines: the result in a line, then what changed. `shown` None: all of it."""
    lines = [f"{report.file}: {_result(report)}"]
    if report.profile_is_new:
        lines.append(f"  new profile: {report.profile}")
    else:
        lines += [f"  profile {change_text(change)}" for change in report.profile_changes]
    for outcome in report.changed[:shown]:
        lines.append(f"  changed: {shorten(outcome.title)}")
        lines += [f"    {change_text(change)}" for change in outcome.changes]
    lines += _more(report.changed_count, len(report.changed[:shown]), "changed")
    vanished = report.vanished[:shown]
    lines += [f"  no longer listed, kept and marked: {shorten(title)}" for title in vanished]
    return lines + _more(len(report.vanished), len(vanished), "no longer listed")


def problem_lines(report: FileReport, shown: int | None = MAX_SHOWN) -> list[str]:
    """What in the file wants a person's eye: warnings, and what was refused and why."""
    lines = [f"  warning: {warning}" for warning in report.warnings[:shown]]
    lines += _more(len(report.warnings), len(lines), "warnings")
    refused = [f"  refused: {refusal}" for refusal in report.refused[:shown]]
    return lines + refused + _more(report.refused_count, len(refused), "refused")


def _result(report: FileReport) -> str:
    if report.nothing_written:
        return "refused as a whole, nothing was loaded"
    counts = f"{report.new:,} new, {report.changed_count:,} changed, {report.unchanged:,} unchanged"
    refused = f", {report.refused_count:,} refused" if report.refused_count else ""
    nothing = " (nothing changed)" if report.changed_nothing else ""
    return counts + refused + nothing


def _more(count: int, shown: int, what: str) -> list[str]:
    return [f"  … and {count - shown:,} more {what}"] if count > shown else []


def change_text(change: FieldChange) -> str:
    label = FIELD_LABELS.get(change.field) or change.field.replace("_", " ")
    return f"{label}: {_value(change.old)} → {_value(change.new)}"


def _value(value: str | float | None) -> str:
    if value is None:
        return "—"
    return shorten(value) if isinstance(value, str) else f"{value:,g}" if isinstance(value, float) else str(value)


def shorten(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
