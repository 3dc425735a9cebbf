"""BibTeX and RIS files: what they say of papers, and what becomes of what they say badly."""

import pytest

from storage.importing.from_bibtex import read_bibtex
from storage.importing.from_ris import read_ris
from storage.importing.record import PaperRecord
from storage.importing.report import Refusal
from tests.rows import each_row

READERS = {"bib": read_bibtex, "ris": read_ris}


def read(kind: str, text: str) -> tuple[list[PaperRecord], list[Refusal], list[str]]:
    warnings: list[str] = []
    found = list(READERS[kind](text, f"a.{kind}", warnings.append))
    records = [one for one in found if isinstance(one, PaperRecord)]
    return records, [one for one in found if isinstance(one, Refusal)], warnings


def bib(fields: str, before: str = "") -> PaperRecord:
    (record,), refused, _ = read("bib", f"{before}@article{{key, title = {{T}}, {fields}}}")
    assert not refused
    return record


def ris(*lines: str) -> PaperRecord:
    (record,), refused, _ = read("ris", "\n".join(["TY  - JOUR", "TI  - T", *lines, "ER  - "]))
    assert not refused
    return record


@each_row(
    ("written", "names"),
    [
        ("van der Maaten, Laurens and Ludwig van Beethoven", ["Laurens van der Maaten", "Ludwig van Beethoven"]),
        ("King, Jr, Martin Luther", ["Martin Luther King Jr"]),
        ("{Barnes and Noble, Inc.} and {OpenAI}", ["Barnes and Noble, Inc.", "OpenAI"]),
        (r"G{\"o}del, Kurt and {\'E}mile {\O}re", ["Kurt Gödel", "Émile Øre"]),
        ("王, 伟", ["王 伟"]),
        ("Smith, John; Doe, Jane", ["John Smith", "Jane Doe"]),
        ("John Smith, Jane Doe, Bob Lee", ["John Smith", "Jane Doe", "Bob Lee"]),
        ("Brinch~Hansen, Per\n   and\n Knuth, Donald E.", ["Per Brinch Hansen", "Donald E. Knuth"]),
    ],
)
def test_names_are_written_in_the_order_of_reading(written, names):
    record = bib(f"author = {{{written}}}")
    assert (list(record.authors), record.authors_cut) == (names, False)


@pytest.mark.parametrize("rest", [" and others", " and et al.", " et al."])
def test_a_list_of_authors_that_was_cut_says_so(rest):
    record = bib(f"author = {{Baker, Ada{rest}}}")
    assert (record.authors, record.authors_cut) == (("Ada Baker",), True)


@each_row(
    ("fields", "date"),
    [
        ("year = 2020", "2020"),
        ("year = {2020}, month = mar", "2020-03"),
        ('year = {2020}, month = "10~" # jan', "2020-01-10"),
        ("year = 2020, month = {5}, day = {31}", "2020-05-31"),
        ("year = 2020, month = {Summer}", "2020"),
        ("date = {2020-05-01/2020-06-01}", "2020-05-01"),
        ("date = {1999/2001}", "1999"),
        ("year = {in press}", None),
        ("month = may", None),
    ],
)
def test_the_date_is_as_exact_as_it_is_given(fields, date):
    assert bib(fields).published == date


@pytest.mark.parametrize("fields", ["year = {20x5}", "year = 2020, month = 13", "date = {2020-02-30}", "year = 0000"])
def test_a_date_that_there_is_not_is_refused_with_its_line(fields):
    records, (refusal,), _ = read("bib", f"\n@misc{{k, title = {{T}},\n {fields}}}\n@misc{{l, title = {{Next}}}}")
    assert [record.title for record in records] == ["Next"]
    assert str(refusal).startswith("a.bib:2: date: expected YYYY, YYYY-MM or YYYY-MM-DD, found ")


def test_macros_and_what_is_joined_to_them_are_read_wherever_they_are_defined():
    record = bib("journal = JMLR # { 21}", '@string{jmlr = "Journal of " # {Machine} # " Learning"}\n')
    assert record.venue == "Journal of Machine Learning 21"
    _, _, warnings = read("bib", "@misc{k, title = {T}, journal = nowhere}")
    assert warnings == [
        "line 1: journal: expected {braces}, quotes or a macro that @string defines, found 'nowhere'",
    ]


def test_what_a_book_tells_of_its_papers_is_its_title_and_date_and_not_its_doi():
    text = """@inproceedings{a, title = {First}, crossref = {Proc}}
        @inproceedings{b, title = {Second}, year = 2018, crossref = {proc}}
        @proceedings{proc, title = {Proc. of the Meeting}, year = 2019, doi = {10.1000/proc}}"""
    first, second, book = read("bib", text)[0]
    assert [(one.venue, one.published, one.doi) for one in (first, second)] == [
        ("Proc. of the Meeting", "2019", None),
        ("Proc. of the Meeting", "2018", None),
    ]
    assert book.doi == "10.1000/proc"


def test_latex_is_read_and_the_braces_that_keep_capitals_go():
    text = r"""@misc{k, title = {{\"U}ber {\o}re, {BERT} and the \emph{{GPT} family}: {$O(n^2)$} at 100\% --- {\ss}},
        abstract = {One
        paragraph.

        Another.}}"""
    (record,), _, _ = read("bib", text)
    assert record.title == "Über øre, BERT and the GPT family: O(n²) at 100% — ß"
    assert record.title_raw.startswith(r"{\"U}ber \o{}re, BERT and the \emph{GPT family}")
    assert record.abstract == "One paragraph.\n\nAnother."


@each_row(
    ("fields", "doi", "arxiv"),
    [
        (r"doi = {https://doi.org/10.1000/A\_b}", "10.1000/a_b", None),
        ("doi = {10.48550/arXiv.2310.06825}", None, "2310.06825"),
        ("eprint = {2310.06825v2}, archivePrefix = {arXiv}", None, "2310.06825"),
        ("eprint = {math/0309136}, eprinttype = {arxiv}", None, "math/0309136"),
        ("eprint = {2310.06825}, eprinttype = {hal}", None, None),
        ("journal = {arXiv preprint arXiv:2310.06825}", None, "2310.06825"),
        ("journal = {CoRR}, volume = {abs/2310.06825}", None, "2310.06825"),
        (r"howpublished = {\url{https://arxiv.org/abs/2310.06825}}", None, "2310.06825"),
        ("url = {https://doi.org/10.1000/1}", "10.1000/1", None),
    ],
)
def test_ids_are_found_wherever_they_are_written(fields, doi, arxiv):
    record = bib(fields)
    assert (record.doi, record.arxiv_id, record.venue, record.url) == (doi, arxiv, None, None)


def test_an_id_or_address_that_is_none_is_left_out_with_a_warning():
    _, refused, warnings = read("bib", "@misc{k, title = {T}, doi = {none}, url = {javascript:alert(1)}}")
    assert not refused
    assert [warning.split(", found")[0] for warning in warnings] == [
        "line 1: expected a DOI such as 10.1000/182",
        "line 1: expected an address such as https://example.org",
    ]


@each_row(
    "entry",
    [
        "@misc{a, title = {Open, year = 2020}",
        "@misc{a, title = {T} year = 2020}",
        "@misc{a, publisher = {P}\n year = 2020, title = {T}}",
        "@misc a, title = {T}}",
        "@misc{a, author = {Nobody}}",
        "@misc{a, title = {{}}}",
        '@misc{a, title = "T}',
        "@misc{a, title = {T}, author = {" + "x" * 1001 + "}}",
        "@misc{a, title = {T}, abstract = {" + "x" * 200_001 + "}}",
        "@misc{a, title = {" + "{" * 5_000_000 + "}}",
    ],
)
def test_what_is_no_entry_is_refused_with_its_line_and_the_rest_loads(entry):
    text = f"@misc{{one, title = {{One}}}}\n\n{entry}\n@misc{{two, title = {{Two}}}}\n"
    records, refused, _ = read("bib", text)
    assert [record.title for record in records] == ["One", "Two"]
    assert [refusal.line for refusal in refused] == [3]
    assert "expected" in refused[0].what


def test_comments_preambles_and_text_between_entries_are_passed_over_and_one_key_may_come_twice():
    text = """% made by hand
    Some words. @comment{jabref-meta: x;}
    @preamble{"\\newcommand{\\x}{y}"}
    @article(k, title = "In parentheses, by {"}quotes{"}", title = {Again})
    @article{k, title = {The same key}}
    @control{c, ctrl = 1}"""
    records, refused, warnings = read("bib", text)
    assert [record.title for record in records] == ['In parentheses, by "quotes"', "The same key"]
    assert (refused, warnings) == ([], [])


def test_an_ris_record_is_read_with_what_goes_on_in_the_next_line():
    record = ris(
        *("AU  - Maaten, Laurens van der", "AU  - King, Martin Luther, Jr.", "AU  - {no} brackets", "ZZ  - unknown"),
        *("AB  - One", "  line", "", "AI - based", "PY  - 2020", "DA  - 2020/05//", "JO  - J. Bread"),
        *("JF  - Journal of Bread", "UR  - http://example.org/a;b=1", "AN  - arXiv:2310.06825", "DO  - doi:10.1000/1"),
    )
    assert record.authors == ("Laurens van der Maaten", "Martin Luther King Jr.", "{no} brackets")
    assert record.abstract == "One line\n\nAI - based"
    assert (record.published, record.venue, record.url) == ("2020-05", "Journal of Bread", "http://example.org/a;b=1")
    assert (record.arxiv_id, record.doi) == ("2310.06825", "10.1000/1")


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2020/05/01/"], "2020-05-01"),
        (["Y1  - 2020///"], "2020"),
        (["PY  - 2019", "DA  - 2024/01/05/"], "2019"),
        (["DA  - 2020 May 7"], "2020-05-07"),
        (["PY  - 2020", "DA  - 2020/13/01"], "2020"),
    ],
)
def test_the_dates_of_ris(lines, date):
    assert ris(*lines).published == date


def test_what_is_no_ris_record_is_refused_with_its_line_and_text_between_records_is_named():
    text = """Record #1 of 3
TY  - JOUR
TI  - One
ER  -
TI  - Nowhere
ER  -
TY  - JOUR
TI  - No end
TY  - JOUR
PY  - 2020
ER  -
TY  - JOUR
TI  - Bad date
PY  - soon
ER  -
TY  - JOUR
TI  - Cut"""
    records, refused, warnings = read("ris", text)
    assert [record.title for record in records] == ["One"]
    assert [refusal.line for refusal in refused] == [5, 7, 9, 12, 16]
    assert all("expected" in refusal.what for refusal in refused)
    assert warnings == ["line 1: expected TY  -, found text outside a record; such text is ignored: 'Record #1 of 3'"]
