"""Decodes the bytes of a file to text, or says why they are not text."""

import codecs

from storage.profile.model import ProfileError

MAX_PROFILE_BYTES = 5 * 1024 * 1024
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_INVISIBLE = "\ufeff\u200b\u2060"
# Control characters that no text editor writes; \b, form feed and escape do occur in text.
_NEVER_IN_TEXT = bytes(sorted({*range(1, 8), *range(14, 27), *range(28, 32), 127}))


def decode_text(data: bytes, file: str, *, max_bytes: int | None = MAX_PROFILE_BYTES) -> str:
    """The text of `data` with \\n line ends and no byte order mark.

    Raises ProfileError if it is empty, larger than `max_bytes` (None: any size), binary, or not UTF-8.
    """
    if max_bytes is not None and len(data) > max_bytes:
        raise ProfileError(file, None, f"expected at most {_size(max_bytes)}; the file is larger")
    if data.startswith(_UTF16_MARKS):
        raise ProfileError(file, None, "expected UTF-8 text; found UTF-16: save the file as UTF-8")
    if _is_binary(data):
        raise ProfileError(file, None, "expected UTF-8 text; found a binary file")
    text = _utf8(data, file).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip().strip(_INVISIBLE).strip():
        raise ProfileError(file, None, "expected text; the file is empty")
    return text


def _utf8(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        what = f"expected UTF-8 text; found byte 0x{data[error.start]:02X}: save the file as UTF-8"
        raise ProfileError(file, before.count(b"\n") + 1, what) from error


def _is_binary(data: bytes) -> bool:
    if b"\0" in data or data.startswith(b"%PDF-"):
        return True
    odd = len(data) - len(data.translate(None, _NEVER_IN_TEXT))
    return odd * 100 > len(data)


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MiB" if count >= 1024 * 1024 else f"{count:,} bytes"
