"""The sweep finds when every zone's clocks change in 20 years, by going from UTC to local, and asks for slots there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.announcements.weekly_schedule import Slot, Weekly, is_zone, latest_slot, next_slot, zone_names
from tests.examples import FUZZ
from tests.rows import each_row

ZONES = sorted(filter(is_zone, available_timezones()))
BEGIN, END = dt.datetime(2016, 1, 1, tzinfo=dt.UTC), dt.datetime(2036, 12, 31, tzinfo=dt.UTC)
WEEKS = 1095
WEEK, MINUTE, TICK = dt.timedelta(days=7), dt.timedelta(minutes=1), dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """Of the clocks of a zone."""

    at: dt.datetime
    gap: dt.timedelta
    """Negative for a fold."""
    first: dt.datetime
    last: dt.datetime
    """The local times from first to before last do not exist, or exist twice."""


def offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()


STEPS = [BEGIN + n * dt.timedelta(days=3) for n in range(-60, 2620)]
"""Two changes of less than three days apart would be missed: there are none."""


@cache
def changes(name: str) -> tuple[Change, ...]:
    zone = ZoneInfo(name)
    offsets = [offset(zone, moment) for moment in STEPS]
    changed = (n for n, (before, after) in enumerate(pairwise(offsets)) if before != after)
    return tuple(change_between(zone, STEPS[n], STEPS[n + 1]) for n in changed)


def change_between(zone: ZoneInfo, low: dt.datetime, high: dt.datetime) -> Change:
    before, after = offset(zone, low), offset(zone, high)
    while high - low > dt.timedelta(seconds=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
    at = high.replace(microsecond=0)
    first, last = sorted(at.replace(tzinfo=None) + counted for counted in (before, after))
    return Change(at, after - before, first, last)


@cache
def kinds() -> tuple[str, ...]:
    """One name of all whose clocks go the same in these years: their slots are the same too. Every third, but all of
    them at `make fuzz`."""
    alike = defaultdict[object, list[str]](list)
    for name in ZONES:
        alike[offset(ZoneInfo(name), BEGIN), changes(name)].append(name)
    return tuple(names[0] for names in alike.values())[:: 1 if FUZZ else 3]


def walk(weekly: Weekly, after: dt.datetime) -> Iterator[Slot]:
    while True:
        slot = next_slot(weekly, after)
        yield slot
        after = slot.at


def check_wish(slot: Slot, weekly: Weekly) -> None:
    wish = dt.datetime.combine(dt.date.fromisoformat(slot.period), weekly.time)
    local = slot.at.astimezone(ZoneInfo(weekly.zone)).replace(tzinfo=None)
    assert wish.weekday() == weekly.weekday
    near = [change for change in changes(weekly.zone) if change.first <= wish < change.last]
    assert local - wish == sum((max(change.gap, dt.timedelta()) for change in near), dt.timedelta())
    for change in near:
        # The first of two is before the clocks change; after a gap the clocks have changed.
        assert (slot.at < change.at) == (change.gap < dt.timedelta())


def check_neighbours(slot: Slot, following: Slot, weekly: Weekly) -> None:
    assert slot.at < following.at
    assert dt.date.fromisoformat(following.period) - dt.date.fromisoformat(slot.period) == WEEK
    assert latest_slot(weekly, slot.at) == latest_slot(weekly, slot.at + TICK) == slot
    assert next_slot(weekly, slot.at) == next_slot(weekly, slot.at + TICK) == following
    assert latest_slot(weekly, following.at - TICK) == slot
    assert next_slot(weekly, following.at - TICK) == following


def wishes(change: Change) -> set[dt.datetime]:
    """Local times in the middle of a gap or fold, at its edges, and just outside of them."""
    middle = change.first + (change.last - change.first) // 2
    moments = (change.first - MINUTE, change.first, middle, change.last - MINUTE, change.last)
    return {moment.replace(second=0) for moment in moments}


def test_around_every_change_of_the_clocks_slots_keep_the_wish_where_it_exists() -> None:
    for name in kinds():
        for change in changes(name):
            for wish in wishes(change):
                weekly = Weekly(wish.weekday(), wish.time(), name)
                slot, following = islice(walk(weekly, change.at - WEEK), 2)
                check_wish(slot, weekly)
                check_wish(following, weekly)
                check_neighbours(slot, following, weekly)


def check_twenty_years(weekly: Weekly) -> None:
    zone = ZoneInfo(weekly.zone)
    slots = list(islice(walk(weekly, BEGIN), WEEKS))
    first = dt.date.fromisoformat(slots[0].period)
    assert abs(first - BEGIN.date()) <= WEEK + dt.timedelta(days=1)
    assert [slot.period for slot in slots] == [(first + n * WEEK).isoformat() for n in range(WEEKS)]
    assert all(slot.at < later.at for slot, later in pairwise(slots))
    for slot, local in zip(slots, [slot.at.astimezone(zone) for slot in slots], strict=True):
        if local.time() != weekly.time or local.fold or local.date().isoformat() != slot.period:
            check_wish(slot, weekly)


def test_twenty_years_in_every_kind_of_zone_have_each_week_once() -> None:
    for number, name in enumerate(kinds()):
        odd = [change.first for change in changes(name)] or [dt.datetime(2026, 1, 1) + number * dt.timedelta(hours=5)]
        check_twenty_years(Weekly(odd[-1].weekday(), odd[-1].time().replace(second=0), name))


def test_twenty_years_have_each_week_once_at_other_times_too() -> None:
    times = (dt.time(0, 0), dt.time(2, 30), dt.time(23, 59))
    for number, name in enumerate(kinds()):
        check_twenty_years(Weekly(number % 7, times[number % 3], name))


SCHEDULES = st.builds(
    Weekly, st.integers(0, 6), st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)), st.sampled_from(ZONES)
)
MOMENTS = st.datetimes(BEGIN.replace(tzinfo=None), END.replace(tzinfo=None), timezones=st.timezones())


@given(SCHEDULES, MOMENTS)
def test_now_is_between_the_latest_slot_and_the_next(weekly: Weekly, now: dt.datetime) -> None:
    latest, following = latest_slot(weekly, now), next_slot(weekly, now)
    assert latest.at <= now.astimezone(dt.UTC) < following.at
    check_neighbours(latest, following, weekly)
    check_wish(latest, weekly)
    check_wish(following, weekly)


@given(SCHEDULES, st.sampled_from(ZONES), MOMENTS)
def test_a_schedule_whose_zone_alone_is_changed_keeps_its_periods(weekly: Weekly, zone: str, now: dt.datetime) -> None:
    moved = Weekly(weekly.weekday, weekly.time, zone)
    days = [dt.date.fromisoformat(latest_slot(schedule, now).period) for schedule in (weekly, moved)]
    assert abs(days[1] - days[0]) in (dt.timedelta(), WEEK)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


# What the clock is asked for, from when on, and the slots that follow.
ODD = [
    ("Europe/Berlin", 6, "02:30", "2026-03-22T12:00Z", ["2026-03-29T03:30+02:00", "2026-04-05T02:30+02:00"]),
    ("Europe/Berlin", 6, "02:30", "2026-10-19T00:00Z", ["2026-10-25T02:30+02:00", "2026-11-01T02:30+01:00"]),
    ("Australia/Lord_Howe", 6, "02:15", "2026-09-28T00:00Z", ["2026-10-04T02:45+11:00", "2026-10-11T02:15+11:00"]),
    ("Australia/Lord_Howe", 6, "01:45", "2026-03-30T00:00Z", ["2026-04-05T01:45+11:00", "2026-04-12T01:45+10:30"]),
    ("Antarctica/Troll", 6, "01:30", "2026-03-23T00:00Z", ["2026-03-29T03:30+02:00", "2026-04-05T01:30+02:00"]),
    ("America/Scoresbysund", 5, "23:30", "2026-03-23T00:00Z", ["2026-03-29T00:30-01:00", "2026-04-04T23:30-01:00"]),
    ("Africa/Casablanca", 6, "02:30", "2026-03-17T00:00Z", ["2026-03-22T03:30+01:00", "2026-03-29T02:30+01:00"]),
    ("Asia/Kathmandu", 0, "09:00", "2026-11-23T03:15Z", ["2026-11-30T09:00+05:45", "2026-12-07T09:00+05:45"]),
    # The day that Samoa left out, Friday 30 December 2011.
    ("Pacific/Apia", 4, "09:00", "2011-12-24T00:00Z", ["2011-12-31T09:00+14:00", "2012-01-06T09:00+14:00"]),
    # One minute after midnight clocks go back to before it, so that a day begins, ends and begins again.
    ("America/St_Johns", 6, "00:00", "2010-11-06T23:20-03:30", ["2010-11-14T00:00-03:30", "2010-11-21T00:00-03:30"]),
]


@each_row(("zone", "weekday", "time", "after", "expected"), ODD)
def test_zones_with_odd_changes_have_sensible_slots(
    zone: str, weekday: int, time: str, after: str, expected: list[str]
) -> None:
    weekly = Weekly(weekday, dt.time.fromisoformat(time), zone)
    assert [slot.at for slot in islice(walk(weekly, at(after)), 2)] == [at(text) for text in expected]


def test_the_first_midnight_of_two_is_the_latest_slot_though_the_clock_shows_the_day_before() -> None:
    weekly = Weekly(6, dt.time(0, 0), "America/St_Johns")
    assert latest_slot(weekly, at("2010-11-06T23:20-03:30")) == Slot("2010-11-07", at("2010-11-07T00:00-02:30"))


def test_a_slot_in_a_skipped_day_keeps_that_day_as_its_period() -> None:
    weekly = Weekly(4, dt.time(9), "Pacific/Apia")
    periods = [slot.period for slot in islice(walk(weekly, at("2011-12-20T00:00Z")), 3)]
    assert periods == ["2011-12-23", "2011-12-30", "2012-01-06"]


def test_a_time_that_was_marked_as_the_second_of_two_is_still_the_first() -> None:
    weekly = Weekly(6, dt.time(2, 30, fold=1), "Europe/Berlin")
    assert next_slot(weekly, at("2026-10-19T00:00Z")).at == at("2026-10-25T02:30+02:00")


@pytest.mark.parametrize("asked", [next_slot, latest_slot])
def test_a_moment_without_a_zone_is_refused(asked: Callable[[Weekly, dt.datetime], Slot]) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        asked(Weekly(0, dt.time(9), "UTC"), dt.datetime(2026, 11, 23))


@each_row("name", ["", "Europe", "Europe/Atlantis", "europe/berlin", "../UTC", "localtime", "a\0b", "x" * 999])
def test_a_name_that_is_no_zone_is_one_error(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(ZoneInfoNotFoundError):
        next_slot(Weekly(0, dt.time(9), name), BEGIN)


@pytest.mark.parametrize(
    ("weekday", "time"),
    [(7, dt.time(9)), (-1, dt.time(9)), (0, dt.time(9, 0, 1)), (0, dt.time(9, tzinfo=dt.UTC))],
)
def test_a_schedule_that_is_none_is_refused(weekday: int, time: dt.time) -> None:
    with pytest.raises(ValueError, match=r"is not a (weekday|local time)"):
        Weekly(weekday, time, "UTC")


def test_every_zone_of_the_tzdata_package_is_swept() -> None:
    assert zone_names() == set(ZONES)
    assert len(ZONES) > 590
