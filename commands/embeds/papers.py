"""Lists of papers: a line, and a page."""

import discord

from commands.embeds.characters import plain
from commands.embeds.limits import DESCRIPTION, cut, cut_list, size
from commands.embeds.markdown import escaped, link
from commands.embeds.words import COLOUR, UNKNOWN, count, published
from storage.answers.lists import PAGE, PaperLine, PaperPage
from storage.fields.names import field_name

LINE_ROOM = DESCRIPTION // PAGE - 4
FIELD_ROOM = 60
NAME_ROOM = 200


def paper_line(paper: PaperLine, room: int) -> str:
    """Title, date, Code mark and field, at most `room` long. A link that would crowd out the title is left out."""
    facts = [published(paper.published)]
    if paper.has_code:
        facts.append("`code`")
    if paper.field:
        facts.append(cut(field_name(paper.field), FIELD_ROOM, escaped) or UNKNOWN)
    tail = " — " + " · ".join(facts)
    left = room - size("• " + tail)
    title = cut(paper.title, left, escaped) or UNKNOWN
    linked = link(title, paper.url)
    return f"• {linked if size(linked) <= left else title}{tail}"


def page_embed(page: PaperPage) -> discord.Embed:
    title = f"Papers of {cut(page.name, NAME_ROOM, escaped) or UNKNOWN}"
    lines = tuple(paper_line(paper, LINE_ROOM) for paper in page.papers)
    embed = discord.Embed(title=title, description=cut_list(lines, DESCRIPTION, "\n") or "No papers.", colour=COLOUR)
    order = "by title" if page.sort == "title" else "newest first"
    narrowed = f" in {cut(field_name(page.field), FIELD_ROOM, plain) or UNKNOWN}" if page.field else ""
    where = f"{count(page.total, 'paper')}{narrowed}, {order} · page {page.page + 1} of {page.pages}"
    embed.set_footer(text=where)
    return embed
