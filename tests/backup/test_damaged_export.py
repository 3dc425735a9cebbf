"""An exported library that is cut, changed or of another version is refused as a whole, and the store is as it was."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from storage.backup.export import export_library
from storage.backup.load_export import import_library_export, is_library_export
from storage.database.database import store_url
from storage.importing.export_format import TRAILER_KEY, Seal, export_line
from storage.importing.report import FileReport, Refusal
from storage.importing.runs import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import Library, open_library
from tests.backup.filled import rows
from tests.conftest import NOW, Shelf

Lines = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """An exported library, and an empty one."""

    data: bytes
    empty: Library

    async def load(self, data: bytes) -> FileReport:
        return await import_library_export(self.empty.store, SourceFile("library.jsonl", data=data), ImportContext(NOW))

    async def refused(self, data: bytes) -> Refusal:
        report = await self.load(data)
        assert report.nothing_written
        assert not any((await rows(self.empty.store)).values())
        return report.refused[0]


@pytest.fixture
async def place(quick_shelf: Shelf, tmp_path: Path):
    await quick_shelf.load_seed()
    await export_library(quick_shelf.library.store, tmp_path, NOW)
    library = await open_library(store_url(f"sqlite:///{tmp_path}/empty.db"), None)
    yield Place((tmp_path / "library.jsonl").read_bytes(), library)
    await library.close()


def rewritten(data: bytes, edit: Callable[[Lines], object]) -> bytes:
    """With a seal and counts that fit what the edit made of it."""
    lines = [json.loads(line) for line in data.splitlines()][:-1]
    edit(lines)
    for name in lines[0]["tables"]:
        lines[0]["tables"][name] = sum(line.get("row_of") == name for line in lines)
    seal = Seal()
    written = [export_line(line) for line in lines]
    for line in written:
        seal.take(line)
    return b"".join([*written, export_line({TRAILER_KEY: seal.words()})])


def first(lines: Lines, table: str) -> dict[str, Any]:
    return next(line for line in lines if line.get("row_of") == table)


def number(data: bytes, table: str) -> int:
    return [json.loads(line).get("row_of") for line in data.splitlines()].index(table) + 1


async def test_a_file_that_is_as_it_was_loads_whatever_ends_its_lines(place: Place):
    assert (await place.refused(b"")).line == 1
    data = b"\xef\xbb\xbf" + place.data.replace(b"\n", b"\r\n\r\n")
    assert (await place.load(data)).new == 23


WRONG = (
    ("paper", "id", "seven", "id: expected a whole number, found 'seven'"),
    ("paper", "id", True, "id: expected a whole number, found True"),
    ("paper", "id", 2**63, "id: expected a whole number"),
    ("paper", "title", None, "title: expected text"),
    ("paper", "title", "a\x00b", "title: expected text without NUL"),
    ("paper", "title", "\ud800", "title: expected text without NUL or broken"),
    ("paper", "published", "2026-11-23T12", "published: expected at most 10 characters"),
    ("paper", "has_code", 1, "has_code: expected true or false, found 1"),
    ("import_run", "started_at", "yesterday", "started_at: expected a date and time such as"),
    ("source", "captured", "2026-02-30", "captured: expected a date such as"),
    ("metric_snapshot", "novelty", "much", "novelty: expected a number"),
    ("metric_snapshot", "author", 999_999, "refers to a row of author"),
    ("authorship", "position", 2**31, "position: expected a whole number"),
    ("author", "nickname", "x", "expected columns of author, found nickname"),
    ("author", "row_of", "authors", "expected a row of a table known here, found one of authors"),
    ("author", "row_of", "sqlite_master", "expected a row of a table known here"),
    ("author", "row_of", 'x" (a) --', "expected a row of a table known here"),
    ("author", "row_of", None, "the name of its table"),
)


async def test_a_row_that_cannot_be_is_told_by_its_line(place: Place):
    for table, column, value, what in WRONG:
        is_half = value == "\ud800"
        data = surrogate(place.data) if is_half else rewritten(place.data, setting(table, column, value))
        refusal = await place.refused(data)
        assert what in refusal.what
        assert (refusal.file, refusal.line) == ("library.jsonl", number(place.data, table))


def setting(table: str, column: str, value: Any) -> Callable[[Lines], None]:
    return lambda lines: first(lines, table).update({column: value})


def surrogate(data: bytes) -> bytes:
    """Half a character, as JSON alone can write it."""
    at = number(data, "paper") - 1
    lines = data.splitlines(keepends=True)
    paper = json.loads(lines[at])
    lines[at] = lines[at].replace(json.dumps(paper["title"]).encode(), rb'"\ud800"')
    return b"".join(lines)


async def test_a_row_that_is_there_twice_or_lacks_a_value_is_told(place: Place):
    refusal = await place.refused(rewritten(place.data, lambda lines: lines.insert(2, dict(lines[1]))))
    assert (refusal.line, "UNIQUE" in refusal.what) == (3, True)
    refusal = await place.refused(rewritten(place.data, lambda lines: first(lines, "paper").pop("title")))
    assert "expected a value for title of paper" in refusal.what


async def test_columns_that_may_be_empty_can_be_left_out(place: Place):
    """As in a file of an older version."""
    edited = rewritten(place.data, lambda lines: [line.pop("told", None) for line in lines])
    assert (await place.load(edited)).new == 23


async def test_a_newer_version_is_refused_and_both_are_named(place: Place):
    for schema, shown in (("9999", "9999"), ("\x1b[31m", "'\\x1b[31m'")):
        refusal = await place.refused(
            rewritten(place.data, lambda lines, schema=schema: lines[0].update(schema=schema))
        )
        assert refusal.line == 1
        assert f"its schema is {shown}, this version knows up to 00" in refusal.what
    for head in ({"paperbot": 2}, {"paperbot": 1}, {"paperbot": 1, "schema": "0006"}, [], 7):
        assert (await place.refused(json.dumps(head).encode() + b"\n" + place.data.partition(b"\n")[2])).line == 1


async def test_a_cut_file_is_refused_wherever_it_is_cut(place: Place):
    chance = random.Random(5)
    ends = [len(place.data) - n for n in (2, 3, 60, 130)] + [chance.randrange(200, len(place.data)) for _ in range(4)]
    for end in ends:
        data = place.data[:end]
        assert await is_library_export(SourceFile("library.jsonl", data=data))
        assert "expected" in (await place.refused(data)).what
    lines = place.data.splitlines(keepends=True)
    assert "lost" in (await place.refused(b"".join(lines[:5] + lines[6:]))).what
    assert "cut" in (await place.refused(b"".join(lines[:-1]))).what
    assert (await place.refused(place.data + lines[1])).line == len(lines) + 1


async def test_a_byte_that_is_another_is_noticed_wherever_it_is(place: Place):
    chance = random.Random(6)
    for _ in range(8):
        at = chance.randrange(len(place.data) - 1)
        data = bytearray(place.data)
        data[at] ^= 1 << chance.randrange(7)
        if bytes(data[at : at + 1]).isspace() and place.data[at : at + 1].isspace():
            continue
        refusal = await place.refused(bytes(data))
        assert refusal.line is not None


async def test_a_line_that_is_no_object_is_told(place: Place):
    lines = place.data.splitlines(keepends=True)
    for line in (b"[" * 100_000, b'{"a": ' * 100_000, b"9" * 10_000, b"\xff\xfe{}", b'{"paperbot": 1'):
        refusal = await place.refused(b"".join([*lines[:3], line, b"\n", *lines[3:]]))
        assert (refusal.line, "JSON object" in refusal.what) == (4, True)
