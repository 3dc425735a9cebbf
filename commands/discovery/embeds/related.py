"""Similar papers and recently added papers."""

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN, count, day
from commands.ui.embeds.limits import DESCRIPTION, cut, cut_list, size
from commands.ui.embeds.markdown import escaped, plain
from commands.ui.embeds.paper_lines import paper_line
from storage.discovery.answers.search import NewPage, NewPaper, RelatedPaper, SimilarPage
from storage.lookup.answers.lists import PAGE, PaperLine
from storage.text.fields import field_label

ITEM = DESCRIPTION // PAGE - len("\n\n")
LINE = 210
NAME = 200
PEOPLE = 3
PERSON = 40
SMALL = 60


def similar_embed(page: SimilarPage) -> discord.Embed:
    title = f"Papers similar to “{cut(page.title, NAME, escaped) or UNKNOWN}”"
    items = tuple(_item(found.line, _reasons(found)) for found in page.found)
    description = cut_list(items, DESCRIPTION, "\n\n") or "No similar papers in this library."
    embed = discord.Embed(title=title, description=description, colour=COLOUR)
    embed.set_footer(text=f"{count(page.total, 'paper')}, most similar first · page {page.page + 1} of {page.pages}")
    return embed


def _reasons(found: RelatedPaper) -> str:
    terms = ", ".join(cut(term, PERSON, escaped) for term in found.terms)
    people = cut_list(tuple(cut(name, PERSON, escaped) or UNKNOWN for name in found.people[:PEOPLE]), LINE)
    more = len(found.people) - PEOPLE
    also_by = f"also by {people}{f' and {more} more' if more > 0 else ''}" if people else ""
    return " · ".join(filter(None, (terms and f"shared topics: {terms}", also_by)))


def new_embed(page: NewPage) -> discord.Embed:
    narrowed = " ".join(
        part
        for part in (
            page.request.field and f"in {cut(field_label(page.request.field), SMALL, escaped)}",
            page.author and f"by {cut(page.author, SMALL, escaped)}",
        )
        if part
    )
    items = tuple(_item(found.line, _came(found)) for found in page.found)
    embed = discord.Embed(title=f"New in this library {narrowed}".strip(), colour=COLOUR)
    embed.description = cut_list(items, DESCRIPTION, "\n\n") or "No papers yet. `/library import` adds some."
    shown = f"{count(page.total, 'paper')}, most recently added first" if page.total else "No papers"
    embed.set_footer(text=plain(f"{shown} · page {page.page + 1} of {page.pages}"))
    return embed


def _came(found: NewPaper) -> str:
    people = cut(found.authors, LINE // 2, escaped)
    return " · ".join(filter(None, (people, f"added {day(found.came)}")))


def _item(line: PaperLine, note: str) -> str:
    """A paper, with a note below it."""
    shown = paper_line(line, LINE)
    return f"{shown}\n*{note}*" if note and size(shown) + size(note) + len("\n**") <= ITEM else shown
