"""A file to import: its name, format, digest and bytes."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from storage.importing.export_format import LIBRARY_FILE, is_export


class FileFormat(Enum):
    """The value is what a person calls it."""

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
"""Bytes at the beginning from which the format is guessed."""
_BIBTEX = re.compile(rb"(?:[^\S\n]*(?:%[^\n]*)?\n)*+[^\S\n]*@[A-Za-z]+[ \t]*[{(]")
_RIS = re.compile(rb"\s*TY {1,2}-(?:\s|$)")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file by its path or, for standard input and uploads, by its bytes."""

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
        """By the suffix of its name, else by how it begins."""
        return _FORMATS.get(Path(self.name).suffix.lower()) or self.looks_like()

    def looks_like(self) -> FileFormat:
        """The format by how the file begins; a profile text if nothing tells."""
        with self.open() as stream:
            head = stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n")
        if head.lstrip().startswith(b"{"):
            return FileFormat.JSONL
        if _BIBTEX.match(head):
            return FileFormat.BIBTEX
        return FileFormat.RIS if _RIS.match(head) else FileFormat.PROFILE


def files_below(path: Path) -> Iterator[SourceFile]:
    """The file itself, or the files with one of the SUFFIXES below a folder, sorted by name.

    For an exported library only the file that holds all of it; those beside it repeat the same.
    """
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
