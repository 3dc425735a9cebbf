"""The format of an exported library: JSON Lines.

The first line identifies the file. One line per table row follows, parents first. The last line has the number of lines
before it and their digest. A row's columns have their own names, so a paper's line also reads as a line of a bulk file;
its `authors` are there for that reader and are ignored when the export is imported.
"""

import hashlib
import json
from io import BufferedIOBase
from pathlib import Path
from typing import Any

LIBRARY_FILE = "library.jsonl"
EXPORT_VERSION = 1
HEADER_KEY, ROW_KEY, TRAILER_KEY = "paperbot", "row_of", "end_of_paperbot"
"""The first keys of the three kinds of lines. No table has columns of these names."""
AUTHORS_KEY = "authors"
_LINE_STARTS = tuple(f'{{"{name}":'.encode() for name in (HEADER_KEY, ROW_KEY, TRAILER_KEY))
_SAMPLE_BYTES = 64 * 1024
"""Bytes at the beginning and at the end of a file that are searched for such lines."""


class Seal:
    """Counts lines and computes their digest, without line ends, as mail and Git change those."""

    def __init__(self) -> None:
        self.lines = 0
        self._hash = hashlib.sha256()

    def take(self, line: bytes) -> None:
        self._hash.update(line.strip())
        self._hash.update(b"\n")
        self.lines += 1

    def words(self) -> dict[str, Any]:
        return {"lines": self.lines, "sha256": self._hash.hexdigest()}


def export_line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n"


def looks_like_export(stream: BufferedIOBase) -> bool:
    """Whether this is an exported library, even with a damaged beginning or end. `stream` must be seekable."""
    head = stream.read(_SAMPLE_BYTES)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _SAMPLE_BYTES))
    lines = head.removeprefix(b"\xef\xbb\xbf").splitlines() + stream.read().splitlines()
    return any(line.lstrip().startswith(_LINE_STARTS) for line in lines)


def is_export(folder: Path) -> bool:
    """Whether the folder holds an exported library. Raises OSError if it cannot be read."""
    file = folder / LIBRARY_FILE
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return looks_like_export(stream)
