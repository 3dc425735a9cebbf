import pytest

from storage.profile.decode import MAX_PROFILE_BYTES, decode_text
from storage.profile.model import ProfileError
from tests.rows import each_row


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfAda", "Ada"),
        ("Rényi\u00a0θ".encode(), "Rényi\u00a0θ"),
    ],
)
def test_a_mark_and_line_ends_of_any_system_are_fine(data: bytes, text: str) -> None:
    assert decode_text(data, "a.txt") == text


@each_row(
    ("data", "message"),
    [
        (b"", "a.txt: expected text; the file is empty"),
        (b"\xef\xbb\xbf \r\n\xc2\xa0\xe2\x80\x8b\n", "a.txt: expected text; the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt: expected UTF-8 text; found a binary file"),
        (b"%PDF-1.7\n", "a.txt: expected UTF-8 text; found a binary file"),
        (b"\x01\x02\x03\x04", "a.txt: expected UTF-8 text; found a binary file"),
        ("Ada".encode("utf-16"), "a.txt: expected UTF-8 text; found UTF-16: save the file as UTF-8"),
        (
            b"Ada\r\nRen\xe9 here\n",
            "a.txt:2: expected UTF-8 text; found byte 0xE9: save the file as UTF-8",
        ),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, message: str) -> None:
    with pytest.raises(ProfileError) as caught:
        decode_text(data, "a.txt")
    assert str(caught.value) == message


def test_a_file_over_the_limit_is_refused_unless_there_is_none() -> None:
    data = b"a" * (MAX_PROFILE_BYTES + 1)
    with pytest.raises(ProfileError, match=r"^a\.txt: expected at most 5\.0 MiB"):
        decode_text(data, "a.txt")
    assert len(decode_text(data, "a.txt", max_bytes=None)) == len(data)
    assert len(decode_text(data[1:], "a.txt")) == MAX_PROFILE_BYTES
