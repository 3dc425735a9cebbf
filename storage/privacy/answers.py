"""What the bot keeps about a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonalDataSummary:
    """What it is, and how many of it. Empty: nothing."""

    parts: tuple[tuple[str, int], ...]
