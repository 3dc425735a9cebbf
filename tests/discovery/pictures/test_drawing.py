"""What holds for all pictures: letters, colours, threads, imports."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from matplotlib.colors import to_rgb

from commands.discovery.pictures import lettering
from commands.discovery.pictures.canvas import canvas
from commands.discovery.pictures.graph import coauthor_picture
from commands.discovery.pictures.lettering import label, words
from commands.discovery.pictures.palette import COLOURS, DIM, GREY, GROUND, MUTED, TEXT
from commands.discovery.pictures.warm import warm
from tests.conftest import ROOT
from tests.discovery.pictures.answers import crowd
from tests.examples import examples
from tests.lookup.answers import hard
from tests.rows import each_row


def contrast(one: str, other: str) -> float:
    """As WCAG measures it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_text_and_shapes_stand_out_from_the_ground():
    assert min(contrast(GROUND, colour) for colour in (TEXT, MUTED)) >= 4.5
    assert min(contrast(GROUND, colour) for colour in (*COLOURS, GREY, DIM)) >= 3


def test_what_the_caller_imports_does_not_bring_matplotlib():
    bring = "import sys; from commands.discovery.pictures import graph, metrics, warm"
    heavy = "assert not {'matplotlib', 'networkx', 'numpy', 'PIL'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", f"{bring}; {heavy}"], check=True, cwd=ROOT)


def test_warming_up_can_be_done_twice():
    warm()
    warm()


def test_threads_that_draw_at_once_draw_the_same_as_one():
    some = [crowd(people, 2) for people in (1, 6)] * 3
    alone = [coauthor_picture(one) for one in some]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(coauthor_picture, some)) == alone


@each_row(
    ("text", "shown"),
    [
        ("Rényi θ Ђ", "Rényi θ Ђ"),
        ("a\x00b\n\ud83dc\u202e", "a b c"),
        ("e\u0301", "é"),
        ("Z" + "\u0325" * 60 + "a", "Z" + "\u0325" * 3 + "a"),
        ("👩\u200d👩\u200d👧 Ann", "Ann"),
        ("محمد שלום", "محمد שלום"),
        ("ꦗꦮ", "#7"),
        ("ꦗꦮ Ann", "#7 Ann"),
        ("", "#7"),
        ("\u3164", "#7"),
    ],
)
def test_a_text_is_shown_as_far_as_there_are_letters_for_it(text: str, shown: str):
    assert label(text, 7) == shown


def test_a_font_of_this_machine_is_asked_for_what_the_first_lacks(monkeypatch: pytest.MonkeyPatch):
    caches = (lettering.families, lettering._is_drawable)
    sign = next(chr(point) for point in sorted(lettering._letters("STIXGeneral") - lettering._letters(lettering.BASE)))
    assert words(sign) == ""
    try:
        monkeypatch.setattr(lettering, "OTHERS", ("No Such Font", "STIXGeneral"))
        [cache.cache_clear() for cache in caches]
        assert words(sign) == sign
        with canvas() as sheet:
            sheet.write(9, 9, sign, 20)
            sheet.png()
    finally:
        monkeypatch.undo()
        [cache.cache_clear() for cache in caches]


@examples(30)
@given(hard)
def test_any_text_is_drawn_without_a_warning_and_fits(text: str):
    with canvas() as sheet:
        fitted = sheet.fit(label(text, 3), 20, 150)
        sheet.write(9, 9, fitted, 20)
        assert sheet.width(fitted, 20) <= 150
        assert fitted
        sheet.figure.draw_without_rendering()
