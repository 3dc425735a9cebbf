"""The picture of papers and numbers over time."""

import pytest
from hypothesis import given

from commands.discovery.pictures.canvas import Sheet
from commands.discovery.pictures.metrics import metrics_picture
from storage.discovery.answers.people import FieldYears, MetricHistory
from tests.discovery.pictures.answers import all_metrics, metrics, numbers
from tests.discovery.pictures.looking import along, check, outside, overlaps, texts
from tests.examples import examples

LG = FieldYears("cs.LG", ((2019, 2), (2022, 3)))
CL = FieldYears("cs.CL", ((2022, 1),))
TWO = (numbers("2025-11-03", 7100, 26), numbers("2026-03-09", 7749))
CODES = ("cs.LG", "cs.CL", "cs.CV", "cs.DC", "stat.ML", "cs.CR", "cs.SD", "cs.AI", None)


def drawn(some: MetricHistory) -> str:
    picture = metrics_picture(some)
    assert picture is not None
    check(picture)
    return picture.alt


@examples(6)
@given(all_metrics)
def test_any_metrics_can_be_drawn(some: MetricHistory):
    picture = metrics_picture(some)
    if picture:
        check(picture)


def test_without_dates_and_without_history_there_is_no_picture():
    assert metrics_picture(metrics(undated=23)) is None
    assert metrics_picture(metrics(history=TWO[:1])) is None
    assert metrics_picture(metrics(FieldYears("cs.LG", ()))) is None


@pytest.mark.parametrize(
    ("span", "history"), [*((span, ()) for span in (1, 2, 13, 24, 60, 200, 241, 1100)), (1, TWO), (24, TWO), (240, TWO)]
)
def test_years_and_numbers_stand_apart(span: int, history: tuple, sheets: list[Sheet]):
    ends = ((2100 - span + 1, 2), (2100, 1)) if span > 1 else ((2100, 2),)
    drawn(metrics(FieldYears("cs.LG", ends), CL, history=history))
    assert list(overlaps(sheets[0])) == []
    assert outside(sheets[0]) == []


def test_many_fields_fit_and_the_rest_is_one(sheets: list[Sheet]):
    fields = tuple(FieldYears(code, ((2020 + n, 20 - n),)) for n, code in enumerate(CODES))
    drawn(metrics(*fields, history=TWO))
    assert list(overlaps(sheets[0])) == []
    written = {text.get_text() for text in texts(sheets[0])}
    assert {"Machine Learning (stat.ML)", "Cryptography and Security", "other fields", "no field"} <= written
    assert "Sound" not in written


def test_years_without_papers_are_gaps(sheets: list[Sheet]):
    drawn(metrics(LG, CL))
    axes = sheets[0].figure.get_axes()[1]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2019", "2020", "2021", "2022"]
    assert [text.get_text() for text in axes.texts] == ["2", "4"]


def test_papers_are_counted_in_whole_numbers(sheets: list[Sheet]):
    drawn(metrics(CL))
    assert [label.get_text() for label in along(sheets[0].figure.get_axes()[1].yaxis)] == ["0", "1"]


def test_each_source_has_its_own_line_and_a_single_snapshot_has_none(sheets: list[Sheet]):
    history = (TWO[0], numbers("2025-12-01", 9000, source="OpenAlex"), TWO[1], numbers("2026-04-01", 1, source="new"))
    history += (numbers("2026-05-01", 9100, None, source="OpenAlex"),)
    alt = drawn(metrics(LG, history=history))
    _, _, citations, h_index = sheets[0].figure.get_axes()
    assert [list(line.get_ydata()) for line in citations.lines] == [[7100, 7749], [9000, 9100]]
    assert [list(line.get_ydata()) for line in h_index.lines] == [[26, 27]]
    assert "Citations by OpenAlex: 9,000 on 1 Dec 2025, 9,100 on 1 May 2026." in alt


def test_a_dollar_sign_in_a_field_or_a_source_is_a_dollar_sign(sheets: list[Sheet]):
    history = (numbers("2025-11-03", 1, source="$a_2$"), numbers("2026-11-03", 2, source="$a_2$"))
    drawn(metrics(FieldYears("$x^2$", ((2020, 1),)), FieldYears("_hidden", ((2020, 1),)), history=history))
    assert {"$x^2$", "_hidden", "$a_2$"} <= {text.get_text() for text in texts(sheets[0])}
    assert not any(text.get_parse_math() or text.get_usetex() for text in texts(sheets[0]))


def test_the_words_say_the_main_numbers():
    assert drawn(metrics(LG, CL, FieldYears(None, ((2019, 1),)), undated=2, history=TWO)) == (
        "Papers by Pierre Stock in each year, as bars by field, 2019–2022: 7 papers (2 more without a date), most in "
        "2022 (4). By field: Machine Learning 5, Computation and Language 1, no field 1. Citations by "
        "pierre-stock.txt: 7,100 on 3 Nov 2025, 7,749 on 9 Mar 2026. h-index by "
        "pierre-stock.txt: 26 on 3 Nov 2025, 27 on 9 Mar 2026."
    )
    assert drawn(metrics(history=TWO, undated=3)).startswith("Pierre Stock over time; none of the 3 papers has a date.")
