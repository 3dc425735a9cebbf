"""The card of a paper, and its whole abstract."""

import discord

from commands.embeds.limits import DESCRIPTION, FIELD_VALUE, TITLE, cut, cut_list, size
from commands.embeds.markdown import escaped, escaped_paragraphs, link, plain, safe_url
from commands.embeds.words import COLOUR, UNKNOWN, day, number, published
from storage.answers import PaperCard
from storage.fields.names import field_label

NAME = 120
ADDRESS = 2000
EXTRACT = 700
ABSTRACT = 1500
SMALL = 300


def paper_embed(card: PaperCard) -> discord.Embed:
    embed = discord.Embed(title=cut(card.title, TITLE, escaped), description=_text(card), colour=COLOUR)
    address = safe_url(card.url)
    embed.url = address if address and len(address) <= ADDRESS else None
    embed.add_field(name="Authors", value=_authors(card), inline=False)
    if card.affiliations:
        embed.add_field(name="Affiliations", value=_names(card.affiliations, SMALL), inline=False)
    for name, value in _facts(card).items():
        embed.add_field(name=name, value=value)
    embed.set_footer(text=_footer(card))
    return embed


def _text(card: PaperCard) -> str:
    if card.abstract is None:
        return "No abstract is known."
    extract = cut(card.key_sentence, EXTRACT, escaped) if card.key_sentence else None
    key = f"**Key sentence** (extract from the abstract)\n> {extract}\n\n" if extract else ""
    return f"{key}**Abstract**\n{shortened_abstract(card)}"


def shortened_abstract(card: PaperCard) -> str:
    """Whole sentences while they fit; a first sentence that is too long is cut at a word."""
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
    also = f" (with {_names(card.hidden, SMALL)})" if card.hidden and card.authors_cut else ""
    cut_mark = " et al." if card.authors_cut else ""
    listed = card.authors if card.authors else card.hidden
    if not listed:
        return UNKNOWN
    return _names(listed, FIELD_VALUE - size(also + cut_mark)) + cut_mark + also


def _names(names: tuple[str, ...], room: int) -> str:
    return cut_list(tuple(cut(name, NAME, escaped) for name in names), room)


def _facts(card: PaperCard) -> dict[str, str]:
    code = link("Available", card.code_url) if card.has_code else UNKNOWN
    facts = {
        "Published": published(card.published),
        "Field": cut(field_label(card.field), SMALL, escaped) if card.field else UNKNOWN,
        "Code": code,
    }
    if card.venue:
        facts["Venue"] = cut(card.venue, SMALL, escaped)
    if card.citations is not None:
        facts["Citations"] = number(card.citations)
    if card.arxiv_id:
        facts["arXiv"] = link(escaped(card.arxiv_id), f"https://arxiv.org/abs/{card.arxiv_id}")
    if card.doi:
        facts["DOI"] = link(cut(card.doi, SMALL, escaped), f"https://doi.org/{card.doi}")
    return facts


def _footer(card: PaperCard) -> str:
    sources = cut_list(tuple(cut(source, NAME, plain) for source in card.sources), SMALL) or UNKNOWN
    as_of = f" · as of {day(card.as_of)}" if card.as_of else ""
    return f"Source: {sources}{as_of}"


def abstract_embed(card: PaperCard) -> discord.Embed:
    """The whole abstract for one reader; whole_text() goes with it where it does not fit."""
    text = cut(card.abstract or "No abstract is known.", DESCRIPTION, escaped_paragraphs)
    return discord.Embed(title=cut(card.title, TITLE, escaped), description=text, colour=COLOUR)


def whole_text(card: PaperCard) -> str | None:
    """Everything as a plain text, where the cards have to cut something; None where they hold it all."""
    rooms = (
        (escaped(card.title), TITLE),
        (escaped_paragraphs(card.abstract or ""), DESCRIPTION),
        (", ".join(map(escaped, card.authors)), FIELD_VALUE - SMALL - 20),
        (", ".join(map(escaped, card.hidden)), SMALL),
        (", ".join(map(escaped, card.affiliations)), SMALL),
        *((escaped(name), NAME) for name in card.authors + card.hidden + card.affiliations),
    )
    if all(size(text) <= room for text, room in rooms):
        return None
    authors = ", ".join(card.authors) + (" et al." if card.authors_cut else "")
    lines = (card.title, authors, ", ".join(card.hidden), ", ".join(card.affiliations), card.abstract or "")
    return "\n\n".join(line for line in lines if line)
