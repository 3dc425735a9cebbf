"""Chooses the reader of a bulk file (a file that lists anybody's papers)."""

from collections.abc import Iterator
from io import BufferedIOBase

from storage.importing.from_bibtex import read_bibtex
from storage.importing.from_jsonl import read_jsonl
from storage.importing.from_ris import read_ris
from storage.importing.record import PaperRecord
from storage.importing.reference_record import MAX_BYTES
from storage.importing.report import MAX_KEPT, Refusal
from storage.importing.source_file import FileFormat
from storage.profile.decode import decode_text


def read_bulk(
    stream: BufferedIOBase, form: FileFormat, file: str, unknown: set[str], warnings: list[str]
) -> Iterator[PaperRecord | Refusal]:
    """Yields each paper, or why it is refused. `unknown` collects unknown JSONL keys, `warnings` at most MAX_KEPT.

    Raises ProfileError before the first one where the whole file is not text.
    """
    if form is FileFormat.JSONL:
        yield from read_jsonl(stream, file, unknown)
        return
    read = read_ris if form is FileFormat.RIS else read_bibtex

    def warn(warning: str) -> None:
        if len(warnings) < MAX_KEPT:
            warnings.append(warning)

    yield from read(decode_text(stream.read(MAX_BYTES + 1), file, max_bytes=MAX_BYTES), file, warn)
