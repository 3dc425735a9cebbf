"""A digest as messages: a headline, then the papers. Nothing is dropped: what does not fit goes into the next one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import discord

from commands.announcements.embeds.headline import headline_embed
from commands.announcements.embeds.news import Item, metric_items, paper_items
from commands.ui.embeds.formatting import COLOUR
from commands.ui.embeds.limits import ALL_EMBEDS, DESCRIPTION, OPTIONS, size
from storage.announcements.answers import Digest
from storage.lookup.answers.lists import PaperLine

CONTENT = 2_000
EMBEDS = 10
MENTIONED = 100
"""People that one message may ping."""
ONE, SEVERAL = " your paper is in this digest", " your papers are in this digest"


@dataclass(frozen=True, slots=True)
class Post:
    """One message of a digest."""

    embeds: tuple[discord.Embed, ...]
    papers: tuple[PaperLine, ...] = ()
    """Those that its menu opens, at most OPTIONS."""
    content: str = ""
    """Mentions, and nothing else."""
    users: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    in_thread: bool = False
    """It follows in the thread of the first."""
    more: bool = False
    """It has the button *All papers*."""


def digest_posts(digest: Digest) -> tuple[Post, ...]:
    metrics, papers = tuple(metric_items(digest.profiles)), tuple(paper_items(digest))
    head, rest = headline_embed(digest, metrics), papers
    if size(head.description or "") > DESCRIPTION:
        head, rest = headline_embed(digest, ()), (*metrics, *papers)
    most = len(rest) + 1
    room = ALL_EMBEDS - size(digest_footer(digest.number, most, most))
    is_one = _fits(rest, room - _size([head]), EMBEDS - 1)
    chunks = [rest] if is_one else [(), *_packed(rest, room)]
    posts = [_post(chunk, head if place == 0 else None, digest) for place, chunk in enumerate(chunks)]
    return _numbered(digest.number, tuple(_pinging(digest, posts, chunks)))


def _post(chunk: Sequence[Item], head: discord.Embed | None, digest: Digest) -> Post:
    embeds = ([head] if head else []) + _embeds(chunk)
    is_first = head is not None
    return Post(
        tuple(embeds), _opened(chunk), in_thread=digest.in_thread and not is_first, more=is_first and digest.more > 0
    )


def _packed(items: Iterable[Item], room: int) -> list[tuple[Item, ...]]:
    """As many in each chunk as fit into a message."""
    chunks: list[tuple[Item, ...]] = []
    for item in items:
        if chunks and _fits((*chunks[-1], item), room, EMBEDS):
            chunks[-1] = (*chunks[-1], item)
        else:
            chunks.append((item,))
    return chunks


def _fits(chunk: Sequence[Item], room: int, most: int) -> bool:
    embeds = _embeds(chunk)
    return _size(embeds) <= room and len(embeds) <= most and len(_opened(chunk)) <= OPTIONS


def _embeds(chunk: Sequence[Item]) -> list[discord.Embed]:
    """One per heading; if its description is full, another without a title continues."""
    return [
        discord.Embed(title=None if place else heading, description=text, colour=COLOUR)
        for heading, items in groupby(chunk, key=lambda item: item.heading)
        for place, text in enumerate(_descriptions(items))
    ]


def _descriptions(items: Iterable[Item]) -> list[str]:
    texts: list[str] = []
    for item in items:
        if texts and size(joined := f"{texts[-1]}\n\n{item.text}") <= DESCRIPTION:
            texts[-1] = joined
        else:
            texts.append(item.text)
    return texts


def _size(embeds: Iterable[discord.Embed]) -> int:
    """discord.py's own len(embed) counts an emoji once."""
    return sum(size(embed.title or "") + size(embed.description or "") for embed in embeds)


def _opened(chunk: Iterable[Item]) -> tuple[PaperLine, ...]:
    return tuple(item.paper.line for item in chunk if item.paper)


def _pinging(digest: Digest, posts: Sequence[Post], chunks: Sequence[Sequence[Item]]) -> Iterator[Post]:
    """The role with the headline, and each member with pings turned on once; nobody if nothing is new."""
    done: set[int] = set()
    for post, chunk in zip(posts, chunks, strict=True):
        asked = [one.person for item in chunk if item.paper for one in item.paper.members if one.ping]
        roles = (digest.role,) if digest.role is not None and post is posts[0] and not digest.is_empty else ()
        lead = "".join(f"<@&{role}>" for role in roles)
        users = _pinged([person for person in dict.fromkeys(asked) if person not in done], CONTENT - size(lead) - 1)
        done |= set(users)
        words = " ".join(f"<@{person}>" for person in users) + (SEVERAL if len(users) > 1 else ONE)
        content = "\n".join(part for part in (lead, words if users else "") if part)
        yield replace(post, content=content, users=users, roles=roles)


def _pinged(asked: Sequence[int], room: int) -> tuple[int, ...]:
    """As many as fit; the others are only named next to their papers."""
    users: list[int] = []
    room -= len(SEVERAL)
    for person in asked[:MENTIONED]:
        room -= len(f"<@{person}> ")
        if room < 0:
            break
        users.append(person)
    return tuple(users)


def _numbered(number: int, posts: tuple[Post, ...]) -> tuple[Post, ...]:
    for place, post in enumerate(posts, start=1):
        post.embeds[-1].set_footer(text=digest_footer(number, place, len(posts)))
    return posts


def digest_footer(number: int, place: int, of: int) -> str:
    """The bot recognises its own messages by this text, also those of earlier versions: it must stay as it is."""
    return f"Digest {number} · {place} of {of}"
