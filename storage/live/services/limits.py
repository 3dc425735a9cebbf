"""How long and how much one request to a source may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds, tries and bytes. A wait that is longer than `most_wait` is left to the caller."""

    seconds: float = 30.0
    tries: int = 3
    pause: float = 2.0
    """Before the second try, where the source does not say; twice as long before each further one."""
    most_wait: float = 60.0
    most_bytes: int = 50_000_000
