"""A picture as Discord takes it: a file and the words for those who do not see it."""

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1200
HEIGHT: Final = 800
ALT: Final = 1024
"""Discord's limit for the description of an attachment."""


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    """The file's name."""
    png: bytes
    alt: str
    """Plain text, at most `ALT` long, never empty."""
