"""Authors together: co-authors, experts on a topic, two side by side, and one author's metrics over time."""

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN, count, day, number, percent, years
from commands.ui.embeds.limits import DESCRIPTION, FIELD_VALUE, cut, cut_list, size
from commands.ui.embeds.markdown import escaped, plain
from commands.ui.embeds.paper_lines import paper_line
from storage.discovery.answers.people import CoauthorLine, CoauthorPage, Comparison, FieldYears, MetricHistory
from storage.discovery.answers.search import Expert, ExpertPage
from storage.lookup.answers.author import AuthorCard, DatedMetrics
from storage.lookup.answers.lists import PAGE
from storage.text.fields import field_name

NAME = 200
PERSON = 80
TOPIC = 150
EVIDENCE = 200
HISTORY = 12
"""Snapshots shown at most."""


def coauthors_embed(page: CoauthorPage) -> discord.Embed:
    embed = discord.Embed(title=f"Co-authors of {_name(page.name)}", colour=COLOUR)
    first = page.page * PAGE + 1
    lines = tuple(_coauthor(first + place, person) for place, person in enumerate(page.people))
    embed.description = cut_list(lines, DESCRIPTION, "\n") or "No co-authors in this library."
    embed.set_footer(text=f"{count(page.total, 'co-author')} · page {page.page + 1} of {page.pages}")
    return embed


def _coauthor(number: int, person: CoauthorLine) -> str:
    when = years(person.first_year, person.last_year)
    return f"**{number}.** {_name(person.name, PERSON)} — {count(person.papers, 'paper')}{f', {when}' if when else ''}"


def experts_embed(page: ExpertPage) -> discord.Embed:
    topic = cut(page.topic, TOPIC, escaped) or UNKNOWN
    embed = discord.Embed(title=f"Who works on “{topic}”?", colour=COLOUR)
    first = page.page * PAGE + 1
    items = tuple(_expert(first + place, person) for place, person in enumerate(page.people))
    embed.description = cut_list(items, DESCRIPTION, "\n") or "No paper in this library is about this topic."
    based = f"ranked by the {count(page.papers, 'paper')} that match best"
    embed.set_footer(text=f"{count(page.total, 'author')} {based} · page {page.page + 1} of {page.pages}")
    return embed


def _expert(number: int, person: Expert) -> str:
    head = f"**{number}.** **{_name(person.name, PERSON)}** — {count(person.papers, 'matching paper')}"
    room = (DESCRIPTION // PAGE - size(head)) // max(1, len(person.evidence)) - 1
    return "\n".join([head, *(paper_line(paper, min(room, EVIDENCE)) for paper in person.evidence)])


def comparison_embed(two: Comparison) -> discord.Embed:
    one, other = _name(two.one.name, NAME // 2), _name(two.other.name, NAME // 2)
    embed = discord.Embed(title=f"{one} and {other}", colour=COLOUR)
    embed.add_field(name=one, value=_facts(two.one))
    embed.add_field(name=other, value=_facts(two.other))
    papers = tuple(paper_line(paper, FIELD_VALUE // 5 - 4) for paper in two.shared_papers)
    besides = two.shared - len(papers)
    shared = cut_list(papers, FIELD_VALUE, "\n", besides=besides) or "None in this library."
    embed.add_field(name=f"Shared papers ({two.shared:,})", value=shared, inline=False)
    names = tuple(_name(name, PERSON) for name in two.mutual_coauthors)
    mutual = cut_list(names, FIELD_VALUE, besides=two.mutual - len(names)) or "None in this library."
    embed.add_field(name=f"Shared co-authors ({two.mutual:,})", value=mutual, inline=False)
    embed.set_footer(text=_sources(two.one, two.other))
    return embed


def _facts(card: AuthorCard) -> str:
    numbers = card.numbers
    facts = {
        "h-index": number(numbers and numbers.h_index),
        "Papers": number(numbers and numbers.papers),
        "Citations": number(numbers and numbers.citations),
        "Novelty": percent(numbers and numbers.novelty),
        "AI score": number(numbers and numbers.ai_score),
        "In this library": number(card.papers),
        "With code": number(card.with_code),
        "Active": years(card.first_year, card.last_year) or UNKNOWN,
        "Main field": (cut(field_name(card.main_field), PERSON, escaped) if card.main_field else "") or UNKNOWN,
    }
    return "\n".join(f"{name}: **{value}**" for name, value in facts.items())


def _sources(*cards: AuthorCard) -> str:
    known = [card.numbers for card in cards if card.numbers]
    told = dict.fromkeys(f"{cut(one.source, NAME, plain) or UNKNOWN} as of {day(one.as_of)}" for one in known)
    return f"Source: {' · '.join(told)}" if told else "No profile of either author is loaded."


def metrics_embed(metrics: MetricHistory) -> discord.Embed:
    embed = discord.Embed(title=f"Metrics of {_name(metrics.name)}", colour=COLOUR)
    undated = f", {metrics.undated:,} of them without a date" if metrics.undated else ""
    embed.description = f"{count(metrics.papers, 'paper')} in this library{undated}."
    by_field = tuple(_field(field) for field in metrics.fields)
    embed.add_field(name="Papers per year", value=_by_year(metrics.fields) or UNKNOWN, inline=False)
    if by_field:
        embed.add_field(name="By field", value=cut_list(by_field, FIELD_VALUE, " · "), inline=False)
    newest_first = tuple(_snapshot(numbers) for numbers in reversed(metrics.history))
    shown = cut_list(newest_first[:HISTORY], FIELD_VALUE, "\n", besides=max(0, len(newest_first) - HISTORY))
    embed.add_field(name="Metrics over time", value=shown or "No profile with metrics is loaded.", inline=False)
    return embed


def _by_year(fields: tuple[FieldYears, ...]) -> str:
    """Newest first."""
    papers: dict[int, int] = {}
    for field in fields:
        for year, found in field.years:
            papers[year] = papers.get(year, 0) + found
    return cut_list(tuple(f"{year}: **{papers[year]:,}**" for year in sorted(papers, reverse=True)), FIELD_VALUE, " · ")


def _field(field: FieldYears) -> str:
    name = cut(field_name(field.field), PERSON, escaped) if field.field else "no field"
    return f"{name or UNKNOWN} ({sum(papers for _, papers in field.years):,})"


def _snapshot(numbers: DatedMetrics) -> str:
    said = (
        f"h-index {number(numbers.h_index)} · {number(numbers.citations)} citations · {number(numbers.papers)} papers"
    )
    rates = f"novelty {percent(numbers.novelty)} · AI score {number(numbers.ai_score)}"
    source = cut(numbers.source, PERSON, escaped) or UNKNOWN
    return f"**{day(numbers.as_of)}** — {said} · {rates} ({source})"


def _name(name: str, room: int = NAME) -> str:
    return cut(name, room, escaped) or UNKNOWN
