"""Whole files: a table for spreadsheets, a list in Markdown, a bibliography."""

import csv
import io

from storage.references.reference import Reference
from storage.references.styles import export_references
from storage.references.table import HEAD
from tests.references.references import by, reference
from tests.rows import each_row


def rows(references: list[Reference]) -> list[dict[str, str]]:
    text = export_references("csv", "", references)
    assert text.startswith("\ufefftitle,authors,published,")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_table_has_a_row_a_paper() -> None:
    paper = reference(title='Stars, "lenses"', venue="Nature", doi="10.1/x", authors_cut=True, code_url="https://c.org")
    assert rows([paper]) == [
        {
            "title": 'Stars, "lenses"',
            "authors": "Ada Example; Bo Q. Sample; et al.",
            "published": "2021-04-15",
            "venue": "Nature",
            "field": "cs.LG",
            "doi": "10.1/x",
            "arxiv id": "arXiv:2104.07320",
            "url": "https://doi.org/10.1/x",
            "citations": "12",
            "code": "https://c.org",
        }
    ]


def test_what_is_not_known_is_an_empty_cell_and_zero_is_known() -> None:
    bare = reference(arxiv_id=None, published=None, field=None, citations=None, authors=())
    assert set(list(rows([bare])[0].values())[1:]) == {""}
    assert rows([reference(citations=0, has_code=True)])[0]["citations"] == "0"
    assert rows([reference(has_code=True)])[0]["code"] == "yes"


@each_row("start", ["=", "+", "-", "@", "\t=", "\r=", "\n@", "＝", " ="])
def test_no_cell_is_a_formula(start: str) -> None:
    paper = by(f"{start}1", title=f'{start}HYPERLINK("x")', venue=f"a;{start}cmd")
    row = rows([paper])[0]
    assert row["title"].startswith("'")
    assert row["authors"].startswith("'")
    assert "'" in row["venue"]


def test_an_empty_list_is_a_file_still() -> None:
    assert export_references("csv", "x", []) == f"\ufeff{','.join(HEAD)}\r\n"
    assert export_references("md", "Papers", []) == "# Papers\n"
    assert export_references("bib", "x", []) == ""


def test_a_list_in_markdown() -> None:
    papers = [
        reference(title="Use *this* [x](y)", code_url="https://c.org/a(b)"),
        by(title="1. <b> # & `c`", arxiv_id=None, published=None),
    ]
    assert export_references("md", "Papers of *Ada*\n# x", papers) == (
        "# Papers of \\*Ada\\* \\# x\n\n"
        "- [Use \\*this\\* \\[x\\](y)](https://arxiv.org/abs/2104.07320). Ada Example and Bo Q. Sample. arXiv, 2021."
        " [code](https://c.org/a%28b%29)\n"
        "- 1\\. \\<b\\> \\# \\& \\`c\\`.\n"
    )


def test_only_addresses_of_the_web_become_links() -> None:
    paper = reference(arxiv_id=None, url="javascript:alert(1)", code_url="file:///etc")
    assert "](" not in export_references("md", "x", [paper])


def test_a_bibliography_parts_its_entries_by_an_empty_line() -> None:
    text = export_references("bib", "x", [reference(), reference()])
    assert text.count("\n}\n") == 2
    assert "}\n\n@misc{example2021countinga," in text
