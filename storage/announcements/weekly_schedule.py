"""A weekly schedule in a time zone, and the slots that follow from it. Pure arithmetic on zoneinfo."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week, at a local time. Raises ValueError for an invalid weekday or time.

    The zone is not checked until a slot is computed: a later tzdata may no longer have a saved one.
    """

    weekday: int
    """0 is Monday."""
    time: dt.time
    """Whole minutes, without a zone."""
    zone: str
    """An IANA name."""

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"{self.weekday} is not a weekday: 0 is Monday, 6 is Sunday")
        if self.time.tzinfo is not None or self.time.second or self.time.microsecond:
            raise ValueError(f"{self.time} is not a local time in whole minutes")


@dataclass(frozen=True, slots=True)
class Slot:
    period: str
    """The local day that it belongs to, "2026-11-23". It identifies the week: a subscription has one digest per period,
    even if its zone or time is changed."""
    at: dt.datetime
    """In UTC."""


def is_zone(name: str) -> bool:
    """Whether slots can be computed in it: an IANA name, spelled exactly."""
    return name in zone_names()


@cache
def zone_names() -> frozenset[str]:
    """The names of the tzdata package. A machine may know more, but its "localtime" is another zone elsewhere."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def next_slot(weekly: Weekly, after: dt.datetime) -> Slot:
    """The first strictly after. Raises ValueError for a naive datetime, ZoneInfoNotFoundError for an unknown zone."""
    zone, after = _zone(weekly.zone), _in_utc(after)
    slots = _slots(weekly, _day_before(weekly, after.astimezone(zone)), _WEEK, zone)
    return next(slot for slot in slots if slot.at > after)


def latest_slot(weekly: Weekly, now: dt.datetime) -> Slot:
    """The last one at or before now. Raises what next_slot raises."""
    zone, now = _zone(weekly.zone), _in_utc(now)
    # Starts a week ahead: if clocks go back over midnight, the first 00:00 of tomorrow may have passed already.
    slots = _slots(weekly, _day_before(weekly, now.astimezone(zone)) + _WEEK, -_WEEK, zone)
    return next(slot for slot in slots if slot.at <= now)


def _slots(weekly: Weekly, day: dt.date, step: dt.timedelta, zone: ZoneInfo) -> Iterator[Slot]:
    while True:
        yield Slot(day.isoformat(), _instant(dt.datetime.combine(day, weekly.time, zone)))
        day += step


def _instant(local: dt.datetime) -> dt.datetime:
    """fold=0 covers both cases (PEP 495): of an ambiguous time the first, in a gap the time as before the change."""
    return local.replace(fold=0).astimezone(dt.UTC)


def _day_before(weekly: Weekly, local: dt.datetime) -> dt.date:
    """The last day of that weekday, today included."""
    return local.date() - dt.timedelta(days=(local.weekday() - weekly.weekday) % 7)


def _zone(name: str) -> ZoneInfo:
    """ZoneInfo itself may raise OSError ("Europe" is a directory), and accepts names that only this machine has."""
    if not is_zone(name):
        raise ZoneInfoNotFoundError(f"unknown time zone: {name!r}")
    return ZoneInfo(name)


def _in_utc(moment: dt.datetime) -> dt.datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(dt.UTC)
