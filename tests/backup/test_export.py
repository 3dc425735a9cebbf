"""The library as files, and back: on SQLite, on PostgreSQL, and from one to the other."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from storage.backup.errors import BackupError
from storage.backup.export import FILES, export_library
from storage.backup.load_export import import_library_export, is_library_export
from storage.backup.table_selection import LIBRARY, NOT_EXPORTED, PEOPLE, exported_tables
from storage.database.database import store_url
from storage.importing.report import FileReport
from storage.importing.runs import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import Library, open_library
from storage.schema.columns import metadata
from tests.backup.filled import PERSON, fill, rows
from tests.conftest import NOW, Shelf

t = metadata.tables


async def emptied(folder: Path) -> Shelf:
    return Shelf(await open_library(store_url(f"sqlite:///{folder}/empty.db"), None))


async def brought(library: Library, file: Path) -> FileReport:
    report = await import_library_export(library.store, SourceFile(file.name, file), ImportContext(NOW))
    await library.sync_index()
    return report


def test_each_table_is_known_as_the_library_s_or_as_people_s():
    assert metadata.tables.keys() - LIBRARY - PEOPLE - {"paper_vector", "store_fact"} == set()
    assert not LIBRARY & PEOPLE
    assert metadata.tables.keys() > NOT_EXPORTED
    assert {table.name for table in exported_tables(library_only=True)} == LIBRARY


def test_each_column_with_a_person_is_left_out_with_the_people():
    """By their names; the descriptions say "Discord's id"."""
    told = {table.name for table in metadata.sorted_tables if {"person", "guild"} & set(table.columns.keys())}
    assert told - PEOPLE == {"import_run"}


async def test_it_loads_back_to_the_same_store_whatever_the_database(shelf: Shelf, tmp_path: Path):
    await fill(shelf)
    before = await rows(shelf.library.store)
    done = await export_library(shelf.library.store, tmp_path / "out", NOW)
    assert done.papers == len(before["paper"])
    other = await emptied(tmp_path)
    report = await brought(other.library, tmp_path / "out" / "library.jsonl")
    assert (report.ok, report.new) == (True, done.papers)
    assert await rows(other.library.store) == before
    await export_library(other.library.store, tmp_path / "again", NOW)
    await other.library.close()
    for name in FILES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


async def test_a_library_from_sqlite_comes_into_postgresql(quick_shelf: Shelf, tmp_path: Path):
    first = await emptied(tmp_path)
    await fill(first)
    await export_library(first.library.store, tmp_path, NOW)
    report = await brought(quick_shelf.library, tmp_path / "library.jsonl")
    assert report.ok, report.refused
    assert await rows(quick_shelf.library.store) == await rows(first.library.store)
    await first.library.close()
    again = await quick_shelf.load("more.jsonl", json.dumps({"title": "After It", "authors": ["Pierre Stock"]}))
    assert again.new == 1


async def test_merged_people_point_to_each_other_in_any_order(quick_shelf: Shelf, tmp_path: Path):
    await quick_shelf.load_seed()
    async with quick_shelf.library.store.writing() as session:
        await session.execute(t["author"].update().where(t["author"].c.id == 3).values(merged_into=9))
        await session.execute(t["author"].update().where(t["author"].c.id == 9).values(merged_into=1))
    before = await rows(quick_shelf.library.store)
    await export_library(quick_shelf.library.store, tmp_path, NOW)
    other = await emptied(tmp_path)
    assert (await brought(other.library, tmp_path / "library.jsonl")).ok
    assert await rows(other.library.store) == before
    await other.library.close()


async def test_the_library_alone_holds_nobody_of_discord(quick_shelf: Shelf, tmp_path: Path):
    await fill(quick_shelf)
    await export_library(quick_shelf.library.store, tmp_path, NOW, library_only=True)
    text = (tmp_path / "library.jsonl").read_text()
    assert str(PERSON)[:12] not in text
    assert "my secret note" not in text
    other = await emptied(tmp_path)
    assert (await brought(other.library, tmp_path / "library.jsonl")).ok
    assert (await rows(other.library.store))["paper"] == (await rows(quick_shelf.library.store))["paper"]
    await other.library.close()


async def test_papers_and_people_are_there_for_other_programs(quick_shelf: Shelf, tmp_path: Path):
    await quick_shelf.load_seed()
    await export_library(quick_shelf.library.store, tmp_path, NOW)
    bib = (tmp_path / "papers.bib").read_text()
    keys = re.findall(r"^@\w+\{([^,]+),$", bib, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 23
    assert len((tmp_path / "papers.csv").read_text().splitlines()) == 24
    people = (tmp_path / "authors.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Pierre Stock,cs.LG,23,pierre-stock.txt,2026-11-23,27,23,7749,51.0,59.0" in people
    assert "Arthur Mensch,,1,,,,,,," in people
    papers = [json.loads(line) for line in (tmp_path / "library.jsonl").read_text().splitlines()]
    mistral = next(paper for paper in papers if paper.get("title") == "Mistral 7B" and paper["row_of"] == "paper")
    assert mistral["authors"][0] == "Albert Q. Jiang"
    assert (tmp_path / "library.jsonl").stat().st_mode & 0o777 == 0o600


async def test_an_old_export_gives_way_and_other_files_stay(quick_shelf: Shelf, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    await export_library(quick_shelf.library.store, tmp_path, NOW)
    await quick_shelf.load_seed()
    await export_library(quick_shelf.library.store, tmp_path, NOW)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("paperbot.db")) == [
        "authors.csv", "library.jsonl", "notes.txt", "papers.bib", "papers.csv"
    ]  # fmt: skip
    assert len((tmp_path / "papers.csv").read_text().splitlines()) == 24


async def test_what_is_no_export_is_not_written_over(quick_shelf: Shelf, tmp_path: Path):
    for name in FILES:
        folder = tmp_path / f"mine {name}"
        folder.mkdir()
        (folder / name).write_text('{"title": "Mine", "authors": []}\n')
        with pytest.raises(BackupError, match="is no export of paperbot"):
            await export_library(quick_shelf.library.store, folder, NOW)
        assert [path.name for path in folder.iterdir()] == [name]


async def test_a_file_in_the_folder_s_place_is_said_so(quick_shelf: Shelf, tmp_path: Path):
    (tmp_path / "out").write_text("")
    for place in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(BackupError, match=r"is a file|cannot be written"):
            await export_library(quick_shelf.library.store, place, NOW)


async def test_it_comes_into_an_empty_library_alone(quick_shelf: Shelf, tmp_path: Path):
    await quick_shelf.load_seed()
    await export_library(quick_shelf.library.store, tmp_path, NOW)
    before = await rows(quick_shelf.library.store)
    report = await brought(quick_shelf.library, tmp_path / "library.jsonl")
    assert report.nothing_written
    assert "DATABASE_URL" in report.refused[0].what
    assert await rows(quick_shelf.library.store) == before


async def test_a_rehearsal_writes_nothing(quick_shelf: Shelf, tmp_path: Path):
    await quick_shelf.load_seed()
    await export_library(quick_shelf.library.store, tmp_path, NOW)
    other = await emptied(tmp_path)
    source = SourceFile("library.jsonl", tmp_path / "library.jsonl")
    assert (await import_library_export(other.library.store, source, ImportContext(NOW, dry_run=True))).new == 23
    assert not (await rows(other.library.store))["paper"]
    await other.library.close()


async def test_what_changes_meanwhile_is_not_half_in_it(shelf: Shelf, tmp_path: Path, monkeypatch):
    from storage.backup import export

    await shelf.load_seed()
    before = await rows(shelf.library.store)
    counts = export._counts

    async def disturbed(session, tables):
        found = await counts(session, tables)
        async with shelf.library.store.writing() as other:
            await other.execute(insert(t["document"]), [{"digest": "x", "captured": NOW.date()}])
            await other.execute(t["paper"].update().values(title="Another"))
        return found

    monkeypatch.setattr(export, "_counts", disturbed)
    await export_library(shelf.library.store, tmp_path / "out", NOW)
    other = await emptied(tmp_path)
    assert (await brought(other.library, tmp_path / "out" / "library.jsonl")).ok
    assert await rows(other.library.store) == before
    await other.library.close()


async def test_is_whole_tells_it_from_a_list_of_papers(quick_shelf: Shelf, tmp_path: Path):
    await quick_shelf.load_seed()
    await export_library(quick_shelf.library.store, tmp_path, NOW)
    data = (tmp_path / "library.jsonl").read_bytes()
    lines = data.splitlines(keepends=True)
    for cut in (data, b"\xef\xbb\xbf" + data, b"".join(lines[1:]), b"oops\n" + b"".join(lines[1:]), data[:300]):
        assert await is_library_export(SourceFile("x", data=cut))
    papers = json.dumps({"title": "A", "authors": ["row_of", '{"paperbot":']}).encode()
    for other in (b"", papers, b"\x00" * 100, (tmp_path / "papers.bib").read_bytes()):
        assert not await is_library_export(SourceFile("x.jsonl", data=other))


async def test_the_filled_library_has_something_in_every_table(quick_shelf: Shelf):
    await fill(quick_shelf)
    async with quick_shelf.library.store.reading() as session:
        for table in exported_tables():
            assert (await session.execute(select(func.count()).select_from(table))).scalar_one(), table.name
