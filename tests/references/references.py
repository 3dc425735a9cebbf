"""References for the tests of citing; every person and paper is invented unless a test says otherwise."""

import dataclasses
from typing import Any

from hypothesis import strategies as st
from pybtex import database

from storage.references.reference import Reference

PLAIN = Reference(
    id=7,
    title="Counting stars with small lenses",
    authors=("Ada Example", "Bo Q. Sample"),
    authors_cut=False,
    published="2021-04-15",
    venue=None,
    field="cs.LG",
    doi=None,
    arxiv_id="2104.07320",
    url=None,
    abstract="We count.\n\nIt helps.",
    has_code=False,
    code_url=None,
    citations=12,
)


def reference(**changes: Any) -> Reference:
    return dataclasses.replace(PLAIN, **changes)


def by(*authors: str, **changes: Any) -> Reference:
    return reference(authors=authors, **changes)


def bibtex_entries(text: str) -> Any:
    """Key → entry, as pybtex reads them."""
    reader: Any = database
    return reader.parse_string(text, "bibtex").entries


_CHARACTERS = st.characters() | st.sampled_from("{}\\%$&#_~^\"'@,;=+-\n\r\t\x00\x85\u2028\ud800\ufeff θéł王")
_FRAGMENTS = st.sampled_from(
    ["{", "}}", " and ", "and others", "\nER  - \n", "\nTY  - JOUR", "},\n}\n@misc{x,", "=1+1", "\\end{document}", '"']
)
TEXTS = st.lists(st.text(_CHARACTERS, max_size=12) | _FRAGMENTS, max_size=4).map("".join)
MAYBE = st.none() | TEXTS
DATES = st.none() | st.sampled_from(["2021", "2021-04", "2021-04-15", "2021-13-99", "soon", "0000", "٢٠٢١"]) | TEXTS
VENUES = MAYBE | st.sampled_from(["ICML", "Nature", "arXiv preprint", "bioRxiv", "Proc. of the {Meeting"])
REFERENCES = st.builds(
    Reference,
    id=st.integers(0, 99),
    title=TEXTS,
    authors=st.lists(TEXTS | st.sampled_from(["Ada Example", "Wei, Li", "Luc van Gool Jr."]), max_size=4).map(tuple),
    authors_cut=st.booleans(),
    published=DATES,
    venue=VENUES,
    field=MAYBE | st.sampled_from(["cs.LG", "LG", "cs"]),
    doi=MAYBE,
    arxiv_id=MAYBE,
    url=MAYBE | TEXTS.map(lambda rest: f"https://example.org/{rest}"),
    abstract=MAYBE,
    has_code=st.booleans(),
    code_url=MAYBE,
    citations=st.none() | st.integers(0, 10**12),
)
