import string

from hypothesis import given
from hypothesis import strategies as st

from storage.text.fold import fold
from tests.rows import each_row

FOLDED = [
    ("Rényi", "renyi"),
    ("LLM-QAT: Data-Free", "llm qat data free"),
    ("Łukasz Kaiser", "lukasz kaiser"),
    ("Søren Ægir Đặng Þór", "soren aegir dang thor"),
    ("straße STRASSE ẞ", "strasse strasse ss"),
    ("İstanbul ısı", "istanbul isi"),
    ("Nguyễn Văn", "nguyen van"),
    ("O'Brien O’Brien O`Brien", "obrien obrien obrien"),
    ("ConvNet's", "convnets"),
    ("θ Φ ς", "θ φ σ"),
    ("北京 ガンダム ﾊﾞ 안녕", "北京 ガンダム バ 안녕"),
    ("हिन्दी", "हिन्दी"),
    ("مُحَمَّد שָׁלוֹם", "محمد שלום"),
    ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
    ("𝐱² ﬁne ℝ", "x2 fine r"),
    ("  many \t\u00a0 spaces_and—dashes…", "many spaces and dashes"),
    ("C++ 😀 !", "c"),
    ("e\u0301", "e"),
    ("", ""),
]


@each_row(("text", "expected"), FOLDED)
def test_a_key_keeps_letters_and_digits_only(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_and_spaces_at_the_ends_make_no_other_key(text: str) -> None:
    assert fold(f"  {text.casefold()}\n") == fold(text)


@given(st.text(string.printable))
def test_ascii_text_is_split_at_all_but_letters_and_digits(text: str) -> None:
    words = "".join(char if char.isalnum() else "" if char in "'`" else " " for char in text.lower()).split()
    assert fold(text) == " ".join(words)
