"""Lists of papers: a line, a page of an author's papers, and the papers that a message mentions."""

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count, published
from commands.ui.embeds.limits import DESCRIPTION, cut, cut_list, size
from commands.ui.embeds.markdown import escaped, link, plain
from storage.lookup.answers.lists import PAGE, PaperLine, PaperPage
from storage.text.fields import field_name

LINE_ROOM = DESCRIPTION // PAGE - 4
FIELD_ROOM = 60
NAME_ROOM = 200


def paper_line(paper: PaperLine, room: int, mark: str = "•") -> str:
    """Title, date, Code mark and field behind the mark, at most `room` long. A link that would crowd out the title is
    left out."""
    facts = [published(paper.published)]
    if paper.has_code:
        facts.append("`code`")
    if paper.field:
        facts.append(cut(field_name(paper.field), FIELD_ROOM, escaped) or UNKNOWN)
    tail = " — " + " · ".join(facts)
    left = room - size(f"{mark} {tail}")
    title = cut(paper.title, left, escaped) or UNKNOWN
    linked = link(title, paper.url)
    return f"{mark} {linked if size(linked) <= left else title}{tail}"


def page_embed(page: PaperPage) -> discord.Embed:
    title = f"Papers of {cut(page.name, NAME_ROOM, escaped) or UNKNOWN}"
    lines = tuple(paper_line(paper, LINE_ROOM) for paper in page.papers)
    embed = discord.Embed(title=title, description=cut_list(lines, DESCRIPTION, "\n") or "No papers.", colour=COLOUR)
    order = "by title" if page.sort == "title" else "newest first"
    narrowed = f" in {cut(field_name(page.field), FIELD_ROOM, plain) or UNKNOWN}" if page.field else ""
    where = f"{count(page.total, 'paper')}{narrowed}, {order} · page {page.page + 1} of {page.pages}"
    embed.set_footer(text=where)
    return embed


def mentioned_papers_embed(papers: tuple[PaperLine, ...], total: int, page: int, pages: int) -> discord.Embed:
    return _list_embed("Papers mentioned in this message", papers, total, page, pages)


def announced_papers_embed(papers: tuple[PaperLine, ...], total: int, page: int, pages: int) -> discord.Embed:
    return _list_embed("Papers in this announcement", papers, total, page, pages)


def _list_embed(title: str, papers: tuple[PaperLine, ...], total: int, page: int, pages: int) -> discord.Embed:
    lines = tuple(paper_line(paper, LINE_ROOM) for paper in papers)
    embed = discord.Embed(title=title, colour=COLOUR)
    embed.description = cut_list(lines, DESCRIPTION, "\n") or "None of them is in this library anymore."
    embed.set_footer(text=f"{count(total, 'paper')} · page {page + 1} of {pages}")
    return embed


def no_papers_mentioned_embed(unknown: tuple[str, ...]) -> discord.Embed:
    """`unknown`: arXiv IDs and DOIs that the message mentions."""
    embed = discord.Embed(title="No papers found here", colour=COLOUR_ASK)
    names = cut_list(tuple(cut(name, NAME_ROOM, escaped) or UNKNOWN for name in unknown), DESCRIPTION // 2)
    embed.description = "This message mentions no paper in this library by ID, URL or title." + (
        f"\nNot in this library: {names}" if names else ""
    )
    return embed
