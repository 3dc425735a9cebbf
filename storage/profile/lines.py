"""Text as paragraphs of tidy lines, each still knowing where it stood in the file."""

import re
from collections.abc import Callable
from typing import NamedTuple

# Control characters and halves of characters that no store takes; zero-width space, word joiner and BOM,
# which hide in copied text. Joiners that shape emoji and Persian or Hindi words stay.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff\ud800-\udfff]")
_LONGEST_QUOTE = 60


class Paragraph(NamedTuple):
    """Lines that follow each other without an empty one. `number` is the first one's line in the file.

    Lines are trimmed, not empty, and any run of white space in them (non-breaking, thin …) is one space.
    A NamedTuple, not a frozen dataclass: a hostile file has millions of them.
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
    """The paragraphs of the text; a line that `starts` also begins one where no empty line is before it."""
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
    # Only these end a line: an editor counts so, and a U+2028 in an abstract is no more than a space.
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def quote(text: str) -> str:
    """The text in quotation marks for a message, shortened."""
    return f"“{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1].rstrip() + '…'}”"
