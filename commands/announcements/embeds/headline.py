"""The headline of a digest: the days, how much is new and whose, changed numbers, and what was looked at."""

import datetime as dt
from collections.abc import Sequence

import discord

from commands.announcements.embeds.news import NAME, Item
from commands.ui.embeds.characters import plain
from commands.ui.embeds.formatting import COLOUR, MONTHS, UNKNOWN, count, day
from commands.ui.embeds.limits import DESCRIPTION, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.announcements.answers import Coverage, Digest, DigestPaper

STALE_SHOWN = 5
PEOPLE_SHOWN = 3
AND_OTHERS = " et al."


def headline(digest: Digest, numbers: Sequence[Item]) -> discord.Embed:
    """`numbers`: of profiles. Their text may make the description too long: they then belong elsewhere."""
    name = "Nothing new" if digest.is_empty else "Newest papers" if digest.backfill else "What is new"
    counted = _quiet(digest) if digest.is_empty else _counts(digest)
    parts = (counted, "\n".join(item.text for item in numbers), covered(digest.coverage), failing(digest.coverage))
    text = "\n\n".join(part for part in parts if part)
    days = span(digest.covers_from, digest.covers_until)
    return discord.Embed(title=f"{name} · {days}", description=text, colour=COLOUR)


def _quiet(digest: Digest) -> str:
    if not digest.considered:
        return "All quiet: no paper came in."
    news = "it is no news here" if digest.considered == 1 else "none of them is news here"
    return f"All quiet: {count(digest.considered, 'paper')} came in, and {news}."


def _counts(digest: Digest) -> str:
    here = len(digest.new) + len(digest.added)
    if digest.backfill:
        parts = [f"The latest {'paper' if here == 1 else f'{here:,} papers'} of this library"] if here else []
    else:
        parts = [
            f"**{count(len(digest.new), 'new paper')}**{_by(digest.new)}" if digest.new else "",
            f"**{len(digest.added):,}** added to the library" if digest.added else "",
            f"**{count(len(digest.profiles), 'profile')}** with new numbers" if digest.profiles else "",
        ]
    told = ", ".join(part for part in parts if part)
    more = f"{digest.more:,} {'more' if here else 'papers'} in the list behind the button" if digest.more else ""
    return f"{', and '.join(part for part in (told, more) if part)}."


def _by(papers: Sequence[DigestPaper]) -> str:
    """By name where they are few. A paper of many names its first authors alone, so that there are more."""
    texts = [plain(paper.authors) for paper in papers]
    names = [name for text in texts for name in text.removesuffix(AND_OTHERS).split(", ")]
    people = [cut(name, NAME, escaped) for name in dict.fromkeys(filter(None, names))]
    others = any(text.endswith(AND_OTHERS) for text in texts)
    if len(people) > PEOPLE_SHOWN:
        return f" by {'more than ' if others else ''}{len(people):,} people"
    if others:
        people.append("others")
    return f" by {' and '.join(filter(None, (', '.join(people[:-1]), people[-1])))}" if people else ""


def covered(coverage: Coverage) -> str:
    """So that silence says something."""
    if not coverage.authors and not coverage.profiles:
        return "The library is empty: there was nothing to check."
    if not coverage.profiles:
        return f"Checked {count(coverage.authors, 'author')}; no profile of theirs is loaded."
    checked = f"Checked {count(coverage.authors, 'author')} and {count(coverage.profiles, 'profile')}."
    if coverage.stale:
        return f"{checked} Older than {coverage.stale_days} days: {_stale(coverage)}."
    are = "All are" if coverage.profiles > 1 else "It is"
    return f"{checked} {are} from the last {coverage.stale_days} days."


def failing(coverage: Coverage) -> str:
    one = len(coverage.failing) == 1
    names = " and ".join(filter(None, (", ".join(coverage.failing[:-1]), *coverage.failing[-1:])))
    return f"⚠️ {names} could not be asked; {'it is' if one else 'they are'} tried again." if names else ""


def _stale(coverage: Coverage) -> str:
    oldest, besides = coverage.stale[:STALE_SHOWN], len(coverage.stale[STALE_SHOWN:])
    names = tuple(f"{cut(one.name, NAME, escaped) or UNKNOWN} ({day(one.captured)})" for one in oldest)
    return cut_list(names, DESCRIPTION, besides=besides)


def span(first: dt.date, last: dt.date) -> str:
    """17–24 Nov 2026; 28 Dec 2026 – 4 Jan 2027."""
    if first == last:
        return day(last)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.day}–{day(last)}"
