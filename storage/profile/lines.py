"""Splits text into paragraphs of tidied lines that know their line numbers."""

import re
from collections.abc import Callable
from typing import NamedTuple

# Control characters and surrogates, which no database takes; zero-width space, word joiner and BOM,
# which hide in copied text. Joiners that shape emoji and Persian or Hindi words stay.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff\ud800-\udfff]")
_LONGEST_QUOTE = 60  # characters


class Paragraph(NamedTuple):
    """Consecutive lines without an empty one in between. `number` is the first one's line in the file, from 1.

    Lines are trimmed and not empty, and any run of white space in them (non-breaking, thin …) is one space.
    A NamedTuple rather than a frozen dataclass, as a hostile file may have millions of them.
    """

    number: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    def after(self, count: int) -> "Paragraph":
        """The paragraph without its first `count` lines."""
        return Paragraph(self.number + count, self.lines[count:])


def split_paragraphs(text: str, starts: Callable[[str], bool]) -> list[Paragraph]:
    """The paragraphs of the text. A line for which `starts` is true begins one even without an empty line before it."""
    found: list[Paragraph] = []
    lines: list[str] = []
    number = 0
    for number, raw in enumerate(_tidy(text).split("\n"), 1):
        line = " ".join(raw.split())
        if lines and (not line or starts(line)):
            found.append(Paragraph(number - len(lines), tuple(lines)))
            lines = []
        if line:
            lines.append(line)
    if lines:
        found.append(Paragraph(number - len(lines) + 1, tuple(lines)))
    return found


def _tidy(text: str) -> str:
    # Only these end a line, as editors count; a U+2028 in an abstract is just a space.
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def quote(text: str) -> str:
    """The text in quotation marks, shortened, for a message."""
    return f"“{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1].rstrip() + '…'}”"
