"""Names taken apart, as BibTeX, RIS and APA write them."""

from storage.references.apa import apa, initials
from storage.references.bibtex import authors
from storage.references.ris import ris
from tests.references.references import by
from tests.rows import each_row

NAMES = [
    ("Ada Example", "Example, Ada", "Example, A."),
    ("Albert Q. Jiang", "Jiang, Albert Q.", "Jiang, A. Q."),
    ("J.R.R. Tolkien", "Tolkien, J.R.R.", "Tolkien, J. R. R."),
    ("Jean-Baptiste Muster", "Muster, Jean-Baptiste", "Muster, J.-B."),
    ("Plato", "Plato", "Plato."),
    ("Laurens van der Maaten", "van der Maaten, Laurens", "van der Maaten, L."),
    ("Maaten, Laurens van der", "van der Maaten, Laurens", "van der Maaten, L."),
    ("van der Maaten, Laurens", "van der Maaten, Laurens", "van der Maaten, L."),
    ("Luc Van Gool", "Van Gool, Luc", "Van Gool, L."),
    ("Ana de la Cruz", "de la Cruz, Ana", "de la Cruz, A."),
    ("José Ortega y Gasset", r"{Ortega y Gasset}, Jos{\'e}", "Ortega y Gasset, J."),
    ("Anh Van Nguyen", "Nguyen, Anh Van", "Nguyen, A. V."),
    ("danah boyd", "boyd, danah", "boyd, d."),
    ("Martin Luther King Jr.", "King, Jr., Martin Luther", "King, M. L., Jr."),
    ("Martin Luther King, Jr.", "King, Jr., Martin Luther", "King, M. L., Jr."),
    ("King, Jr., Martin Luther", "King, Jr., Martin Luther", "King, M. L., Jr."),
    ("John D. Doe III", "Doe, III, John D.", "Doe, J. D., III."),
    ("Jane Q. Doe, PhD", "Doe, Jane Q.", "Doe, J. Q."),
    ("Lample G", "Lample, G", "Lample, G."),
    ("Łukasz Øst", r"{\O}st, {\L}ukasz", "Øst, Ł."),
    ("王小明", "王小明", "王小明."),
    ("王 小明", "王, 小明", "王, 小明."),
    ("김 민수", "김, 민수", "김, 민수."),
    ("LIGO Scientific Collaboration", "{LIGO Scientific Collaboration}", "LIGO Scientific Collaboration."),
    ("Gemini Team, Google", "{Gemini Team, Google}", "Gemini Team, Google."),
    ("DeepSeek-AI", "{DeepSeek-AI}", "DeepSeek-AI."),
    ("AT&T Labs", r"{AT\&T Labs}", "AT&T Labs."),
    ("Institute of Stars and Lenses", "{Institute of Stars and Lenses}", "Institute of Stars and Lenses."),
    ("Ada and Bo", "{Ada and Bo}", "Ada and Bo."),
    ("others", "{others}", "others."),
]


@each_row(("name", "bibtex", "apa_name"), NAMES)
def test_a_name_is_taken_apart_as_its_language_does(name: str, bibtex: str, apa_name: str) -> None:
    assert authors(by(name)) == bibtex
    assert apa(by(name)).startswith(f"{apa_name} (2021)")


def test_ris_has_an_author_a_line_with_the_suffix_last() -> None:
    record = ris(by("Laurens van der Maaten", "Martin Luther King Jr.", "LIGO Collaboration", "王小明"))
    people = [line.removeprefix("AU  - ") for line in record.splitlines() if line.startswith("AU")]
    assert people == ["van der Maaten, Laurens", "King, Martin Luther, Jr.", "LIGO Collaboration", "王小明"]


def test_authors_keep_the_order_of_the_paper_and_a_cut_list_says_so() -> None:
    people = ("Zoe Last", "Ada First")
    assert authors(by(*people)) == "Last, Zoe and First, Ada"
    assert authors(by(*people, authors_cut=True)) == "Last, Zoe and First, Ada and others"


def test_nobody_is_made_of_an_empty_name() -> None:
    assert authors(by("", " ", "\n", "...", "{}", authors_cut=True)) == ""
    assert authors(by("", "Ada Example", ",")) == "Example, Ada"


def test_initials_leave_out_what_has_no_letter() -> None:
    assert initials("  Anna-  (Tony) 3 Émile ") == "A. T. É."
