from hypothesis import given
from hypothesis import strategies as st

from storage.text.arxiv_taxonomy import ALIASES, CATEGORIES, FORMER_ARCHIVES
from storage.text.fields import canonical_field, field_label, field_name
from tests.rows import each_row

FIELDS = [
    ("LG", "cs.LG"),
    ("lg", "cs.LG"),
    ("cs.LG", "cs.LG"),
    (" CS.lg ", "cs.LG"),
    ("machine learning", "cs.LG"),
    ("Machine Learning (cs.LG)", "cs.LG"),
    ("ML", "stat.ML"),
    ("AI", "cs.AI"),
    ("CV", "cs.CV"),
    ("Computer vision", "cs.CV"),
    ("NLP", "cs.CL"),
    ("AS", "eess.AS"),
    ("EM", "econ.EM"),
    ("NA", "math.NA"),
    ("cs.NA", "math.NA"),
    ("SY", "eess.SY"),
    ("math.IT", "cs.IT"),
    ("math.MP", "math-ph"),
    ("q-fin.EC", "econ.GN"),
    ("stat.TH", "math.ST"),
    ("HEP-TH", "hep-th"),
    ("astro-ph.ga", "astro-ph.GA"),
    ("mtrl-sci", "cond-mat.mtrl-sci"),
    ("cmp-lg", "cs.CL"),
    ("cs", "cs"),
    ("Computer Science", "cs"),
    ("Other", "Other"),
    (" Marine Biology ", "Marine Biology"),
    ("  ", None),
    ("", None),
    (None, None),
]


@each_row(("field", "expected"), FIELDS)
def test_a_field_is_known_by_code_short_code_and_name(field: str | None, expected: str | None) -> None:
    assert canonical_field(field) == expected


def test_the_taxonomy_is_whole() -> None:
    archives = {code.partition(".")[0] for code in CATEGORIES if "." in code}
    assert len(CATEGORIES) - len(archives) == 155
    assert {*ALIASES, *ALIASES.values(), *FORMER_ARCHIVES.values()} <= {*CATEGORIES}


@each_row("code", CATEGORIES)
def test_each_category_is_its_own_or_that_of_which_it_is_an_alias(code: str) -> None:
    own = ALIASES.get(code, code)
    assert canonical_field(code) == canonical_field(code.upper()) == canonical_field(field_label(code)) == own
    assert field_label(code) == f"{field_name(code)} ({own})"


def test_a_field_has_a_name_and_a_label() -> None:
    assert (field_name("cs.LG"), field_label("cs.LG")) == ("Machine Learning", "Machine Learning (cs.LG)")
    assert field_name("hep-th") == "High Energy Physics - Theory"
    assert field_name("Marine Biology") == field_label("Marine Biology") == "Marine Biology"


@given(st.text())
def test_any_text_is_a_field(text: str) -> None:
    known = canonical_field(text)
    assert canonical_field(known) == known
    assert (known is None) == (not text.strip())
    assert field_name(text)[:0] == field_label(text)[:0] == ""
