"""BibTeX entries: types, fields, escapes, capitals and keys."""

import unicodedata
from typing import Any

import pytest
from pylatexenc.latex2text import LatexNodes2Text

from storage.references.bibtex import bibtex
from storage.references.capitals import protected_title
from storage.references.key import citation_key, unique_keys
from storage.references.latex import latex
from storage.references.reference import Reference
from tests.references.references import by, reference
from tests.rows import each_row


def test_a_preprint_is_misc_with_its_eprint() -> None:
    assert bibtex(reference()) == (
        "@misc{example2021counting,\n"
        "  title = {Counting stars with small lenses},\n"
        "  author = {Example, Ada and Sample, Bo Q.},\n"
        "  year = {2021},\n"
        "  month = apr,\n"
        "  eprint = {2104.07320},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.LG},\n"
        "  url = {https://arxiv.org/abs/2104.07320},\n"
        "}"
    )


VENUES = [
    ("Nature", "article", "journal"),
    ("Journal of Machine Learning Research", "article", "journal"),
    ("Transactions of the ACL", "article", "journal"),
    ("IEEE Micro", "article", "journal"),
    ("Proceedings of the National Academy of Sciences", "article", "journal"),
    ("Proc. Natl. Acad. Sci.", "article", "journal"),
    ("Proceedings of the IEEE", "article", "journal"),
    ("Proceedings of the IEEE/CVF Conference on Computer Vision", "inproceedings", "booktitle"),
    ("NeurIPS 2021", "inproceedings", "booktitle"),
    ("ICML'23", "inproceedings", "booktitle"),
    ("ICLR (Poster)", "inproceedings", "booktitle"),
    ("Proc. of Stars", "inproceedings", "booktitle"),
    ("International Conference on Stars", "inproceedings", "booktitle"),
    ("Findings of the Association for Computational Linguistics: EMNLP", "inproceedings", "booktitle"),
    ("Advances in Neural Information Processing Systems 34", "inproceedings", "booktitle"),
    ("bioRxiv", "misc", "howpublished"),
]


@each_row(("venue", "kind", "field"), VENUES)
def test_the_venue_makes_the_kind(venue: str, kind: str, field: str) -> None:
    entry = bibtex(reference(venue=venue))
    assert entry.startswith(f"@{kind}{{")
    assert f"  {field} = {{{venue}}},\n" in entry


@pytest.mark.parametrize("venue", ["arXiv", "CoRR", "arXiv preprint arXiv:2104.07320", "arXiv.org"])
def test_a_venue_that_is_arxiv_is_told_by_the_eprint_alone(venue: str) -> None:
    assert bibtex(reference(venue=venue)) == bibtex(reference())


@pytest.mark.parametrize(("field", "told"), [("LG", True), ("cs", False), ("Astronomy!", False), (None, False)])
def test_the_class_is_told_where_it_is_one_of_arxiv(field: str | None, told: bool) -> None:
    assert ("primaryClass = {cs.LG}" in bibtex(reference(field=field))) == told
    assert ("primaryClass" in bibtex(reference(field=field))) == told


def test_ids_and_addresses_are_not_escaped_but_cannot_end_a_field() -> None:
    entry = bibtex(reference(venue="Nature", doi="10.1000/a_b&c%d#e<1>{", url="http://other.org"))
    assert "doi = {10.1000/a_b&c%d#e<1>%7B}" in entry
    assert "url = {https://doi.org/10.1000/a_b%26c%25d%23e%3C1%3E%7B}" in entry
    entry = bibtex(reference(arxiv_id=None, url="https://example.org/a_b?x={y}&z=%20#ü"))
    assert "url = {https://example.org/a_b?x=%7By%7D&z=%20#%C3%BC}" in entry


@pytest.mark.parametrize(
    ("published", "lines"),
    [
        ("2021", ["  year = {2021},"]),
        ("2021-04", ["  year = {2021},", "  month = apr,"]),
        ("2021-13", ["  year = {2021},"]),
        ("soon", []),
        (None, []),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(published: str | None, lines: list[str]) -> None:
    entry = bibtex(reference(published=published))
    assert [line for line in entry.splitlines() if line.startswith(("  year", "  month"))] == lines


def test_the_special_characters_of_latex_are_escaped() -> None:
    assert latex(r"& % $ # _ { } ~ ^ \ < > |") == (
        r"\& \% \$ \# \_ {\textbraceleft} {\textbraceright} {\textasciitilde} {\textasciicircum} {\textbackslash} "
        r"{\textless} {\textgreater} {\textbar}"
    )
    assert latex("“a” – ‘b’ — \"c\" ('d')…") == r"``a'' -- `b' --- ``c'' ('d'){\ldots}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("é ł ø ß", r"{\'e} {\l} {\o} {\ss}"),
        ("ç š ű ï ė", r"{\c{c}} {\v{s}} {\H{u}} {\"\i} {\.e}"),
        ("θ", r"{{\ensuremath{\theta}}}"),
        ("𝔼 ≤ ∞", r"{{\ensuremath{\mathbb{E}}}} {{\ensuremath{\leq}}} {{\ensuremath{\infty}}}"),
        ("x\u0302", r"{\^x}"),
        ("Ελλάδα Москва 王 ễ 😀", "Ελλάδα Москва 王 ễ 😀"),
    ],
)
def test_unicode_becomes_latex_where_latex_has_it(text: str, written: str) -> None:
    assert latex(text) == written


def test_latin_letters_read_back_from_latex() -> None:
    read: Any = LatexNodes2Text()
    for sign in map(chr, range(0xC0, 0x17F)):
        back = read.latex_to_text(f"x{latex(sign)}x").replace("\\i", "i")
        assert unicodedata.normalize("NFC", back) in (f"x{sign}x", f"x{sign} x"), sign


TITLES = [
    ("BERT: Pre-training of Deep Transformers", "{BERT}: Pre-training of Deep Transformers"),
    ("LLM-QAT for PyTorch and k-NN in 3D", "{LLM}-{QAT} for {PyTorch} and k-{NN} in {3D}"),
    ("A Survey of A* and Plan B", "A Survey of {A}* and Plan {B}"),
    ("A note on the Rényi divergence of a Gaussian", r"A note on the {R{\'e}nyi} divergence of a {Gaussian}"),
    ("Small lenses: Counting stars with them", "Small lenses: Counting stars with them"),
    ("Counting Stars With Small Lenses", "Counting Stars With Small Lenses"),
    ("ATTENTION IS ALL YOU NEED", "ATTENTION IS ALL YOU NEED"),
    ("Fine-tuning of Lenses using Stars", "Fine-tuning of Lenses using Stars"),
    ("GPT-4", "{GPT}-4"),
    ("Profits of 5% & {braces}", r"Profits of 5\% \& {\textbraceleft}braces{\textbraceright}"),
]


@each_row(("title", "written"), TITLES)
def test_capitals_that_mean_something_are_protected(title: str, written: str) -> None:
    assert protected_title(title) == written


KEYS = [
    (by("Pierre Stock", title="Training with Noise"), "stock2021training"),
    (by("Laurens van der Maaten", title="On the 3 Ways of Seeing"), "vandermaaten2021ways"),
    (by("Łukasz Øst-Müller", title="Über alles"), "ostmuller2021uber"),
    (by("The LIGO Scientific Collaboration", title="Waves"), "ligo2021waves"),
    (by("王小明", title="深度学习"), "paper2021"),
    (by(title="", published=None), "paper"),
    (by(title="Waves", published="2021"), "paper2021waves"),
    (by("Ada Example", title="θ-nets {of} O'Brien"), "example2021nets"),
]


@each_row(("paper", "wanted"), KEYS)
def test_a_key_is_author_year_and_the_first_word_that_counts(paper: Reference, wanted: str) -> None:
    assert citation_key(paper) == wanted


def test_keys_are_unique_in_a_file() -> None:
    clash = by("Ada Example", title="Nets")
    given = list(unique_keys([by("Ada Example", title="Netsa"), *[clash] * 30]))
    assert given[:3] == ["example2021netsa", "example2021nets", "example2021netsb"]
    assert given[-5:] == [f"example2021nets{suffix}" for suffix in ("z", "aa", "ab", "ac", "ad")]
    assert len(set(given)) == 31
