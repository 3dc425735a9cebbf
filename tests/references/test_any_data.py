"""Whatever is in the data, nothing raises and every file reads back whole."""

import csv
import io
import re
from typing import Any

import rispy
from hypothesis import given
from hypothesis import strategies as st

from storage.references.name import parsed_names
from storage.references.reference import Reference
from storage.references.styles import STYLES, export_references
from tests.examples import examples
from tests.patience import at_most
from tests.references.references import REFERENCES, TEXTS, bibtex_entries, reference
from tests.rows import each_row

LISTS = st.lists(REFERENCES, max_size=4)


@examples(25)
@given(REFERENCES)
def test_every_style_writes_text_that_can_be_encoded(paper: Reference) -> None:
    for write in STYLES.values():
        text = write(paper)
        assert text.encode()
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x85\u2028]", text)
    assert "\n" not in STYLES["APA"](paper) + STYLES["plain"](paper)


@examples(25)
@given(LISTS)
def test_bibtex_reads_back_with_every_entry_and_author(papers: list[Reference]) -> None:
    text = export_references("bib", "", papers)
    depth = 0
    for sign in re.findall("[{}]", text):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
    entries = bibtex_entries(text)
    assert len(entries) == len(papers)
    for entry, paper in zip(entries.values(), papers, strict=True):
        known = parsed_names(paper)
        cut = bool(paper.authors_cut and known)
        assert len(entry.persons.get("author", [])) == len(known) + cut
        assert re.fullmatch("[a-z][a-z0-9]*", entry.key)


@examples(25)
@given(LISTS)
def test_ris_reads_back_with_every_record_and_author(papers: list[Reference]) -> None:
    reader: Any = rispy
    read = reader.loads("\n".join(STYLES["RIS"](paper) for paper in papers))
    assert [len(record.get("authors", [])) for record in read] == [len(parsed_names(paper)) for paper in papers]
    assert all("title" in record and "unknown_tag" not in record for record in read)


@examples(25)
@given(LISTS, TEXTS)
def test_tables_and_lists_have_a_row_a_paper(papers: list[Reference], title: str) -> None:
    table = export_references("csv", title, papers)
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert [len(row) for row in rows] == [10] * (1 + len(papers))
    assert not any(cell.startswith(tuple("=+-@\t\r")) for row in rows for cell in row)
    listed = export_references("md", title, papers)
    assert len([line for line in listed.splitlines() if line.startswith("- ")]) == len(papers)
    assert len((table + listed).encode()) > 0


@each_row("part", ["A", "{", "é ", "a'", "θ", "x\u0302", "! ", ",", "and "])
def test_a_text_of_twenty_thousand_characters_is_no_trouble(part: str) -> None:
    text = part * (20_000 // len(part))
    paper = reference(
        title=text, authors=(text, text), venue=text, doi=text, url=f"https://x.org/{text}", abstract=text
    )
    with at_most(3):
        assert all(write(paper) for write in STYLES.values())
        assert all(export_references(kind, text, [paper]) for kind in ("bib", "csv", "md"))
