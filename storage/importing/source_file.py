"""A file to import: what it is called, what kind it is, its digest and its bytes."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from storage.importing.export_format import LIBRARY_FILE, is_export


class FileFormat(Enum):
    """What a person calls it."""

    PROFILE = "a profile text"
    JSONL = "JSONL"
    BIBTEX = "BibTeX"
    RIS = "RIS"


_FORMATS = {
    ".txt": FileFormat.PROFILE,
    ".jsonl": FileFormat.JSONL,
    ".ndjson": FileFormat.JSONL,
    ".bib": FileFormat.BIBTEX,
    ".bibtex": FileFormat.BIBTEX,
    ".ris": FileFormat.RIS,
}
SUFFIXES = tuple(_FORMATS)
_HEAD = 64 * 1024
_BIBTEX = re.compile(rb"(?:[^\S\n]*(?:%[^\n]*)?\n)*+[^\S\n]*@[A-Za-z]+[ \t]*[{(]")
_RIS = re.compile(rb"\s*TY {1,2}-(?:\s|$)")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A path, or (for standard input and uploads) the bytes themselves under a name."""

    name: str
    path: Path | None = None
    data: bytes = b""

    def open(self) -> io.BufferedIOBase:
        return io.BytesIO(self.data) if self.path is None else self.path.open("rb")

    @property
    def size(self) -> int:
        return len(self.data) if self.path is None else self.path.stat().st_size

    def digest(self) -> str:
        with self.open() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def format(self) -> FileFormat:
        """By its name; else by what it begins with."""
        return _FORMATS.get(Path(self.name).suffix.lower()) or self.looks_like()

    def looks_like(self) -> FileFormat:
        """A profile, where it begins with nothing that tells."""
        with self.open() as stream:
            head = stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n")
        if head.lstrip().startswith(b"{"):
            return FileFormat.JSONL
        if _BIBTEX.match(head):
            return FileFormat.BIBTEX
        return FileFormat.RIS if _RIS.match(head) else FileFormat.PROFILE


def files_below(path: Path) -> Iterator[SourceFile]:
    """A file itself; of a folder every file below it that has one of the SUFFIXES, in order of name. Of an exported
    library the file that holds all of it: the others beside it say the same."""
    if not path.is_dir():
        yield SourceFile(path.name, path)
        return
    if is_export(path):
        yield SourceFile(LIBRARY_FILE, path / LIBRARY_FILE)
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path)
        hidden = any(part.startswith(".") for part in inside.parts)
        if file.is_file() and not hidden and file.suffix.lower() in SUFFIXES:
            yield SourceFile(inside.as_posix(), file)
