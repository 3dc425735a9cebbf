"""A citation ready to copy, and the brief card of a paper that a message mentions."""

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN, published
from commands.ui.embeds.limits import DESCRIPTION, TITLE, cut, size
from commands.ui.embeds.markdown import escaped, safe_url
from storage.lookup.answers.paper import PaperCard

FENCE = "```"
ROOM = DESCRIPTION - 2 * len(FENCE) - 10
ADDRESS = 300
PART = 100
KEY = 220


def citation_embed(title: str, style: str, citation: str) -> discord.Embed:
    """In a code block, which Discord copies with one press. A citation too long for one is attached as a file."""
    embed = discord.Embed(title=cut(title, TITLE, escaped) or UNKNOWN, colour=COLOUR)
    if fits(citation):
        embed.description = f"{FENCE}{'bibtex' if style == 'BibTeX' else ''}\n{citation}\n{FENCE}"
    else:
        embed.description = "The citation is too long to show here. It is in the attached file."
    embed.set_footer(text=style)
    return embed


def fits(citation: str) -> bool:
    return size(citation) <= ROOM and FENCE not in citation


def brief_embed(card: PaperCard) -> discord.Embed:
    """Ten of these fit in one message."""
    embed = discord.Embed(title=cut(card.title, PART, escaped) or UNKNOWN, colour=COLOUR)
    address = safe_url(card.url)
    embed.url = address if address and len(address) <= ADDRESS else None
    authors = cut(", ".join(card.authors or card.hidden), PART, escaped) or UNKNOWN
    et_al = " et al." if card.authors_cut and authors != UNKNOWN else ""
    facts = f"{authors}{et_al} · {published(card.published)}"
    key = cut(card.key_sentence or "", KEY, escaped)
    embed.description = f"{facts}\n> {key}" if key else facts
    return embed
