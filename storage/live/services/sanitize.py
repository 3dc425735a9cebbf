"""Values from a response that may contain anything: each function returns a valid value, or None."""

import datetime as dt
import html
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from storage.text import ids
from storage.text.scripts import subscript, superscript

MAX_ABSTRACT = 200_000
"""Characters."""
MAX_AUTHORS = 20_000
_MAX_NAME, _MAX_TITLE, _MAX_URL = 1_000, 2_000, 2_000
"""Characters."""
_MAX_COUNT = 2**31 - 1
"""What an integer column of the database holds."""
_TAG = re.compile(
    r"</?(?:(?:mml|jats|m):[a-z-]{1,40}|i|b|u|p|a|em|br|tt|sc|scp|sub|sup|bold|font|span|strong|italic|small|title|sec"
    r"|math|m(?:i|o|n|row|sub|sup|subsup|frac|sqrt|text|style|over|under|space|padded)|semantics|annotation"
    r"|inline-formula|tex-math)(?:\s+[\w:-]{1,40}\s*=\s*(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'))*\s*/?>",
    re.IGNORECASE,
)
"""Attributes are matched in full, so that "if a <b and c> d" contains no tag."""
_BREAK = re.compile(r"<(?:/?(?:jats:)?(?:p|sec|title|list|list-item)|br)\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_ORCID = re.compile(r"(?:^|/)([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])/?$", re.ASCII)
_RAISED = re.compile(r"<(sub|sup)>([^<>]{1,60})</\1>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def as_mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a JSON object, else an empty mapping."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def as_list(value: object) -> list[Any]:
    """The value if it is a JSON array, else an empty list."""
    return cast("list[Any]", value) if isinstance(value, list) else []


def clean_text(value: object, max_length: int = _MAX_NAME) -> str | None:
    """Without markup and control characters, with single spaces, cut to `max_length` characters."""
    if not isinstance(value, str):
        return None
    value = value[: max_length * 4]
    if "<" in value or "&" in value:
        for _ in range(2):  # Crossref has "&amp;amp;"
            value = _ENTITY.sub(lambda found: html.unescape(found[0]), value)
        value = _TAG.sub("", _RAISED.sub(_raised, _BREAK.sub(" ", value)))
    return " ".join(_CONTROL.sub(" ", value).split())[:max_length].strip() or None


def clean_title(value: object) -> str | None:
    return clean_text(value, _MAX_TITLE)


def _raised(found: re.Match[str]) -> str:
    return (subscript if found[1].lower() == "sub" else superscript)(found[2])


def clean_count(value: object) -> int | None:
    """A whole number from 0 to what the database can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value) if 0 <= value <= _MAX_COUNT and value == int(value) else None


def clean_date(value: object) -> str | None:
    """'2023-10-12', '2023-10' or '2023', from such a text (a time of day is dropped) or from a year as a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if 1000 <= value <= 9999 else None
    found = re.match(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9-])", value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return found[0] if int(found[1]) >= 1000 else None


def clean_doi(value: object) -> str | None:
    return ids.parse_doi(value) if isinstance(value, str) else None


def clean_arxiv_id(value: object) -> str | None:
    return ids.parse_arxiv_id(value) if isinstance(value, str) else None


def clean_orcid(value: object) -> str | None:
    """'0000-0002-1825-0097', from the bare id or its URL."""
    found = _ORCID.search(value) if isinstance(value, str) else None
    return found[1] if found else None


def clean_url(value: object) -> str | None:
    is_one = isinstance(value, str) and len(value) <= _MAX_URL and re.fullmatch(r"https?://[^\s<>\"\x00-\x1f]+", value)
    return cast(str, value) if is_one else None


def clean_names(values: Iterable[object]) -> tuple[str, ...]:
    """Clean names, without duplicates, in order."""
    return tuple(dict.fromkeys(name for name in map(clean_text, values) if name))
