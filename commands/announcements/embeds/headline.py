"""The headline of a digest: the days, how much is new and by whom, changed metrics, and what was checked."""

import datetime as dt
from collections.abc import Sequence

import discord

from commands.announcements.embeds.news import NAME, Item
from commands.ui.embeds.formatting import COLOUR, MONTHS, UNKNOWN, count, day
from commands.ui.embeds.limits import DESCRIPTION, cut, cut_list
from commands.ui.embeds.markdown import escaped, plain
from storage.announcements.answers import Coverage, Digest, DigestPaper

STALE_SHOWN = 5
PEOPLE_SHOWN = 3
AND_OTHERS = " et al."


def headline_embed(digest: Digest, metrics: Sequence[Item]) -> discord.Embed:
    """`metrics`: of profiles. If they make the description too long for Discord, they belong elsewhere."""
    name = "Nothing new" if digest.is_empty else "Newest papers" if digest.backfill else "What's new"
    counted = _quiet(digest) if digest.is_empty else _counts(digest)
    parts = (
        counted,
        "\n".join(item.text for item in metrics),
        coverage_text(digest.coverage),
        failing_sources_text(digest.coverage),
    )
    text = "\n\n".join(part for part in parts if part)
    days = date_span(digest.covers_from, digest.covers_until)
    return discord.Embed(title=f"{name} · {days}", description=text, colour=COLOUR)


def _quiet(digest: Digest) -> str:
    if not digest.considered:
        return "No papers were added."
    added = "was added, but it is" if digest.considered == 1 else "were added, but none is"
    return f"{count(digest.considered, 'paper')} {added} new here."


def _counts(digest: Digest) -> str:
    here = len(digest.new) + len(digest.added)
    if digest.backfill:
        parts = [f"The newest {'paper' if here == 1 else f'{here:,} papers'} in this library"] if here else []
    else:
        parts = [
            f"**{count(len(digest.new), 'new paper')}**{_by(digest.new)}" if digest.new else "",
            f"**{len(digest.added):,}** added to the library" if digest.added else "",
            f"**{count(len(digest.profiles), 'profile')}** with new metrics" if digest.profiles else "",
        ]
    told = ", ".join(part for part in parts if part)
    more = f"{digest.more:,} {'more' if here else 'papers'} under *All papers*" if digest.more else ""
    return f"{', and '.join(part for part in (told, more) if part)}."


def _by(papers: Sequence[DigestPaper]) -> str:
    """By name if they are few. “et al.”: a paper has more authors than it names."""
    texts = [plain(paper.authors) for paper in papers]
    names = [name for text in texts for name in text.removesuffix(AND_OTHERS).split(", ")]
    people = [cut(name, NAME, escaped) for name in dict.fromkeys(filter(None, names))]
    others = any(text.endswith(AND_OTHERS) for text in texts)
    if len(people) > PEOPLE_SHOWN:
        return f" by {'more than ' if others else ''}{len(people):,} people"
    if others:
        people.append("others")
    return f" by {' and '.join(filter(None, (', '.join(people[:-1]), people[-1])))}" if people else ""


def coverage_text(coverage: Coverage) -> str:
    """What was checked, so that “nothing new” can be trusted."""
    if not coverage.authors and not coverage.profiles:
        return "The library is empty: there was nothing to check."
    if not coverage.profiles:
        return f"Checked {count(coverage.authors, 'author')}; none of them has a loaded profile."
    checked = f"Checked {count(coverage.authors, 'author')} and {count(coverage.profiles, 'profile')}"
    if coverage.stale:
        return f"{checked}. Not updated for {coverage.stale_days} days: {_stale(coverage)}."
    return f"{checked}, {'all ' if coverage.profiles > 1 else ''}updated in the last {coverage.stale_days} days."


def failing_sources_text(coverage: Coverage) -> str:
    one = len(coverage.failing) == 1
    names = " and ".join(filter(None, (", ".join(coverage.failing[:-1]), *coverage.failing[-1:])))
    return f"⚠️ {names} could not be queried; {'it' if one else 'they'} will be tried again." if names else ""


def _stale(coverage: Coverage) -> str:
    oldest, besides = coverage.stale[:STALE_SHOWN], len(coverage.stale[STALE_SHOWN:])
    names = tuple(f"{cut(one.name, NAME, escaped) or UNKNOWN} ({day(one.captured)})" for one in oldest)
    return cut_list(names, DESCRIPTION, besides=besides)


def date_span(first: dt.date, last: dt.date) -> str:
    """17–24 Nov 2026; 28 Dec 2026 – 4 Jan 2027."""
    if first == last:
        return day(last)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.day}–{day(last)}"
