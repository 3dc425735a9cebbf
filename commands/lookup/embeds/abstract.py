"""A paper's whole abstract, and everything known about the paper as plain text when the cards are too small for it."""

import discord

from commands.lookup.embeds.paper import AUTHORS, ID, NAME, NO_ABSTRACT, SMALL, summary_name, vanished_lines
from commands.ui.embeds.formatting import COLOUR, UNKNOWN
from commands.ui.embeds.limits import DESCRIPTION, TITLE, cut, size
from commands.ui.embeds.markdown import escaped, escaped_paragraphs, plain, plain_paragraphs
from storage.lookup.answers.paper import PaperCard
from storage.text.fields import field_label

MORE = "Some details are too long to show here. The attached file has them in full."


def abstract_embed(card: PaperCard) -> discord.Embed:
    """For one reader; whole_text() goes with it where that is not None."""
    text = cut(card.abstract or "", DESCRIPTION, escaped_paragraphs) or NO_ABSTRACT
    embed = discord.Embed(title=cut(card.title, TITLE, escaped) or UNKNOWN, description=text, colour=COLOUR)
    if not _fits(card):
        embed.set_footer(text=MORE)
    return embed


def whole_text(card: PaperCard) -> str | None:
    """Everything as plain text, or None if the cards show all of it."""
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
        "URL": plain(card.url or ""),
        "Code": plain(card.code_url or ""),
        "Source": _list(card.sources),
        **{summary_name(one): plain(one.tldr) for one in card.live if one.tldr},
        "No longer listed": "; ".join(vanished_lines(card, plain)),
    }
    lines = "\n".join(f"{name}: {text}" for name, text in parts.items() if text)
    abstract = plain_paragraphs(card.abstract or "") or NO_ABSTRACT
    return f"{plain(card.title) or UNKNOWN}\n\n{lines}\n\n{abstract}\n"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(plain(name) or UNKNOWN for name in names)


def _fits(card: PaperCard) -> bool:
    """Whether the two cards show everything without cutting."""
    rooms = (
        (escaped(card.title), TITLE),
        (escaped_paragraphs(card.abstract or ""), DESCRIPTION),
        (_shown_list(card.authors or card.hidden), AUTHORS),
        (_shown_list(card.hidden), SMALL),
        (_shown_list(card.affiliations), SMALL),
        (_list(card.sources), SMALL),
        ("\n".join(vanished_lines(card, escaped)), SMALL),
        *((escaped(one.tldr or ""), SMALL) for one in card.live),
        (escaped(field_label(card.field or "")), SMALL),
        (escaped(card.venue or ""), SMALL),
        (escaped(card.arxiv_id or ""), ID),
        (escaped(card.doi or ""), ID),
        *((escaped(name), NAME) for name in card.authors + card.hidden + card.affiliations),
        *((escaped(one.profile), NAME) for one in card.vanished),
        *((plain(name), NAME) for name in card.sources),
    )
    return all(size(text) <= room for text, room in rooms)


def _shown_list(names: tuple[str, ...]) -> str:
    return ", ".join(escaped(name) or UNKNOWN for name in names)
