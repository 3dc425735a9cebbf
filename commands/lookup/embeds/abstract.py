"""A paper's whole abstract, and all of the paper as a plain text where the cards cannot hold it."""

import discord

from commands.lookup.embeds.paper import AUTHORS, ID, NAME, NO_ABSTRACT, SMALL
from commands.ui.embeds.characters import plain
from commands.ui.embeds.formatting import COLOUR, UNKNOWN
from commands.ui.embeds.limits import DESCRIPTION, TITLE, cut, size
from commands.ui.embeds.markdown import escaped, escaped_paragraphs, plain_paragraphs
from storage.lookup.answers.paper import PaperCard
from storage.text.fields import field_label

MORE = "Not all of this paper fits here: the attached file is the whole of it."


def abstract_embed(card: PaperCard) -> discord.Embed:
    """For one reader; whole_text() goes with it where that is not None."""
    text = cut(card.abstract or "", DESCRIPTION, escaped_paragraphs) or NO_ABSTRACT
    embed = discord.Embed(title=cut(card.title, TITLE, escaped) or UNKNOWN, description=text, colour=COLOUR)
    if not _fits(card):
        embed.set_footer(text=MORE)
    return embed


def whole_text(card: PaperCard) -> str | None:
    """Everything as a plain text, where the cards have to cut something; None where they hold it all."""
    if _fits(card):
        return None
    parts = {
        "Authors": _list(card.authors) + (" et al." if card.authors_cut else ""),
        "Also by": _list(card.hidden),
        "Affiliations": _list(card.affiliations),
        "Published": card.published or "",
        "Field": plain(field_label(card.field or "")),
        "Venue": plain(card.venue or ""),
        "arXiv": plain(card.arxiv_id or ""),
        "DOI": plain(card.doi or ""),
        "Address": plain(card.url or ""),
        "Code": plain(card.code_url or ""),
        "Source": _list(card.sources),
    }
    lines = "\n".join(f"{name}: {text}" for name, text in parts.items() if text)
    abstract = plain_paragraphs(card.abstract or "") or NO_ABSTRACT
    return f"{plain(card.title) or UNKNOWN}\n\n{lines}\n\n{abstract}\n"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(plain(name) or UNKNOWN for name in names)


def _fits(card: PaperCard) -> bool:
    """Whether the two cards show all there is: the rooms are theirs."""
    rooms = (
        (escaped(card.title), TITLE),
        (escaped_paragraphs(card.abstract or ""), DESCRIPTION),
        (_shown_list(card.authors or card.hidden), AUTHORS),
        (_shown_list(card.hidden), SMALL),
        (_shown_list(card.affiliations), SMALL),
        (_list(card.sources), SMALL),
        (escaped(field_label(card.field or "")), SMALL),
        (escaped(card.venue or ""), SMALL),
        (escaped(card.arxiv_id or ""), ID),
        (escaped(card.doi or ""), ID),
        *((escaped(name), NAME) for name in card.authors + card.hidden + card.affiliations),
        *((plain(name), NAME) for name in card.sources),
    )
    return all(size(text) <= room for text, room in rooms)


def _shown_list(names: tuple[str, ...]) -> str:
    return ", ".join(escaped(name) or UNKNOWN for name in names)
