"""Reads the numbers in a profile's header, one per line: "h-index27", "7,749 citations", "Novelty: 51.5 %"."""

import re
from typing import NamedTuple

from storage.profile.lines import quote

_LABELS = {
    "h_index": "h-? ?index",
    "paper_count": "papers?",
    "citations": "citations?",
    "novelty": "novelty(?: ?score)?",
    "ai_score": "ai-? ?score",
}
_LABEL = "|".join(f"(?P<{name}>{label})" for name, label in _LABELS.items())
_LABEL_FIRST = re.compile(rf"(?:{_LABEL})(?![a-z]) ?[:=]? ?(?P<value>.*)", re.IGNORECASE)
_NUMBER_FIRST = re.compile(rf"(?P<value>[^a-z]*[0-9][^a-z]*?) ?(?:{_LABEL})", re.IGNORECASE)
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))

# Any white space has become one plain space by now: "7 749" is seven thousand.
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:([,.'’ _])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_UNKNOWN = frozenset({"", "-", "--", "?", "n/a", "na", "none", "unknown", "tba"})
_LONGEST_LINE = 80  # characters
# Far above any author's, and within a database's integers.
_LARGEST = 1_000_000_000


class MetricLine(NamedTuple):
    """A line about a metric. `value` None: unknown. `problem`: why the value cannot be read."""

    name: str
    value: int | float | None = None
    problem: str | None = None


def read_metric(line: str) -> MetricLine | None:
    """The metric of this line; None if the line is about something else."""
    if len(line) > _LONGEST_LINE:
        return None
    plain = line.translate(_HYPHENS)
    found = _LABEL_FIRST.fullmatch(plain) or _NUMBER_FIRST.fullmatch(plain)
    if found is None:
        return None
    name = next(name for name in _LABELS if found[name] is not None)
    written = found["value"].strip()
    if written.lower() in _UNKNOWN:
        return MetricLine(name)
    if " " in written and not any(map(str.isdecimal, written)):
        return None  # words about something else: "Papers with Code"
    value = _percent(written) if name == "novelty" else _score(written) if name == "ai_score" else _count(written)
    return MetricLine(name, value) if value is not None else MetricLine(name, problem=_problem(name, line))


def read_paper_count(line: str) -> int | None:
    """The number of "23papers" or "23 Papers"; None for any other line."""
    if len(line) > _LONGEST_LINE or not line[0].isdecimal():
        return None
    metric = read_metric(line)
    if metric is None or metric.name != "paper_count" or metric.value is None:
        return None
    return int(metric.value)


def _count(written: str) -> int | None:
    if _WHOLE.fullmatch(written) is None:
        return None
    value = int(re.sub("[^0-9]", "", written))
    return value if value <= _LARGEST else None


def _score(written: str) -> float | None:
    if _DECIMAL.fullmatch(written) is None:
        return None
    value = float(written.replace(",", "."))
    return value if value <= _LARGEST else None


def _percent(written: str) -> float | None:
    value = _score(written.removesuffix("%").rstrip())
    return value if value is not None and value <= 100 else None


def _problem(name: str, line: str) -> str:
    expected = {
        "novelty": "a percentage from 0 to 100, such as “Novelty51%”",
        "ai_score": "a number, such as “AI Score59”",
        "h_index": "a whole number, such as “h-index27”",
        "citations": "a whole number, such as “7,749citations”",
        "paper_count": "a whole number, such as “23papers”",
    }[name]
    return f"expected {expected}; found {quote(line)}"
