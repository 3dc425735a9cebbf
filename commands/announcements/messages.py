"""A message of a digest: as JSON for the outbox (see OutgoingMessage.body), and from there as arguments for Discord."""

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


def render_messages(digest: Digest) -> list[str]:
    return [to_json(post) for post in digest_posts(digest)]


def to_json(post: Post) -> str:
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


def send_args(text: str, more: tuple[Item, ...] = (), guild: discord.Guild | None = None) -> dict[str, Any]:
    """What a channel's `send` takes. `more`: the buttons of a message that leads to further papers. `guild`: where it
    is sent; roles that were deleted there are not mentioned."""
    post = json.loads(text)
    for role in [role for role in post["roles"] if guild and not guild.get_role(role)]:
        post["roles"].remove(role)
        post["content"] = post["content"].replace(f"<@&{role}>", "").strip()
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


def is_in_thread(text: str) -> bool:
    return json.loads(text)["in_thread"]


def thread_title(text: str) -> str:
    """The name of the thread or forum post that it starts."""
    return cut(json.loads(text)["embeds"][0]["title"], CHOICE)


def footer_text(text: str) -> str:
    """The text by which the bot recognises the message in a channel."""
    return json.loads(text)["embeds"][-1]["footer"]["text"]
