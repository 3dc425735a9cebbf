"""A post of a digest as the outbox keeps it, and as it is said to Discord."""

import json
from dataclasses import asdict
from typing import Any

import discord

from commands.announcements.embeds.digest import Post, digest_posts
from commands.ui.embeds.limits import CHOICE, cut
from commands.ui.paper_menu import open_menu
from commands.ui.reply import Item, view_of
from storage.announcements.answers import Digest
from storage.lookup.answers.lists import PaperLine


def messages(digest: Digest) -> list[str]:
    return [written(post) for post in digest_posts(digest)]


def written(post: Post) -> str:
    parts = {
        "embeds": [embed.to_dict() for embed in post.embeds],
        "papers": [asdict(paper) for paper in post.papers],
        "content": post.content,
        "users": post.users,
        "roles": post.roles,
        "in_thread": post.in_thread,
        "more": post.more,
    }
    return json.dumps(parts)


def said(text: str, more: tuple[Item, ...] = ()) -> dict[str, Any]:
    """What a channel's `send` takes. `more`: the buttons of a post that leads to further papers."""
    post = json.loads(text)
    items: tuple[Item, ...] = more if post["more"] else ()
    if post["papers"]:
        items += (open_menu(tuple(PaperLine(**paper) for paper in post["papers"])),)
    view = view_of(*items)
    return {
        "content": post["content"] or None,
        "embeds": [discord.Embed.from_dict(embed) for embed in post["embeds"]],
        "allowed_mentions": discord.AllowedMentions(
            everyone=False,
            users=[discord.Object(user) for user in post["users"]],
            roles=[discord.Object(role) for role in post["roles"]],
            replied_user=False,
        ),
        **({"view": view} if view else {}),
    }


def in_thread(text: str) -> bool:
    return json.loads(text)["in_thread"]


def title(text: str) -> str:
    """Of a thread."""
    return cut(json.loads(text)["embeds"][0]["title"], CHOICE)


def mark(text: str) -> str:
    """By which the bot knows its own message again."""
    return json.loads(text)["embeds"][-1]["footer"]["text"]
