"""A file to import: what it is called, what kind it is, its digest and its bytes."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".txt", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Input:
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

    def is_jsonl(self) -> bool:
        """By its name; else by its first character, as no profile begins with a brace."""
        suffix = Path(self.name).suffix.lower()
        if suffix in SUFFIXES:
            return suffix != ".txt"
        with self.open() as stream:
            return stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def inputs_below(path: Path) -> Iterator[Input]:
    """A file itself; of a folder every profile text and JSONL file below it, in order of name."""
    if not path.is_dir():
        yield Input(path.name, path)
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path)
        hidden = any(part.startswith(".") for part in inside.parts)
        if file.is_file() and not hidden and file.suffix.lower() in SUFFIXES:
            yield Input(inside.as_posix(), file)
