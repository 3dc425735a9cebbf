"""Splits a RIS file into records: one tag per line, from TY to ER.

Not with rispy, which has no line numbers, takes the second line of a name for another author, cuts addresses at
semicolons, and joins a continued repeated tag to the first one. Both read well-formed files alike.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from storage.importing.reference_record import MAX_ENTRY, Warn
from storage.importing.report import Refusal, shorten

_LINE = re.compile(r"^.*$", re.MULTILINE)
_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: |$)")
_SURE = re.compile(
    "T[1-3YI]|[CB]T|A[1-4BNU]|[CY]1|PY|D[AOP]|[EI]D|UR|LK|L[1-4]|N[12]|J[12AFO]|C[23]|M[1-3]|KW|VL|IS|SP|EP|SN|PB|ER"
)
"""Tags even with one space before the hyphen. "AI - based" continues the line before."""


@dataclass(slots=True)
class RisEntry:
    """`tags`: tag → values, each as its lines. `size` in characters."""

    line: int
    tags: dict[str, list[list[str]]] = field(default_factory=dict[str, list[list[str]]])
    size: int = 0

    def every(self, tags: Iterable[str]) -> list[str]:
        return ["\n".join(value).strip() for tag in tags for value in self.tags.get(tag, ())]

    def first(self, tags: Iterable[str]) -> str:
        return next(filter(None, self.every(tags)), "")


def read_ris_entries(text: str, file: str, warn: Warn) -> Iterator[RisEntry | Refusal]:
    """`text` has \\n line ends. `warn` is called for the first text between records."""
    return _Scan(file, warn).entries(text)


@dataclass(slots=True)
class _Scan:
    """One pass over the lines of a file. `last` holds the lines of the value that the next line may continue."""

    file: str
    warn: Warn
    entry: RisEntry | None = None
    last: list[str] = field(default_factory=list[str])
    stray_tag: int | None = None
    has_warned: bool = False

    def entries(self, text: str) -> Iterator[RisEntry | Refusal]:
        number = 0
        for number, line in enumerate((found[0] for found in _LINE.finditer(text)), start=1):
            tag = _tag(line)
            if tag == "TY":
                yield from self._unended(f"before the next record in line {number}")
                self.entry, self.stray_tag = RisEntry(number), None
                self._take(tag, line)
            elif tag == "ER":
                yield self._ended(number)
                self.entry = self.stray_tag = None
            elif self.entry:
                self._take(tag, line)
            elif line.strip():
                self._pass_over(tag, line, number)
        yield from self._unended("at its end, found the end of the file")

    def _take(self, tag: str | None, line: str) -> None:
        assert self.entry
        self.entry.size += len(line) + 1
        if self.entry.size > MAX_ENTRY:
            return
        if tag:
            self.last = [line.partition("-")[2]]
            self.entry.tags.setdefault(tag, []).append(self.last)
        else:
            self.last.append(line)

    def _ended(self, number: int) -> RisEntry | Refusal:
        if self.entry is None:
            return Refusal(self.file, self.stray_tag or number, "expected a line TY  - at the beginning of the record")
        if self.entry.size > MAX_ENTRY:
            return Refusal(self.file, self.entry.line, "expected a record of at most 4 MiB")
        return self.entry

    def _unended(self, where: str) -> Iterator[Refusal]:
        if self.entry:
            yield Refusal(self.file, self.entry.line, f"expected a line ER  - {where}")

    def _pass_over(self, tag: str | None, line: str, number: int) -> None:
        if tag:
            self.stray_tag = self.stray_tag or number
        if not self.has_warned:
            self.has_warned = True
            self.warn(
                f"line {number}: expected TY  -, found text outside a record; such text is ignored:"
                f" {shorten(line.strip(), 40)!r}"
            )


def _tag(line: str) -> str | None:
    found = _TAG.match(line)
    if found is None or (line[3] == "-" and not _SURE.fullmatch(found["tag"])):
        return None
    return found["tag"]
