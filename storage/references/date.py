"""The day of a reference, as far as it is known."""

import re
from dataclasses import dataclass

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """`year` has four digits; a day never comes without its month."""

    year: str
    month: int | None = None
    day: int | None = None


def parse_date(text: str | None) -> PublicationDate | None:
    """None where the text is no YYYY, YYYY-MM or YYYY-MM-DD; a month that there is not leaves the year."""
    found = _DATE.fullmatch((text or "").strip())
    if found is None or found["year"] == "0000":
        return None
    month, day = int(found["month"] or 0), int(found["day"] or 0)
    if not 1 <= month <= 12:
        return PublicationDate(found["year"])
    return PublicationDate(found["year"], month, day if 1 <= day <= 31 else None)
