"""Search results, and what was searched when there are none."""

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count
from commands.ui.embeds.limits import DESCRIPTION, cut, cut_list, size
from commands.ui.embeds.markdown import escaped, plain
from commands.ui.embeds.paper_lines import paper_line
from storage.discovery.answers.search import FoundPaper, NothingFound, SearchPage, SearchRequest
from storage.lookup.answers.lists import PAGE
from storage.search.snippets import Snippet
from storage.text.fields import field_label

ITEM = DESCRIPTION // PAGE - len("\n\n")
LINE = 200
AUTHORS = 70
SMALL = 60
WORDS = 150
SORTED = {"relevance": "best match first", "newest": "newest first", "cited": "most cited first"}


def search_embed(page: SearchPage) -> discord.Embed:
    embed = discord.Embed(title=search_title(page.request), colour=COLOUR)
    first = page.page * PAGE + 1
    items = tuple(_item(first + place, found) for place, found in enumerate(page.found))
    embed.description = cut_list(items, DESCRIPTION, "\n\n") or UNKNOWN
    by = " by words and meaning" if page.is_semantic else ""
    where = f"{count(page.total, 'paper')}, {SORTED[page.request.sort]}{by} · page {page.page + 1} of {page.pages}"
    embed.set_footer(text="\n".join(filter(None, (plain(narrowed(page.request, page.author)), where))))
    return embed


def nothing_embed(answer: NothingFound) -> discord.Embed:
    embed = discord.Embed(title="No papers found", colour=COLOUR_ASK)
    words = cut(answer.request.words, WORDS, escaped)
    searched = f"Searched titles and abstracts for “{words}”" if words else "Searched all papers"
    filters = escaped(narrowed(answer.request, answer.author))
    lines = [f"{searched}{f', {filters}' if filters else ''}."]
    if answer.unfiltered:
        lines.append(f"Without these filters, {count(answer.unfiltered, 'paper')} would match.")
    if answer.nearest:
        nearest = tuple(paper_line(paper, LINE) for paper in answer.nearest)
        lines.append("Did you mean:\n" + cut_list(nearest, DESCRIPTION // 2, "\n"))
    elif words:
        lines.append("Try fewer or different words. Very common words such as “the” are ignored.")
    embed.description = "\n".join(lines)
    return embed


def search_title(request: SearchRequest) -> str:
    words = cut(request.words, WORDS, escaped)
    return f"Papers about “{words}”" if words else "Papers"


def narrowed(request: SearchRequest, author: str | None) -> str:
    """The filters of the search in words, not escaped."""
    parts = [
        request.author and f"by {cut(author or request.author, SMALL)}",
        request.field and f"in {cut(field_label(request.field), SMALL)}",
        request.venue and f"at {cut(request.venue, SMALL)}",
        _years(request.first_year, request.last_year),
        None if request.has_code is None else "with code" if request.has_code else "without code",
    ]
    return ", ".join(part for part in parts if part)


def _years(first: int | None, last: int | None) -> str | None:
    if first is not None and last is not None:
        return f"from {first} to {last}" if first != last else f"from {first}"
    return f"since {first}" if first is not None else f"until {last}" if last is not None else None


def _item(number: int, found: FoundPaper) -> str:
    line = paper_line(found.line, LINE, mark=f"**{number}.**")
    people = cut(found.authors, AUTHORS, escaped)
    cited = count(found.citations, "citation") if found.citations else ""
    facts = " · ".join(fact for fact in (people, cited) if fact)
    room = ITEM - size(line) - size(facts) - len("\n**\n")
    snippet = marked(found.snippet, room) if found.snippet else ""
    return "\n".join(filter(None, (line, facts and f"*{facts}*", snippet)))


def marked(snippet: Snippet, room: int) -> str:
    """The matched words in bold; without bold if that does not fit, and cut if that does not fit either."""
    pieces, place = list[str](), 0
    for start, end in snippet.marks:
        pieces += [_piece(snippet.text[place:start]), f"**{escaped(snippet.text[start:end])}**"]
        place = end
    text = "".join([*pieces, _piece(snippet.text[place:])]).strip()
    return text if snippet.marks and size(text) <= room else cut(snippet.text, room, escaped)


def _piece(text: str) -> str:
    """Escaped, with spaces at both ends kept, since a word follows."""
    shown = escaped(text)
    before = " " if text[:1].isspace() else ""
    return f"{before}{shown}{' ' if text[-1:].isspace() and shown else ''}" if shown else before
