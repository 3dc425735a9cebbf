"""The items of a digest: a paper, or the new metrics of a profile, each in a few lines."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from commands.ui.embeds.formatting import UNKNOWN, day, number, percent
from commands.ui.embeds.limits import DESCRIPTION, cut, cut_list, size
from commands.ui.embeds.markdown import escaped, plain
from commands.ui.embeds.paper_lines import paper_line
from storage.announcements.answers import Digest, DigestPaper, Followed, MetricChange, ProfileChanges

TITLE = 300
"""Characters of a title. A longer one is cut here; the paper's card shows all of it."""
LINE = 1_250
"""Characters: such a title with each character escaped, its link and its facts, so that no link is dropped."""
AUTHORS = 120
KEY_SENTENCE = 350
WHY = 250
NAME = 80
DIGITS = 30
METRICS_ROOM = 900
REST = 100
"""Characters of a description for line breaks, and for the note above the first paper."""
METRICS = {
    "h_index": "h-index",
    "paper_count": "papers",
    "citations": "citations",
    "novelty": "novelty",
    "ai_score": "AI score",
}


@dataclass(frozen=True, slots=True)
class Item:
    """`heading`: of the part of the digest that it belongs to."""

    heading: str
    text: str
    paper: DigestPaper | None = None


def paper_items(digest: Digest) -> Iterator[Item]:
    for place, paper in enumerate(digest.new, start=1):
        yield Item("New papers", _paper(place, paper), paper)
    for place, paper in enumerate(digest.added, start=len(digest.new) + 1):
        note = f"*{_old(digest)}*\n\n" if place == len(digest.new) + 1 else ""
        yield Item("Added to the library", note + _paper(place, paper), paper)


def _old(digest: Digest) -> str:
    is_dated = all(paper.line.published for paper in digest.added)
    return f"Published more than {digest.new_days} days ago{'' if is_dated else ', or on an unknown date'}."


def _paper(place: int, paper: DigestPaper) -> str:
    """Title and facts; its authors, the members among them, and what is followed that it matches; its key sentence."""
    line = replace(paper.line, title=cut(paper.line.title, TITLE, plain))
    shown = paper_line(line, LINE, mark=f"**{place}.**")
    people, why = cut(paper.authors, AUTHORS, escaped), _why(paper.why)
    sentence = cut(paper.key_sentence or "", KEY_SENTENCE, escaped)
    room = DESCRIPTION - sum(map(size, (shown, people, why, sentence))) - REST
    persons = dict.fromkeys(f"<@{member.person}>" for member in paper.members)
    facts = (people and f"*{people}*", cut_list(tuple(persons), room, " "), why)
    return "\n".join(filter(None, (shown, " · ".join(filter(None, facts)), sentence)))


def _why(why: tuple[Followed, ...]) -> str:
    names = cut_list(tuple(followed_name(one) for one in why), WHY)
    return names and f"followed: {names}"


def followed_name(one: Followed) -> str:
    """As it is shown; a search in quotation marks."""
    name = cut(one.name, NAME, escaped) or UNKNOWN
    return f"“{name}”" if one.kind == "search" else name


def metric_items(profiles: tuple[ProfileChanges, ...]) -> Iterator[Item]:
    """The file is named if a person has several profiles."""
    authors = Counter(profile.author for profile in profiles)
    for profile in profiles:
        name = cut(profile.name, NAME, escaped) or UNKNOWN
        source = f" ({cut(profile.source, NAME, escaped) or UNKNOWN})" if authors[profile.author] > 1 else ""
        mark = " (new profile)" if profile.is_new else ""
        changes = cut_list(tuple(_of_one_day(profile.changes)), METRICS_ROOM, "\n")
        yield Item("New metrics", f"**{name}**{source}{mark} {changes}".rstrip())


def _of_one_day(changes: Iterable[MetricChange]) -> Iterator[str]:
    """Changes between the same two days together, followed by the days."""
    for (before, after), group in groupby(changes, key=lambda change: (change.before_on, change.after_on)):
        days = f"{day(before)} → {day(after)}" if before else day(after)
        yield f"{' · '.join(map(_change, group))}\n*{days}*"


def _change(change: MetricChange) -> str:
    name, after = METRICS.get(change.metric) or cut(change.metric, DIGITS, escaped), _shown(change, change.after)
    if change.before is None:
        return f"{name} {after}"
    grown = change.after - change.before
    by = f" ({'+' if grown > 0 else '−'}{_shown(change, abs(grown))})" if math.isfinite(grown) and grown else ""
    return f"{name} {_shown(change, change.before)} → {after}{by}"


def _shown(change: MetricChange, value: float) -> str:
    """Cut, so that even a wrong number cannot fill a message."""
    return cut((percent if change.metric == "novelty" else number)(value), DIGITS)
