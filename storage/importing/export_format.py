"""The form of an exported library: JSON, an object a line.

The first line says what the file is; then comes a row of a table a line, parents first; the last line says how many
lines went before it, and what their digest is. A row's columns stand under their own names, so a paper's line can be
read as one of a bulk load; its `authors` are there for that reader, and are passed over when it is loaded back.
"""

import hashlib
import json
from io import BufferedIOBase
from pathlib import Path
from typing import Any

LIBRARY_FILE = "library.jsonl"
EXPORT_VERSION = 1
HEADER_KEY, ROW_KEY, TRAILER_KEY = "paperbot", "row_of", "end_of_paperbot"
"""The first keys of the three kinds of lines. No table has columns of these names (one has `table`)."""
AUTHORS_KEY = "authors"
_BEGINNINGS = tuple(f'{{"{name}":'.encode() for name in (HEADER_KEY, ROW_KEY, TRAILER_KEY))
_LOOKED_AT = 64 * 1024


class Seal:
    """Counts the lines and makes a digest of them. What ends a line is not looked at: mail and Git change it."""

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
    """Whether this is an exported library, also where its beginning or its end is damaged. `stream` can seek."""
    head = stream.read(_LOOKED_AT)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _LOOKED_AT))
    lines = head.removeprefix(b"\xef\xbb\xbf").splitlines() + stream.read().splitlines()
    return any(line.lstrip().startswith(_BEGINNINGS) for line in lines)


def is_export(folder: Path) -> bool:
    """Whether the folder holds an exported library. Raises OSError where it cannot be read."""
    file = folder / LIBRARY_FILE
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return looks_like_export(stream)
