"""The card of an author."""

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN, count, day, number, percent, years
from commands.ui.embeds.limits import FIELD_VALUE, TITLE, cut, cut_list
from commands.ui.embeds.markdown import escaped, link, plain
from commands.ui.embeds.paper_lines import paper_line
from storage.lookup.answers.author import AuthorCard, DatedMetrics, LiveNumbers
from storage.text.fields import field_label, field_name

FIELDS_SHOWN = 6
NEWEST_SHOWN = 5
LINE_ROOM = FIELD_VALUE // NEWEST_SHOWN - 2
NOUNS = {"h_index": "h-index {}", "paper_count": "{} papers", "citations": "{} citations"}
SHARE = 300
"""Characters that one name may take."""


def author_embed(card: AuthorCard) -> discord.Embed:
    embed = discord.Embed(title=cut(card.name, TITLE, escaped) or UNKNOWN, description=_about(card), colour=COLOUR)
    for name, value in _numbers(card.numbers, card).items():
        embed.add_field(name=name, value=value)
    for name, value in _lists(card).items():
        if value:
            embed.add_field(name=name, value=value, inline=False)
    embed.set_footer(text=_footer(card))
    return embed


def _about(card: AuthorCard) -> str:
    field = cut(field_label(card.main_field), SHARE, escaped) if card.main_field else ""
    active = years(card.first_year, card.last_year)
    known = f"{count(card.papers, 'paper')} in this library" + (f", {active}" if active else "")
    return f"**{field}**\n{known}" if field else known


def _numbers(numbers: DatedMetrics | None, card: AuthorCard) -> dict[str, str]:
    return {
        "h-index": number(numbers and numbers.h_index),
        "Papers": number(numbers and numbers.papers),
        "Citations": number(numbers and numbers.citations),
        "Novelty": percent(numbers and numbers.novelty),
        "AI score": number(numbers and numbers.ai_score),
        "With code": f"{card.with_code:,} of {card.papers:,}" if card.papers else UNKNOWN,
    }


def _lists(card: AuthorCard) -> dict[str, str]:
    fields = tuple(_counted(field_name(field.field), field.papers) for field in card.fields[:FIELDS_SHOWN])
    people = tuple(_counted(person.name, person.papers) for person in card.coauthors)
    newest = tuple(paper_line(paper, LINE_ROOM) for paper in card.newest[:NEWEST_SHOWN])
    elsewhere = tuple(link(page.name, page.url) for page in card.elsewhere)
    return {
        "Top fields": cut_list(fields, FIELD_VALUE, " · ", besides=len(card.fields) - len(fields)),
        "Frequent co-authors": cut_list(people, FIELD_VALUE, " · "),
        "Newest papers": "\n".join(newest),
        "Profiles elsewhere": cut_list(elsewhere, FIELD_VALUE, " · "),
        "Other sources": "\n".join(map(_live, card.live)),
    }


def _live(live: LiveNumbers) -> str:
    """OpenAlex, 23 Nov 2026: h-index 25 · 40 papers · 7,900 citations"""
    said = (
        NOUNS[one.what].format(number(one.value)) + ("" if one.as_of == live.as_of else f" ({day(one.as_of)})")
        for one in live.numbers
    )
    return f"**{live.source}**, {day(live.as_of)}: {' · '.join(said) or UNKNOWN}"


def _counted(name: str, papers: int) -> str:
    return f"{cut(name, SHARE, escaped) or UNKNOWN} ({papers:,})"


def _footer(card: AuthorCard) -> str:
    known = card.numbers or card
    as_of = card.numbers.as_of if card.numbers else card.captured
    if known.source is None or as_of is None:
        return "No profile of this author is loaded. Everything shown comes from papers in this library."
    return f"Source: {cut(known.source, SHARE, plain) or UNKNOWN} · as of {day(as_of)}"
