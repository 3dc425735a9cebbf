"""Whatever is in a file, it gives papers and clear refusals."""

import json

from hypothesis import given
from hypothesis import strategies as st

from storage.importing.record import PaperRecord
from storage.importing.report import Refusal
from storage.profile.model import ProfileError
from tests.examples import examples
from tests.importing.test_reference_files import read_any
from tests.references.references import TEXTS

BIB = ["@article{k,", "@misc(", "@string{a = ", "@comment{", "title = {", "author = {", "year = ", "month = ", "doi={"]
BIB += ["crossref = {k}", "{", "}", "}}\n", '"', "#", "\\", "=", ",", " and ", "$x_{2}$", "\\'{e}", "jan", "2020"]
RIS = [
    "TY  - JOUR\n",
    "ER  - \n",
    "TI  - ",
    "T1 - ",
    "AU  - ",
    "DA  - ",
    "UR  - ",
    "AB  - ",
    "DO  - 10.1000/",
    "-13-40",
]
JSONL = [
    '{"title": ',
    '"a"',
    '"authors": [',
    "]",
    ": null",
    '"published": "2020"',
    "\ufeff",
    "\x1b",
    "\x00",
    "\u2028",
    "\n",
]
VALUES = TEXTS | st.sampled_from(
    ["2020", "2020-05", "Baker, Ada and others", "10.1000/1", "2310.06825", "https://a.org/x"]
)
FIELDS = ["title", "author", "year", "month", "date", "doi", "eprint", "url", "abstract", "journal", "crossref", "note"]
TAGS = ["TI", "AU", "PY", "DA", "DO", "UR", "AB", "JO", "AN", "XX"]
KEYS = ["title", "id", "authors", "published", "doi", "arxiv_id", "url", "abstract", "citations", "venue"]


def entry(fields: list[tuple[str, str]]) -> str:
    return "@article{k, " + ", ".join(f"{name} = {{{value}}}" for name, value in fields) + "}\n"


def record(lines: list[tuple[str, str]]) -> str:
    return "TY  - JOUR\n" + "".join(f"{tag}  - {value}\n" for tag, value in lines) + "ER  - \n"


def line(said: dict[str, object]) -> str:
    return json.dumps(said) + "\n"


def file(parts: list[str]) -> bytes:
    return "".join(parts).encode("utf-8", "replace")


ENTRIES = st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), max_size=6).map(entry)
RECORDS = st.lists(st.tuples(st.sampled_from(TAGS), VALUES), max_size=6).map(record)
LINES = st.dictionaries(
    st.sampled_from(KEYS), VALUES | st.integers() | st.none() | st.lists(VALUES, max_size=3), max_size=5
).map(line)
PIECES = st.sampled_from(BIB + RIS + JSONL) | TEXTS
FILES = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES, max_size=30).map(file),
    *(st.lists(parts, max_size=4).map(file) for parts in (ENTRIES, RECORDS, LINES)),
)


@examples(30)
@given(data=FILES, name=st.sampled_from(["a.bib", "a.ris", "a.jsonl"]))
def test_any_file_gives_papers_with_titles_and_clear_refusals_and_nothing_else(data: bytes, name: str):
    try:
        found = read_any(name, data)
    except ProfileError as error:  # the whole file is no text
        found = [Refusal(error.file, error.line, error.what)]
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for one in found:
        assert is_clear(one, lines) if isinstance(one, Refusal) else is_sound(one)


def is_clear(refusal: Refusal, lines: int) -> bool:
    return bool(refusal.what) and (refusal.line is None or 1 <= refusal.line <= lines)


def is_sound(paper: PaperRecord) -> bool:
    texts = [paper.title, paper.title_raw, *paper.authors, paper.venue, paper.abstract, paper.abstract_raw, paper.url]
    texts += [paper.published, paper.field, paper.doi, paper.arxiv_id, paper.key]
    is_empty = any(text is not None and not text.strip() for text in texts)
    return not is_empty and not any("\0" in text for text in texts if text)
