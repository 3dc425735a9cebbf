"""Reads what people type for a time zone, a time or a weekday. Nothing here raises; None means that it is not one."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from storage.announcements.weekly_schedule import zone_names
from storage.text.fold import fold

WELL_KNOWN = (
    "UTC",
    "America/Los_Angeles",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Paris",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
# Abbreviations, and cities with labs but without a zone of their own. A name that occurs twice is ambiguous.
_OTHER_NAMES = {
    "America/Anchorage": "akst, akdt",
    "America/Chicago": "cst, cdt, ct, central, austin, houston, dallas, urbana champaign, madison",
    "America/Denver": "mst, mdt, mt, mountain, boulder, salt lake city",
    "America/Halifax": "ast, adt",
    "America/Los_Angeles": "pst, pdt, pt, pacific, san francisco, bay area, silicon valley, stanford, berkeley, "
    "palo alto, mountain view, san diego, seattle, redmond, portland, las vegas",
    "America/New_York": "est, edt, et, eastern, boston, cambridge, washington, philadelphia, pittsburgh, "
    "princeton, atlanta, miami, ithaca, new haven, baltimore",
    "America/Sao_Paulo": "brt, rio de janeiro, campinas",
    "America/Toronto": "ottawa, waterloo, quebec",
    "Africa/Johannesburg": "sast, cape town, pretoria",
    "Africa/Nairobi": "eat",
    "Asia/Dubai": "gst, uae, abu dhabi",
    "Asia/Ho_Chi_Minh": "hanoi",
    "Asia/Hong_Kong": "hkt",
    "Asia/Jakarta": "wib",
    "Asia/Jerusalem": "ist, idt, haifa",
    "Asia/Karachi": "pkt, lahore, islamabad",
    "Asia/Kolkata": "ist, delhi, new delhi, mumbai, bombay, bangalore, bengaluru, chennai, hyderabad, pune, kanpur",
    "Asia/Manila": "pht",
    "Asia/Riyadh": "ast, jeddah, thuwal",
    "Asia/Seoul": "kst, daejeon",
    "Asia/Shanghai": "cst, beijing, peking, shenzhen, guangzhou, hangzhou, nanjing, wuhan, hefei",
    "Asia/Singapore": "sgt",
    "Asia/Tokyo": "jst, kyoto, osaka",
    "Australia/Adelaide": "acst, acdt",
    "Australia/Perth": "awst",
    "Australia/Sydney": "aest, aedt",
    "CET": "cest",
    "EET": "eest",
    "Europe/Berlin": "munich, hamburg, frankfurt, cologne, heidelberg, tubingen, karlsruhe, dresden, saarbrucken",
    "Europe/Istanbul": "trt, ankara",
    "Europe/London": "bst, cambridge, oxford, edinburgh, manchester, bristol, glasgow, england, scotland, wales",
    "Europe/Madrid": "barcelona",
    "Europe/Moscow": "msk, saint petersburg",
    "Europe/Paris": "grenoble, lyon, saclay, toulouse",
    "Europe/Rome": "milan, turin, trieste",
    "Europe/Zurich": "geneva, lausanne, bern, basel",
    "Pacific/Auckland": "nzst, nzdt",
    "Pacific/Honolulu": "hst",
}
_OTHER_COUNTRIES = {"GB": "uk, united kingdom, great britain", "US": "us, usa, united states of america"}
# Legacy names. EST, MST and HST have no daylight saving time; people who type them mean a city's time.
_NEVER_MEANT = frozenset(["EST", "MST", "HST", "Factory"])

_SIGN = re.compile(r"[+-](?=[0-9])")
_OFFSET = re.compile(r"(?:utc|gmt)? ?(?P<sign>[+-]) ?(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?")
_LIKE = 70
"""Similarity, from 0 to 100, from which a name may be what somebody meant."""
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?: ?[:.h] ?(?P<minute>[0-9]{2})|(?P<glued>[0-9]{2}))?"
    r" ?(?:h|hrs?|hours|o'?clock)? ?(?:(?P<half>[ap])\.? ?m\.?)?"
)
_WORDS_FOR_TIMES = {"noon": 12, "midday": 12, "12 noon": 12, "midnight": 0, "12 midnight": 0}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class _Place:
    """A zone and its names; all but `name` are keys, as _key makes them."""

    name: str
    whole: str
    city: str
    others: tuple[str, ...]
    countries: tuple[str, ...]
    in_country: int
    """Its place among the zones of its country; the largest is 0, and so are aliases."""
    standing: int
    """0: well known; 1: another of tzdata's table of places; 2: an alias, such as an older spelling."""

    @property
    def called(self) -> tuple[str, ...]:
        return (self.whole, self.city, *self.others, *self.countries)


def zones_like(words: str, limit: int = 25) -> tuple[str, ...]:
    """Suggestions while somebody types, best first: by name, city, country or abbreviation; else with typos."""
    typed = _key(words)
    if (offset := _offset(words)) is not None:
        return _zones_at(offset)[: max(limit, 0)]
    if not typed:
        return WELL_KNOWN[: max(limit, 0)]
    # "Etc/GMT+2" is two hours west: suggested for "gmt+2", it would be wrong by four hours.
    places = [place for place in _places() if typed.startswith("etc") or not place.whole.startswith("etc ")]
    ranked = [(rank, place.standing, place.name) for place in places if (rank := _rank(place, typed))]
    return tuple(name for *_, name in sorted(ranked or _near(places, typed))[: max(limit, 0)])


def zone_named(words: str) -> str | None:
    """The zone that is meant. None if there may be several, or there is a typo: zones_like has suggestions."""
    typed = _key(words)
    places = _places() if typed else ()
    readings = (
        [place for place in places if typed in place.others],
        [place for place in places if typed == place.whole],
        [place for place in places if typed == place.city and place.standing < 2],
        [place for place in places if typed == place.city],
        [place for place in places if typed in place.countries],
    )
    found = next((reading for reading in readings if reading), list[_Place]())
    return found[0].name if len(found) == 1 else None


def time_named(words: str) -> dt.time | None:
    """ "9", "09:00", "9.30", "9h30", "2130", "9:30 PM", "noon" → the time. Midnight is 00:00, never 24:00."""
    text = " ".join(unicodedata.normalize("NFKC", words[:100]).casefold().split())
    if text in _WORDS_FOR_TIMES:
        return dt.time(_WORDS_FOR_TIMES[text])
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or found["glued"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0) if 1 <= hour <= 12 else 24
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def weekday_named(words: str) -> int | None:
    """0 for Monday: "Monday", "mondays", "Mon.", "MO", "m" and "Munday". None for "t", which is ambiguous."""
    typed = fold(words[:100]).removesuffix("s")
    begun = [number for number, name in enumerate(_WEEKDAYS) if typed and name.startswith(typed)]
    if not begun and len(typed) >= 5:
        begun = [number for number, name in enumerate(_WEEKDAYS) if OSA.distance(typed, name) == 1]
    return begun[0] if len(begun) == 1 else None


def _offset(words: str) -> dt.timedelta | None:
    """ "UTC+2", "gmt -5", "+05:30" → ahead of UTC. None for zero: "GMT+0" is a zone."""
    found = _OFFSET.fullmatch(words[:20].strip().casefold().replace("−", "-"))
    if found is None:
        return None
    offset = dt.timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return (offset if found["sign"] == "+" else -offset) or None


def _zones_at(offset: dt.timedelta) -> tuple[str, ...]:
    """The zone without daylight saving time, named by the opposite sign; then cities where it is the time now."""
    now, hours = dt.datetime.now(dt.UTC), offset / dt.timedelta(hours=1)
    fixed = f"Etc/GMT{-hours:+.0f}" if hours.is_integer() else ""
    listed = sorted((place.standing, place.name) for place in _places() if place.standing < 2)
    cities = [name for _, name in listed if name != fixed and now.astimezone(ZoneInfo(name)).utcoffset() == offset]
    return (*([fixed] if fixed in zone_names() else []), *cities)


def _key(words: str) -> str:
    """ "America/New_York" → "america new york", "Berlin time" → "berlin"; the sign of "GMT+2" is kept, as a word."""
    key = fold(_SIGN.sub(lambda sign: " plus " if sign[0] == "+" else " minus ", words[:100]))
    return key.removesuffix(" time")


def _rank(place: _Place, typed: str) -> tuple[int, int] | None:
    """How well it matches, the lowest is best; None if it does not."""
    if typed in (place.whole, place.city, *place.others):
        return (1, 0)
    if typed in place.countries:
        return (2, place.in_country)
    if place.city.startswith(typed):
        return (3, 0)
    if any(other.startswith(typed) for other in (*place.others, *place.countries)):
        return (4, place.in_country)
    if typed in place.whole:
        return (5 if f" {typed}" in f" {place.whole}" else 6, 0)
    words = " ".join(place.called).split()
    return (7, 0) if all(any(word.startswith(part) for word in words) for part in typed.split()) else None


def _near(places: list[_Place], typed: str) -> list[tuple[float, int, str]]:
    """Those that it may be with typos. Numbers have no typos: "UTC+2" is not a misspelled "UTC"."""
    if any(char.isdigit() for char in typed):
        return []
    likeness = ((max(fuzz.ratio(typed, key) for key in place.called), place) for place in places)
    return [(-like, place.standing, place.name) for like, place in likeness if like >= _LIKE]


@cache
def _places() -> tuple[_Place, ...]:
    countries, of_country = _countries(), defaultdict[str, list[str]](list)
    for line in _table("zone.tab"):
        of_country[line[0]].append(line[2])
    listed = {name: (countries[code], i) for code, names in of_country.items() for i, name in enumerate(names)}
    return tuple(_place(name, listed.get(name)) for name in sorted(zone_names() - _NEVER_MEANT))


def _place(name: str, listed: tuple[tuple[str, ...], int] | None) -> _Place:
    whole = _key(name)
    city = whole if name.startswith("Etc/") else _key(name.rpartition("/")[2])
    countries, in_country = listed or ((), 0)
    standing = 0 if name in WELL_KNOWN else 1 if listed else 2
    return _Place(name, whole, city, _split(_OTHER_NAMES.get(name, "")), countries, in_country, standing)


def _countries() -> dict[str, tuple[str, ...]]:
    """ "US" → its names, as keys."""
    return {code: (_key(name), *_split(_OTHER_COUNTRIES.get(code, ""))) for code, name in _table("iso3166.tab")}


def _split(names: str) -> tuple[str, ...]:
    return tuple(_key(name) for name in names.split(",") if name)


def _table(name: str) -> list[list[str]]:
    lines = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
