"""What the report of an import will say, while it is counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from storage.importing.compare import PaperOutcome
from storage.importing.report import FileReport, Refusal
from storage.importing.values import FieldChange

MAX_KEPT = 1_000
"""Changes, refusals and warnings that are kept word for word; beyond them they are only counted."""
MAX_FIRST_TITLES = 10
"""New papers whose titles are kept."""


@dataclass(slots=True)
class ImportCounts:
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

    def refuse(self, refusal: Refusal) -> None:
        self.refused_count += 1
        if len(self.refused) < MAX_KEPT:
            self.refused.append(refusal)

    def count(self, outcomes: Iterable[PaperOutcome]) -> None:
        for outcome in outcomes:
            if outcome.first_line is not None and len(self.warnings) < MAX_KEPT:
                self.warnings.append(f"line {outcome.line} is the paper of line {outcome.first_line} again")
            self.new += outcome.is_new
            if outcome.is_new and len(self.first_new) < MAX_FIRST_TITLES:
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
