"""What is new, as messages: a headline, then the papers. Nothing is dropped: what does not fit goes on in the next."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import discord

from commands.embeds.limits import ALL_EMBEDS, DESCRIPTION, OPTIONS, cut, cut_list, size
from commands.embeds.markdown import escaped
from commands.embeds.papers import paper_line
from commands.embeds.words import COLOUR, MONTHS, UNKNOWN, count, day, number
from storage.answers.digest import Coverage, Digest, DigestPaper, NumberChange, ProfileNews
from storage.answers.lists import PaperLine

ITEM = 1_200
LINE = 500
AUTHORS = 100
KEY_SENTENCE = 350
NAME = 80
DIGITS = 30
STALE_SHOWN = 10
CONTENT = 2_000
ROOM = ALL_EMBEDS - 600
"""Of all descriptions of a message; titles and footers take less than the rest."""
METRICS = {
    "h_index": "h-index",
    "paper_count": "papers",
    "citations": "citations",
    "novelty": "novelty",
    "ai_score": "AI score",
}


@dataclass(frozen=True, slots=True)
class Post:
    """One message of a digest."""

    embeds: tuple[discord.Embed, ...]
    papers: tuple[PaperLine, ...] = ()
    """Those that its menu opens."""
    content: str = ""
    """What pings, and nothing else."""
    users: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    in_thread: bool = False
    """It follows in the thread of the first."""
    more: bool = False
    """It bears the button that shows the whole list."""


@dataclass(frozen=True, slots=True)
class Item:
    """A paper or a profile with new numbers, in one of the parts of a digest."""

    heading: str
    text: str
    paper: DigestPaper | None = None


def digest_posts(digest: Digest) -> tuple[Post, ...]:
    items = [*_profile_items(digest.profiles), *_paper_items(digest)]
    head = _headline(digest)
    room = ROOM - size(head.description or "")
    chunks = _packed(items, room)
    if len(chunks) > 1:
        chunks = [[], *_packed(items, ROOM)]
    posts = [_post(digest, head if place == 0 else None, chunk) for place, chunk in enumerate(chunks)]
    return _numbered(digest.number, _pinging(digest, posts, chunks))


def _headline(digest: Digest) -> discord.Embed:
    days = span(digest.covers_from, digest.covers_until)
    if digest.is_empty:
        text = f"Nothing new this time.\n\n{covered(digest.coverage)}"
        return discord.Embed(title=f"Nothing new · {days}", description=text, colour=COLOUR)
    name = "Newest papers" if digest.backfill else "What is new"
    text = f"{_counts(digest)}\n\n{covered(digest.coverage)}"
    return discord.Embed(title=f"{name} · {days}", description=text, colour=COLOUR)


def _counts(digest: Digest) -> str:
    if digest.backfill:
        return f"The latest {count(digest.papers, 'paper')} of this library, to begin with."
    people = {name for paper in digest.new for name in paper.authors.removesuffix(" et al.").split(", ") if name}
    by = f" by {cut(next(iter(people)), NAME, escaped)}" if len(people) == 1 else ""
    parts = [
        f"**{count(len(digest.new), 'new paper')}**{by}" if digest.new else "",
        f"**{len(digest.added):,}** added to the library" if digest.added else "",
        f"**{count(len(digest.profiles), 'profile')}** with new numbers" if digest.profiles else "",
        f"**{digest.more:,}** more in the list behind the button" if digest.more else "",
    ]
    return " · ".join(part for part in parts if part)


def covered(coverage: Coverage) -> str:
    checked = f"Checked {count(coverage.authors, 'author')} and {count(coverage.profiles, 'profile')}."
    if not coverage.profiles:
        return checked
    if not coverage.stale:
        return f"{checked} All are from the last {coverage.stale_days} days."
    names = tuple(
        f"{cut(one.name, NAME, escaped) or UNKNOWN} ({day(one.captured)})" for one in coverage.stale[:STALE_SHOWN]
    )
    shown = cut_list(names, 1_000, besides=len(coverage.stale) - len(names))
    return f"{checked} Older than {coverage.stale_days} days: {shown}"


def span(first: dt.date, last: dt.date) -> str:
    """17–24 Nov 2026; 28 Dec 2026 – 4 Jan 2027."""
    if first == last:
        return day(last)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.day}–{day(last)}"


def _profile_items(profiles: Iterable[ProfileNews]) -> Iterable[Item]:
    for profile in profiles:
        name = cut(profile.name, NAME, escaped) or UNKNOWN
        mark = " (new profile)" if profile.is_new else ""
        days = {_days(change) for change in profile.changes}
        is_one = len(days) == 1
        changes = " · ".join(_change(change) + ("" if is_one else f" ({_days(change)})") for change in profile.changes)
        when = f"\n*{next(iter(days))}*" if is_one else ""
        yield Item("Numbers", f"**{name}**{mark} {changes}".strip() + when)


def _change(change: NumberChange) -> str:
    name, after = METRICS[change.metric], _short(change.after)
    if change.before is None:
        return f"{name} {after}"
    grown = change.after - change.before
    return f"{name} {_short(change.before)} → {after} ({'+' if grown > 0 else '−'}{_short(abs(grown))})"


def _days(change: NumberChange) -> str:
    return f"{day(change.before_on)} → {day(change.after_on)}" if change.before_on else day(change.after_on)


def _short(value: float) -> str:
    """Not even a wrong number takes a whole message."""
    return cut(number(value), DIGITS)


def _paper_items(digest: Digest) -> Iterable[Item]:
    added = f"Added to the library · older than {digest.new_days} days"
    parts = [("New papers", paper) for paper in digest.new] + [(added, paper) for paper in digest.added]
    for place, (heading, paper) in enumerate(parts, start=1):
        yield Item(heading, _paper(place, paper), paper)


def _paper(place: int, paper: DigestPaper) -> str:
    people = cut(paper.authors, AUTHORS, escaped)
    members = cut_list(tuple(f"<@{member.person}>" for member in paper.members), 200)
    followed = cut_list(tuple(cut(one.name, NAME, escaped) or UNKNOWN for one in paper.why), 200)
    facts = " · ".join(filter(None, (people and f"*{people}*", members, followed and f"followed: {followed}")))
    sentence = cut(paper.key_sentence or "", KEY_SENTENCE, escaped)
    return "\n".join(filter(None, (paper_line(paper.line, LINE, mark=f"**{place}.**"), facts, sentence)))


def _packed(items: Sequence[Item], first_room: int) -> list[list[Item]]:
    """As many in each as a message takes."""
    chunks: list[list[Item]] = [[]]
    room, openable = first_room, OPTIONS
    for item in items:
        need = size(item.text) + len("\n\n") + size(item.heading) + 20
        if chunks[-1] and (need > room or openable < 1 or _part(chunks[-1], item) > DESCRIPTION):
            chunks.append([])
            room, openable = ROOM, OPTIONS
        elif not chunks[-1] and need > room:
            chunks.append([])
            room = ROOM
        chunks[-1].append(item)
        room, openable = room - need, openable - (item.paper is not None)
    return chunks


def _part(chunk: Sequence[Item], item: Item) -> int:
    """How long the description would be that the item goes into."""
    return sum(size(other.text) + 2 for other in chunk if other.heading == item.heading) + size(item.text)


def _post(digest: Digest, head: discord.Embed | None, chunk: Sequence[Item]) -> Post:
    embeds = [head] if head else []
    for heading in dict.fromkeys(item.heading for item in chunk):
        text = "\n\n".join(item.text for item in chunk if item.heading == heading)
        embeds.append(discord.Embed(title=heading, description=text, colour=COLOUR))
    papers = tuple(item.paper.line for item in chunk if item.paper)
    return Post(tuple(embeds), papers, in_thread=head is None and digest.in_thread, more=bool(head and digest.more))


def _pinging(digest: Digest, posts: Sequence[Post], chunks: Sequence[Sequence[Item]]) -> list[Post]:
    """Who asked for it, once each; nobody where there is nothing."""
    done: set[int] = set()
    pinging: list[Post] = []
    for post, chunk in zip(posts, chunks, strict=True):
        members = [member for item in chunk if item.paper for member in item.paper.members if member.ping]
        new = list(dict.fromkeys(member.person for member in members if member.person not in done))[:50]
        done |= set(new)
        role = digest.role if not pinging and not digest.is_empty else None
        words = " ".join(([f"<@&{role}>"] if role else []) + [f"<@{person}>" for person in new])
        content = f"{words} — your papers are in the news" if new else words
        pinging.append(replace(post, content=content[:CONTENT], users=tuple(new), roles=(role,) if role else ()))
    return pinging


def footer(number: int, place: int, of: int) -> str:
    """The bot knows its own message by it."""
    return f"Digest {number} · {place} of {of}"


def _numbered(number: int, posts: Sequence[Post]) -> tuple[Post, ...]:
    for place, post in enumerate(posts, start=1):
        post.embeds[-1].set_footer(text=footer(number, place, len(posts)))
    return tuple(posts)
