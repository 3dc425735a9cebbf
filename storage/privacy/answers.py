"""A summary of what the bot stores about a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonalDataSummary:
    """(kind of data, number of entries) for each kind of which something is stored."""

    parts: tuple[tuple[str, int], ...]
