"""A paper's card."""

from collections.abc import Callable
from urllib.parse import quote

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN, day, number, published
from commands.ui.embeds.limits import TITLE, cut, cut_list, size
from commands.ui.embeds.markdown import escaped, link, plain, safe_url
from storage.lookup.answers.paper import LivePaperData, PaperCard
from storage.text.fields import field_label

NAME = 120
ADDRESS = 2000
EXTRACT = 600
ABSTRACT = 700
AUTHORS = 700
SMALL = 300
ID = 100
"""Characters per part of a card. With all of them full and three URLs, the card stays below ALL_EMBEDS."""
NO_ABSTRACT = "No abstract available."


def paper_embed(card: PaperCard) -> discord.Embed:
    embed = discord.Embed(title=cut(card.title, TITLE, escaped) or UNKNOWN, description=_text(card), colour=COLOUR)
    address = safe_url(card.url)
    embed.url = address if address and len(address) <= ADDRESS else None
    embed.add_field(name="Authors", value=_authors(card), inline=False)
    if card.affiliations:
        embed.add_field(name="Affiliations", value=_names(card.affiliations, SMALL), inline=False)
    for name, value in _facts(card).items():
        embed.add_field(name=name, value=value)
    for name, value in _summaries(card).items():
        embed.add_field(name=name, value=value, inline=False)
    if card.vanished:
        embed.add_field(name="No longer listed", value=_vanished(card), inline=False)
    embed.set_footer(text=_footer(card))
    return embed


def _text(card: PaperCard) -> str:
    abstract = shortened_abstract(card)
    if not abstract:
        return NO_ABSTRACT
    extract = cut(card.key_sentence or "", EXTRACT, escaped)
    key = f"**Key sentence** (extract from the abstract)\n> {extract}\n\n" if extract else ""
    return f"{key}**Abstract**\n{abstract}"


def shortened_abstract(card: PaperCard) -> str:
    """As many whole sentences as fit; a first sentence that is too long is cut at a word. Empty: no abstract."""
    kept, room = 0, ABSTRACT - 2
    for sentence in card.sentences:
        room -= size(escaped(sentence)) + 1
        if room < 0:
            break
        kept += 1
    if not kept:
        return cut(card.abstract or "", ABSTRACT, escaped)
    text = " ".join(escaped(sentence) for sentence in card.sentences[:kept])
    return text if kept == len(card.sentences) else f"{text} …"


def _authors(card: PaperCard) -> str:
    listed = card.authors or card.hidden
    if not listed:
        return UNKNOWN
    et_al = " et al." if card.authors_cut else ""
    also = f" (with {_names(card.hidden, SMALL)})" if card.hidden and card.authors else ""
    return _names(listed, AUTHORS) + et_al + also


def _names(names: tuple[str, ...], room: int) -> str:
    return cut_list(tuple(cut(name, NAME, escaped) or UNKNOWN for name in names), room)


def _facts(card: PaperCard) -> dict[str, str]:
    facts = {
        "Published": published(card.published),
        "Field": _small(field_label(card.field)) if card.field else UNKNOWN,
        "Code": link("Available", card.code_url) if card.has_code else UNKNOWN,
    }
    if card.venue:
        facts["Venue"] = _small(card.venue)
    if cited := _citations(card):
        facts["Citations"] = cited
    if card.arxiv_id:
        facts["arXiv"] = _id(card.arxiv_id, "https://arxiv.org/abs/")
    if card.doi:
        facts["DOI"] = _id(card.doi, "https://doi.org/")
    return facts


def _citations(card: PaperCard) -> str:
    """Each count with its source and date. The one without a source comes from the library's files."""
    own = (number(card.citations),) if card.citations is not None else ()
    live = (
        f"{number(one.citations)} ({one.source}, {day(one.as_of)})" for one in card.live if one.citations is not None
    )
    return "\n".join((*own, *live))


def _summaries(card: PaperCard) -> dict[str, str]:
    return {summary_name(one): _small(one.tldr) for one in card.live if one.tldr}


def summary_name(live: LivePaperData) -> str:
    return f"Machine-written summary ({live.source})"


def _vanished(card: PaperCard) -> str:
    return cut_list(vanished_lines(card, lambda name: cut(name, NAME, escaped)), SMALL, "\n")


def vanished_lines(card: PaperCard, shown: Callable[[str], str]) -> tuple[str, ...]:
    """A line per profile that no longer lists the paper. `shown`: how a profile's name is displayed."""
    return tuple(f"Not on {shown(one.profile) or UNKNOWN}’s profile since {day(one.day)}" for one in card.vanished)


def _small(text: str) -> str:
    return cut(text, SMALL, escaped) or UNKNOWN


def _id(name: str, place: str) -> str:
    return link(cut(name, ID, escaped) or UNKNOWN, place + quote(name, errors="replace"))


def _footer(card: PaperCard) -> str:
    sources = cut_list(tuple(cut(source, NAME, plain) or UNKNOWN for source in card.sources), SMALL) or UNKNOWN
    as_of = f" · as of {day(card.as_of)}" if card.as_of else ""
    return f"Source: {sources}{as_of}"
