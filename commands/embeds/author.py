"""The card of a person."""

import discord

from commands.embeds.limits import FIELD_VALUE, TITLE, cut, cut_list
from commands.embeds.markdown import escaped, plain
from commands.embeds.papers import paper_line
from commands.embeds.words import COLOUR, UNKNOWN, count, day, number, percent, years
from storage.answers import AuthorCard, Numbers
from storage.fields.names import field_label, field_name

FIELDS_SHOWN = 6
SHARE = 300
"""How much of a card one name may take."""


def author_embed(card: AuthorCard) -> discord.Embed:
    embed = discord.Embed(title=cut(card.name, TITLE, escaped), description=_about(card), colour=COLOUR)
    for name, value in _numbers(card.numbers, card).items():
        embed.add_field(name=name, value=value)
    for name, value in _lists(card).items():
        if value:
            embed.add_field(name=name, value=value, inline=False)
    embed.set_footer(text=_footer(card))
    return embed


def _about(card: AuthorCard) -> str:
    field = f"**{cut(field_label(card.main_field), SHARE, escaped)}**" if card.main_field else None
    active = years(card.first_year, card.last_year)
    known = f"{count(card.papers, 'paper')} in this library" + (f", {active}" if active else "")
    return "\n".join(line for line in (field, known) if line)


def _numbers(numbers: Numbers | None, card: AuthorCard) -> dict[str, str]:
    return {
        "h-index": number(numbers and numbers.h_index),
        "Papers": number(numbers and numbers.papers),
        "Citations": number(numbers and numbers.citations),
        "Novelty": percent(numbers and numbers.novelty),
        "AI score": number(numbers and numbers.ai_score),
        "With code": f"{card.with_code:,} of {card.papers:,}" if card.papers else UNKNOWN,
    }


def _lists(card: AuthorCard) -> dict[str, str]:
    fields = tuple(f"{cut(field_name(f.field), SHARE, escaped)} ({f.papers:,})" for f in card.fields[:FIELDS_SHOWN])
    people = tuple(f"{cut(person.name, SHARE, escaped)} ({person.papers:,})" for person in card.coauthors)
    left = len(card.fields) - FIELDS_SHOWN
    fields += (f"{left:,} more",) if left > 0 else ()
    return {
        "Top fields": cut_list(fields, FIELD_VALUE, " · "),
        "Frequent co-authors": cut_list(people, FIELD_VALUE, " · "),
        "Newest papers": "\n".join(paper_line(paper, FIELD_VALUE // 5 - 2) for paper in card.newest),
    }


def _footer(card: AuthorCard) -> str:
    if card.source is None or card.captured is None:
        return "No profile of this person is loaded: what is known comes from papers in this library."
    as_of = card.numbers.as_of if card.numbers else card.captured
    source = card.numbers.source if card.numbers else card.source
    return f"Source: {cut(source, SHARE, plain)} · as of {day(as_of)}"
