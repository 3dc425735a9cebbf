"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    ok: bool
    words: str
    """What is so; where it is not well, how to mend it."""


def ok(name: str, words: str) -> Finding:
    return Finding(name, True, words)


def mend(name: str, words: str) -> Finding:
    return Finding(name, False, words)
