from hypothesis import given
from hypothesis import strategies as st

from storage.text.ids import parse_arxiv_id, parse_doi
from tests.rows import each_row

ARXIV = [
    ("2310.06825", "2310.06825"),
    ("2310.06825v2", "2310.06825"),
    ("0704.0001", "0704.0001"),
    (" arXiv:2310.06825 ", "2310.06825"),
    ("ARXIV 2310.06825", "2310.06825"),
    ("arXiv:2310.06825v2 [cs.CL]", "2310.06825"),
    ("https://arxiv.org/abs/2310.06825v1", "2310.06825"),
    ("<https://arxiv.org/abs/2310.06825>", "2310.06825"),
    ("http://export.arxiv.org/abs/2310.06825?context=cs.LG", "2310.06825"),
    ("arxiv.org/pdf/2310.06825.pdf", "2310.06825"),
    ("https://arxiv.org/html/2310.06825v3#S1", "2310.06825"),
    ("https://huggingface.co/papers/2310.06825", "2310.06825"),
    ("https://doi.org/10.48550/arXiv.2310.06825", "2310.06825"),
    ("10.48550/ARXIV.2310.06825", "2310.06825"),
    ("doi:10.48550/arXiv.hep-th/9901001", "hep-th/9901001"),
    ("hep-th/9901001", "hep-th/9901001"),
    ("math.GT/0309136", "math/0309136"),
    ("https://arxiv.org/abs/HEP-TH/9901001v2", "hep-th/9901001"),
]
NOT_ARXIV = [
    "", "see 2310.06825", "2310.06825 and 2310.06826", "2313.06825", "2310.0682", "1206.12345", "foo/1234567",
    "https://evil.com/arxiv.org/abs/2310.06825", "https://notarxiv.org/abs/2310.06825", "2310.06825x", "3.14",
    "10.1145/3292500.3330701", "٢٣١٠.٠٦٨٢٥", "Mistral 7B", "arxiv" + " " * 100_000 + "x",
]  # fmt: skip
DOIS = [
    ("10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("doi:10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("DOI: 10.1145/ABC.Def", "10.1145/abc.def"),
    ("https://doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("http://dx.doi.org/10.1000/182?x=y", "10.1000/182"),
    ("doi.org/10.1000/182", "10.1000/182"),
    ("https://doi.org/10.1000%2F182", "10.1000/182"),
    ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("(10.1145/3292500.3330701).", "10.1145/3292500.3330701"),
    ("10.1016/S0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
    ("10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI1>3.0.CO;2-O", None),
]
NOT_DOIS = [
    "", "10.1/x", "10.1145/", "10.1145/...", "10.1145 /x", "see 10.1145/x", "2310.06825", "10.48550/arXiv.2310.06825",
    "https://doi.org/10.48550/arXiv.2310.06825v1", "https://example.org/10.1145/x", ")" * 100_000,
]  # fmt: skip


@each_row(("text", "expected"), ARXIV)
def test_an_arxiv_id_is_known_in_each_of_its_forms(text: str, expected: str) -> None:
    assert parse_arxiv_id(text) == expected
    assert parse_arxiv_id(expected) == expected
    assert parse_doi(text) is None


@each_row("text", NOT_ARXIV)
def test_other_text_is_no_arxiv_id(text: str) -> None:
    assert parse_arxiv_id(text) is None


@each_row(("text", "expected"), DOIS)
def test_a_doi_is_known_in_each_of_its_forms(text: str, expected: str | None) -> None:
    assert parse_doi(text) == (expected or text.lower())
    assert parse_arxiv_id(text) is None


@each_row("text", NOT_DOIS)
def test_other_text_is_no_doi(text: str) -> None:
    assert parse_doi(text) is None


@given(st.text() | st.text("10./()<>[]{}arxivdo:?#%.,vhtps ", max_size=60))
def test_any_text_is_one_of_them_or_neither(text: str) -> None:
    assert parse_arxiv_id(text) is None or parse_doi(text) is None
    assert parse_doi(parse_doi(text) or "") == parse_doi(text)
