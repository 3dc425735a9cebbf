"""Text from data, made harmless: nothing in it is formatting, a link or a mention."""

import re
from urllib.parse import quote, urlsplit

import discord

INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
"""Control characters, and those that turn the direction of the text that follows."""
LIST_START = re.compile(r"^(\s*\d+)([.)])")
LINK_ROOM = 1000


def plain(text: str) -> str:
    """One line without control characters, for places where Discord formats nothing (footers, buttons, menus)."""
    return " ".join(INVISIBLE.sub(" ", text).split())


def escaped(text: str) -> str:
    """One line for places where Discord formats: every character that could mean something means itself."""
    return _escape(plain(text))


def escaped_paragraphs(text: str) -> str:
    """The same, paragraphs kept."""
    return "\n\n".join(escaped(paragraph) for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip())


def link(text: str, url: str | None) -> str:
    """A masked link, or the text alone. `text` is already escaped."""
    address = safe_url(url)
    return f"[{text}]({address})" if address and len(address) <= LINK_ROOM else text


def safe_url(url: str | None) -> str | None:
    """The address if it is one of the web, with nothing in it that could end a masked link."""
    if not url or urlsplit(url).scheme not in ("http", "https"):
        return None
    return quote(url, safe=":/?#[]@!$&'*+,;=%~-._")


def _escape(text: str) -> str:
    """discord.py's escape leaves alone what begins with < (mentions, timestamps, emoji) and numbered lists.
    Web addresses stay as they are: Discord formats nothing inside one."""
    known = discord.utils.escape_mentions(discord.utils.escape_markdown(text))
    return LIST_START.sub(r"\1\\\2", known.replace("<", "\\<"))
