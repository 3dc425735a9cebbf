"""What an import reports: counts while it runs, then lines for a person to read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_SHOWN = 20
"""Changed papers, warnings and so on that are listed; of the others only the number is given."""
MAX_KEPT = 1_000
"""Changed papers, refusals and warnings that are kept in memory; beyond that they are only counted."""
MAX_NEW_TITLES = 10
"""New papers whose titles are kept."""
FIELD_LABELS = {
    "h_index": "h-index",
    "ai_score": "AI score",
    "doi": "DOI",
    "arxiv_id": "arXiv id",
    "url": "URL",
    "code_url": "code",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a paper or profile, before and after. None: unknown."""

    field: str
    old: str | int | float | None
    new: str | int | float | None


@dataclass(frozen=True, slots=True)
class PaperOutcome:
    """What one record did. `changes` is empty for a paper that is new or unchanged."""

    title: str
    line: int
    is_new: bool = False
    changes: tuple[FieldChange, ...] = ()
    first_line: int | None = None
    """The line of an earlier record of the same paper, in the same file."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a file that cannot be imported. `line` counts from 1; None: the whole file."""

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
    """Exceeds len(changed) once MAX_KEPT are kept; likewise `refused_count`."""
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    refused_count: int = 0
    warnings: tuple[str, ...] = ()
    profile: str | None = None
    """The owner's name, if the file is a profile text."""
    profile_is_new: bool = False
    profile_changes: tuple[FieldChange, ...] = ()
    vanished: tuple[str, ...] = ()
    """Titles that the profile's newer copy no longer lists. Their papers stay in the library, marked."""
    first_new: tuple[str, ...] = ()
    """Titles of the first MAX_NEW_TITLES new papers."""
    nothing_written: bool = False
    """The whole file was refused and the library is unchanged."""

    @property
    def ok(self) -> bool:
        return not self.refused_count

    @property
    def changed_nothing(self) -> bool:
        return not (self.new or self.changed_count or self.profile_changes or self.profile_is_new or self.vanished)


@dataclass(slots=True)
class ImportCounts:
    """Collects the report of one import while it runs."""

    file: str
    new: int = 0
    unchanged: int = 0
    changed: list[PaperOutcome] = field(default_factory=list[PaperOutcome])
    changed_count: int = 0
    refused: list[Refusal] = field(default_factory=list[Refusal])
    refused_count: int = 0
    warnings: list[str] = field(default_factory=list[str])
    profile: str | None = None
    profile_is_new: bool = False
    profile_changes: list[FieldChange] = field(default_factory=list[FieldChange])
    vanished: list[str] = field(default_factory=list[str])
    first_new: list[str] = field(default_factory=list[str])

    @property
    def is_effective(self) -> bool:
        return not self.report().changed_nothing

    def add_refusal(self, refusal: Refusal) -> None:
        self.refused_count += 1
        if len(self.refused) < MAX_KEPT:
            self.refused.append(refusal)

    def add_outcomes(self, outcomes: Iterable[PaperOutcome]) -> None:
        for outcome in outcomes:
            if outcome.first_line is not None and len(self.warnings) < MAX_KEPT:
                self.warnings.append(f"line {outcome.line} repeats the paper of line {outcome.first_line}")
            self.new += outcome.is_new
            if outcome.is_new and len(self.first_new) < MAX_NEW_TITLES:
                self.first_new.append(outcome.title)
            self.changed_count += bool(outcome.changes)
            self.unchanged += not outcome.is_new and not outcome.changes
            if outcome.changes and len(self.changed) < MAX_KEPT:
                self.changed.append(outcome)

    def report(self) -> FileReport:
        return FileReport(
            self.file,
            self.new,
            tuple(self.changed),
            self.changed_count,
            self.unchanged,
            tuple(self.refused),
            self.refused_count,
            tuple(self.warnings),
            self.profile,
            self.profile_is_new,
            tuple(self.profile_changes),
            tuple(self.vanished),
            tuple(self.first_new),
        )


def refused_file(file: str, what: str, line: int | None = None) -> FileReport:
    return FileReport(file, refused=(Refusal(file, line, what),), refused_count=1, nothing_written=True)


def report_lines(report: FileReport, shown: int | None = MAX_SHOWN) -> list[str]:
    """The report of one file as plain lines: the result, then what changed, at most `shown` of a kind (None: all)."""
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
    lines += [f"  no longer listed (kept and marked): {shorten(title)}" for title in vanished]
    return lines + _more(len(report.vanished), len(vanished), "no longer listed")


def problem_lines(report: FileReport, shown: int | None = MAX_SHOWN) -> list[str]:
    """What a person should look at: warnings, and what was refused and why."""
    lines = [f"  warning: {warning}" for warning in report.warnings[:shown]]
    lines += _more(len(report.warnings), len(lines), "warnings")
    refused = [f"  rejected: {refusal}" for refusal in report.refused[:shown]]
    return lines + refused + _more(report.refused_count, len(refused), "rejected")


def _result(report: FileReport) -> str:
    if report.nothing_written:
        return "rejected, nothing was imported"
    counts = f"{report.new:,} new, {report.changed_count:,} changed, {report.unchanged:,} unchanged"
    refused = f", {report.refused_count:,} rejected" if report.refused_count else ""
    nothing = " (nothing changed)" if report.changed_nothing else ""
    return counts + refused + nothing


def _more(count: int, shown: int, what: str) -> list[str]:
    return [f"  … and {count - shown:,} more {what}"] if count > shown else []


def change_text(change: FieldChange) -> str:
    label = FIELD_LABELS.get(change.field) or change.field.replace("_", " ")
    if change.old is None:
        return f"{label}: {_value(change.new)} (was unknown)"
    return f"{label}: {_value(change.old)} → {_value(change.new)}"


def _value(value: str | float | None) -> str:
    if value is None:
        return "unknown"
    return shorten(value) if isinstance(value, str) else f"{value:,g}" if isinstance(value, float) else f"{value:,}"


def shorten(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
