"""Files of references as a whole: which reader, what of our own exports comes back, what is no such file."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import rispy

from storage.importing.from_profile import profile_records
from storage.importing.readers import read_bulk
from storage.importing.record import PaperRecord
from storage.importing.report import Refusal, problem_lines, report_lines
from storage.importing.ris import RisEntry, read_ris_entries
from storage.importing.source_file import SourceFile, files_below
from storage.profile.decode import decode_text
from storage.profile.parse import parse_profile
from storage.references.reference import Reference
from storage.references.styles import STYLES, export_references
from tests.conftest import SEEDS, Shelf
from tests.importing.test_import import count, paper

BIB = """@string{jb = "Journal of Bread"}
@article{smith2020, title = {On the Care of {Sourdough}}, author = {Baker, Ada and others}, journal = jb, year = 2020}
@misc{open, title = {Open
@article{smith2021, title = {Rye}, author = {Smith, Jo}, doi = {none}, year = 2021, month = mar}
"""
RIS = "TY  - JOUR\nTI  - Rye\nAU  - Smith, Jo\nPY  - 2021\nDO  - 10.1000/rye\nER  - \n"
SAMPLES = {"a.bib": BIB, "a.ris": RIS, "a.jsonl": '{"title": "x"}', "a.txt": "Ada Baker\n"}


async def test_a_file_is_loaded_with_the_report_of_what_is_wrong_in_it(quick_shelf: Shelf):
    report = await quick_shelf.load("refs.bib", BIB)
    assert report_lines(report) == ["refs.bib: 2 new, 0 changed, 0 unchanged, 1 rejected"]
    assert problem_lines(report) == [
        "  warning: line 4: expected a DOI such as 10.1000/182, found 'none'; left out",
        "  rejected: refs.bib:3: expected @type{key, field = {value}, …} with all braces and quotes closed: it does not"
        " end before the next entry or the end of the file",
    ]
    card = await paper(quick_shelf, "sourdough")
    assert (card.title, card.venue, card.published) == ("On the Care of Sourdough", "Journal of Bread", "2020")
    assert (card.authors, card.authors_cut, card.sources) == (("Ada Baker",), True, ("refs.bib",))


async def test_the_same_file_again_changes_nothing_and_another_kind_adds_what_it_knows(quick_shelf: Shelf):
    await quick_shelf.load("refs.bib", BIB)
    assert (await quick_shelf.load("refs.bib", BIB)).changed_nothing
    report = await quick_shelf.load("refs.ris", RIS)
    assert (report.new, report.changed_count) == (0, 1)
    card = await paper(quick_shelf, "rye")
    assert (card.doi, card.published) == ("10.1000/rye", "2021-03")


async def test_the_keys_of_two_files_are_not_the_same_papers(quick_shelf: Shelf):
    await quick_shelf.load("a.bib", "@misc{smith2020, title = {Bread}}")
    await quick_shelf.load("b.bib", "@misc{smith2020, title = {Cheese}}")
    assert await count(quick_shelf, "paper") == 2


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.bib", BIB)
    return file.getvalue()


@pytest.mark.parametrize("suffix", [".bib", ".ris"])
@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"", None, "expected text; the file is empty"),
        (zipped(), None, "expected UTF-8 text; found a binary file"),
        (b"@misc{a, title = {x\0}}", None, "expected UTF-8 text; found a binary file"),
        ("@misc{a,\n title = {é}}".encode("latin-1"), 2, "expected UTF-8 text; found byte 0xE9"),
        (BIB.encode("utf-16"), None, "expected UTF-8 text; found UTF-16"),
        (b"<html><body>Sign in</body></html>", None, "expected "),
        (b"x" * (64 * 1024 * 1024 + 1), None, "expected at most 64.0 MiB; the file is larger"),
    ],
)
async def test_a_file_that_is_none_is_refused_with_the_reason(quick_shelf: Shelf, suffix, data, line, what):
    (refusal,) = (await quick_shelf.load(f"a{suffix}", data)).refused
    assert (refusal.file, refusal.line) == (f"a{suffix}", line)
    assert refusal.what.startswith(what)
    assert await count(quick_shelf, "paper") == 0


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_without_a_name_that_tells_is_known_by_its_beginning(name):
    text = SAMPLES[name]
    form = SourceFile(name).format()
    for start in ("", "\ufeff", "\r\n", *(["% by hand\n\n  % and more\n"] if name == "a.bib" else [])):
        for given_name in ("stdin", "a.dat"):
            assert SourceFile(given_name, data=(start + text).encode()).format() is form
    assert SourceFile(name.upper(), data=b"").format() is form


@pytest.mark.parametrize(("data", "wanted"), [(BIB, "found BibTeX: name the file .bib"), (RIS, "found RIS: name the")])
async def test_references_named_as_a_profile_are_told_by_what_they_are(quick_shelf: Shelf, data, wanted):
    (refusal,) = (await quick_shelf.load("a.txt", data)).refused
    assert (refusal.line, wanted in refusal.what) == (1, True)


def test_a_folder_gives_files_of_all_kinds(tmp_path: Path):
    for name in ("a.bib", "b.RIS", "c.txt", "d.jsonl", "e.bibtex", "f.pdf", "g.ndjson"):
        (tmp_path / name).write_text("x")
    assert [found.name for found in files_below(tmp_path)] == [
        *("a.bib", "b.RIS", "c.txt", "d.jsonl", "e.bibtex", "g.ndjson")
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_and_the_mark_at_the_beginning_make_no_difference(ends):
    for name, text in (("a.bib", BIB), ("a.ris", RIS)):
        plain, other = (read_any(name, data.encode()) for data in (text, "\ufeff" + text.replace("\n", ends)))
        assert plain == other


def read_any(name: str, data: bytes) -> list[PaperRecord | Refusal]:
    return list(read_bulk(io.BytesIO(data), SourceFile(name).format(), name, set(), []))


@pytest.fixture(scope="module")
def seed() -> list[Reference]:
    """The seed's papers, with venues and ids as such papers have them."""
    told = [
        {"doi": "10.1000/a_b%c(1)", "venue": "Journal of X & Y"},
        {"arxiv_id": "2310.06825"},
        {"venue": "NeurIPS 2020", "url": "https://example.org/a_b~c?x=1&y=%20#z"},
        {"venue": "bioRxiv", "doi": "10.1101/2020.01.01.1"},
        {},
    ]
    text = decode_text((SEEDS / "pierre-stock.txt").read_bytes(), "seed")
    records = profile_records(parse_profile(text, "seed"), dt.date(2026, 11, 1))
    empty = dict.fromkeys(("venue", "doi", "arxiv_id", "url", "code_url", "citations"))
    kept = ("title", "authors", "authors_cut", "published", "field", "abstract")
    return [
        Reference(**{**empty, **{name: getattr(one, name) for name in kept}, **told[n % 5], "id": n, "has_code": False})
        for n, one in enumerate(records)
    ]


def test_our_own_bibtex_comes_back_as_the_same_papers(seed):
    found = read_any("a.bib", export_references("bib", "", seed).encode())
    for name in ("title", "authors", "authors_cut", "venue", "doi", "arxiv_id", "url"):
        assert [getattr(one, name) for one in found] == [getattr(one, name) for one in seed], name
    assert [one.published for one in found] == [one.published[:7] for one in seed]
    assert {one.field for one, paper in zip(found, seed, strict=True) if paper.arxiv_id} <= {one.field for one in seed}


def test_our_own_ris_comes_back_as_the_same_papers(seed):
    found = read_any("a.ris", "\n\n".join(map(STYLES["RIS"], seed)).encode())
    for name in ("title", "authors", "published", "venue", "doi", "arxiv_id", "url"):
        assert [getattr(one, name) for one in found] == [getattr(one, name) for one in seed], name
    assert [one.abstract for one in found] == [" ".join(one.abstract.split()) for one in seed]


def test_what_is_well_written_rispy_reads_alike(seed):
    text = "\n\n".join(map(STYLES["RIS"], seed))
    reader: Any = rispy
    theirs = reader.loads(text)
    ours = [entry for entry in read_ris_entries(text, "a.ris", print) if isinstance(entry, RisEntry)]
    assert len(ours) == len(theirs)
    for entry, other in zip(ours, theirs, strict=True):
        assert [entry.first([tag]) for tag in ("TI", "AB", "DO", "AN", "PY", "DA")] == [
            other.get(key, "") for key in ("title", "abstract", "doi", "accession_number", "year", "date")
        ]
        assert entry.every(["AU"]) == other["authors"]
