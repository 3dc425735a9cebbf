import datetime as dt
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.announcements.timezones import WELL_KNOWN, time_named, weekday_named, zone_named, zones_like
from storage.announcements.weekly_schedule import is_zone
from tests.rows import each_row

NAMES = sorted(filter(is_zone, available_timezones()))
STAND_STILL = {"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu", "Factory": None}

FIRST_OFFERED = [
    ("berlin", "Europe/Berlin"),
    ("BERL", "Europe/Berlin"),
    ("new york", "America/New_York"),
    ("New York, USA", "America/New_York"),
    ("new_y", "America/New_York"),
    ("york", "America/New_York"),
    ("america/new", "America/New_York"),
    ("utc", "UTC"),
    ("gmt", "GMT"),
    ("zürich", "Europe/Zurich"),
    ("sao paulo", "America/Sao_Paulo"),
    ("port au prince", "America/Port-au-Prince"),
    ("buenos", "America/Argentina/Buenos_Aires"),
    ("calcutta", "Asia/Calcutta"),
    ("singapore", "Asia/Singapore"),
    ("CET", "CET"),
    ("cest", "CET"),
    ("EST", "America/New_York"),
    ("pst", "America/Los_Angeles"),
    ("IST", "Asia/Kolkata"),
    ("jst", "Asia/Tokyo"),
    ("eastern time", "America/New_York"),
    ("Berlin time", "Europe/Berlin"),
    ("germany", "Europe/Berlin"),
    ("Berlin, Germany", "Europe/Berlin"),
    ("india", "Asia/Kolkata"),
    ("usa", "America/New_York"),
    ("south korea", "Asia/Seoul"),
    ("san fran", "America/Los_Angeles"),
    ("beijing", "Asia/Shanghai"),
    ("amsterdm", "Europe/Amsterdam"),
    ("amstredam", "Europe/Amsterdam"),
    ("londn", "Europe/London"),
    ("new yrok", "America/New_York"),
    ("europe/berln", "Europe/Berlin"),
    ("tokio", "Asia/Tokyo"),
    ("san fransisco", "America/Los_Angeles"),
    ("germny", "Europe/Berlin"),
    ("etc/gmt+2", "Etc/GMT+2"),
]


@each_row(("words", "zone"), FIRST_OFFERED)
def test_what_people_type_offers_their_zone_first(words: str, zone: str) -> None:
    assert zones_like(words)[0] == zone


@pytest.mark.parametrize(
    ("words", "zones"), [("ist", {"Asia/Kolkata", "Asia/Jerusalem"}), ("cst", {"America/Chicago", "Asia/Shanghai"})]
)
def test_an_abbreviation_of_several_zones_offers_them_and_names_none(words: str, zones: set[str]) -> None:
    assert set(zones_like(words)[:2]) == zones
    assert zone_named(words) is None


@pytest.mark.parametrize("words", ["", "  ", "_/_", "🙂"])
def test_nothing_typed_offers_well_known_zones_with_utc_first(words: str) -> None:
    assert zones_like(words) == WELL_KNOWN
    assert WELL_KNOWN[0] == "UTC"
    assert all(map(is_zone, WELL_KNOWN))


@each_row(
    ("words", "zone", "city"),
    [
        ("UTC+2", "Etc/GMT-2", "Africa/Johannesburg"),
        ("gmt −7", "Etc/GMT+7", "America/Phoenix"),
        ("+9", "Etc/GMT-9", "Asia/Tokyo"),
        ("UTC+5:30", "Asia/Kolkata", "Asia/Colombo"),
    ],
)
def test_an_offset_names_no_zone_but_suggests_those_that_have_it(words: str, zone: str, city: str) -> None:
    assert zones_like(words, 60)[0] == zone
    assert city in zones_like(words, 60)
    assert zone_named(words) is None


@pytest.mark.parametrize("words", ["utc+15", "UTC+5:17", "xyzzy"])
def test_what_is_the_time_nowhere_suggests_nothing(words: str) -> None:
    assert zones_like(words) == ()
    assert zone_named(words) is None


def test_zones_in_etc_are_offered_where_etc_is_typed() -> None:
    assert not any(
        zone.startswith("Etc/") for words in ("gmt", "g", "utc", "zulu", "plus") for zone in zones_like(words)
    )
    assert all(zone.startswith("Etc/") for zone in zones_like("etc/g"))


@given(st.text(max_size=30) | st.sampled_from(NAMES).map(lambda name: name[:5]), st.integers(-1, 40))
def test_whatever_is_typed_what_is_offered_is_a_zone_and_can_be_picked(words: str, limit: int) -> None:
    offered = zones_like(words, limit)
    assert len(offered) <= max(limit, 0)
    assert len(set(offered)) == len(offered)
    assert [zone_named(zone) for zone in offered] == list(offered)
    assert all(map(is_zone, offered))


@each_row("name", NAMES)
def test_every_name_is_found_however_it_is_spelled(name: str) -> None:
    expected = STAND_STILL.get(name, name)
    for spelled in (name, name.lower(), name.upper(), name.replace("_", " "), f" {name.replace('/', ' ')} "):
        assert zone_named(spelled) == expected
    assert name in STAND_STILL or zones_like(name, 2).count(name) == 1


NAMED = [
    ("Berlin", "Europe/Berlin"),
    ("new york", "America/New_York"),
    ("istanbul", "Europe/Istanbul"),
    ("Louisville", "America/Kentucky/Louisville"),
    ("kyiv", "Europe/Kyiv"),
    ("EST", "America/New_York"),
    ("cet", "CET"),
    ("france", "Europe/Paris"),
    ("uk", "Europe/London"),
    ("germany", None),
    ("usa", None),
    ("west", None),
    ("cambridge", None),
    ("Berl", None),
    ("berln", None),
    ("localtime", None),
    ("posix/Europe/Berlin", None),
    ("right/UTC", None),
    ("../../etc/passwd", None),
    ("", None),
]


@each_row(("words", "zone"), NAMED)
def test_a_city_a_country_or_an_abbreviation_is_a_zone_where_it_has_only_one(words: str, zone: str | None) -> None:
    assert zone_named(words) == zone


TIMES = [
    ("9", (9, 0)),
    ("09", (9, 0)),
    ("09:00", (9, 0)),
    ("9:30", (9, 30)),
    ("9.30", (9, 30)),
    ("9h30", (9, 30)),
    ("9h", (9, 0)),
    ("9 h 30", (9, 30)),
    ("9am", (9, 0)),
    ("9 a.m.", (9, 0)),
    ("9:30 PM", (21, 30)),
    ("0930pm", (21, 30)),
    ("９：３０", (9, 30)),
    (" 21 ", (21, 0)),
    ("2130", (21, 30)),
    ("930", (9, 30)),
    ("9 o'clock", (9, 0)),
    ("noon", (12, 0)),
    ("Midnight", (0, 0)),
    ("12am", (0, 0)),
    ("12:30 am", (0, 30)),
    ("12pm", (12, 0)),
    ("0:00", (0, 0)),
    ("23:59", (23, 59)),
]
NO_TIMES = [
    "",
    "25:00",
    "24:00",
    "24",
    "9:75",
    "9:60",
    "9:5",
    "soon",
    "13pm",
    "0am",
    "-9",
    "9-",
    "9:30:15",
    "12345",
]


@each_row(("words", "time"), TIMES)
def test_a_time_is_read_as_people_write_it(words: str, time: tuple[int, int]) -> None:
    assert time_named(words) == dt.time(*time)


@each_row("words", NO_TIMES)
def test_what_is_on_no_clock_is_no_time(words: str) -> None:
    assert time_named(words) is None


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_every_minute_is_read_in_every_style(time: dt.time) -> None:
    styles = ("%H:%M", "%H.%M", "%Hh%M", "%H%M", "%I:%M %p", "%I.%M%p")
    assert {time_named(time.strftime(style)) for style in styles} == {time}


WEEKDAYS = [
    (("Monday", "mon", "MO", "m", "mondays", "Mon.", " monday ", "Munday?", "moonday"), (0, 0, 0, 0, 0, 0, 0, None, 0)),
    (("tue", "Tues", "tu", "t", "tuseday"), (1, 1, 1, None, 1)),
    (("w", "wed", "weds", "wendesday"), (2, 2, 2, 2)),
    (("th", "thurs", "Thrusday"), (3, 3, 3)),
    (("f", "Fri", "firday"), (4, 4, 4)),
    (("sa", "sat", "s", "saterday"), (5, 5, None, 5)),
    (("su", "SUNDAY", "sunady"), (6, 6, 6)),
    (("", ".", "1", "day", "today", "midday", "tomorrow", "Montag", "weekend"), (None,) * 9),
]


@each_row(("words", "weekdays"), WEEKDAYS)
def test_a_weekday_is_named_by_what_begins_no_other(words: tuple[str, ...], weekdays: tuple[int | None, ...]) -> None:
    assert tuple(map(weekday_named, words)) == weekdays


@given(st.text(st.characters(codec=None)) | st.text("0123456789:.h apmAP"))
def test_no_text_is_too_strange(words: str) -> None:
    time_named(words)
    weekday_named(words)
    zone_named(words)
    zones_like(words)
