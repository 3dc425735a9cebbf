"""Embeds of reading lists: a page of a list, the answers to /save, and the notes as a text file."""

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count, day
from commands.ui.embeds.limits import DESCRIPTION, FIELD_VALUE, cut, cut_list, size
from commands.ui.embeds.markdown import escaped, plain
from commands.ui.embeds.paper_lines import paper_line
from storage.lookup.answers.lists import PAGE
from storage.reading_lists.answers import (
    MAX_LISTS,
    MAX_PAPERS,
    ListEntry,
    ListFull,
    ListName,
    ListPage,
    Owner,
    PaperSaved,
    SaveAnswer,
    SharedPage,
    TooManyLists,
)

LINE_ROOM = 230
FRAME = "\n> …"
NAME_ROOM = 150
TITLE_ROOM = 300
GONE = "no longer in the library"
EMPTY = "This list is empty. Use `/save` to add a paper."
NOTE_REFUSED = "The note was not changed, because someone else added this paper."
ALL_REMOVED = "All papers have been removed from this list since then."


def list_name(name: str) -> str:
    """Escaped for Markdown."""
    return cut(name, NAME_ROOM, escaped) or UNKNOWN


def _whose(owner: Owner) -> str:
    return "Your list" if owner.guild is None else "Server list"


def list_embed(shown: ListPage) -> discord.Embed:
    embed = discord.Embed(title=list_name(shown.list.name), colour=COLOUR)
    embed.description = _lines(shown) or EMPTY
    if shown.others:
        names = tuple(list_name(other) for other in shown.others)
        title = "Your other lists" if shown.list.owner.guild is None else "Other server lists"
        embed.add_field(name=title, value=cut_list(names, FIELD_VALUE), inline=False)
    embed.set_footer(text=f"{_whose(shown.list.owner)} · {_where(shown)}")
    return embed


def shared_embed(shared: SharedPage) -> discord.Embed:
    embed = discord.Embed(title=list_name(shared.shown.list.name), colour=COLOUR)
    who = f"<@{shared.person}>" if shared.person is not None else "someone"
    head = f"Shared by {who} on {day(shared.at)}. Later additions are not shown.\n\n"
    embed.description = head + (_lines(shared.shown, DESCRIPTION - size(head)) or ALL_REMOVED)
    embed.set_footer(text=_where(shared.shown))
    return embed


def _where(shown: ListPage) -> str:
    return f"{count(shown.list.papers, 'paper')}, newest first · page {shown.page + 1} of {shown.pages}"


def _lines(shown: ListPage, room: int = DESCRIPTION) -> str:
    """Every paper gets a line. The notes share the remaining room; most of them fit uncut."""
    is_servers = shown.list.owner.guild is not None
    lines = [_line(one, is_servers=is_servers) for one in shown.saved[:PAGE]]
    notes = [cut(one.note or "", DESCRIPTION, escaped) for one in shown.saved[:PAGE]]
    left = room - sum(size(line) + 1 for line in lines)
    for place, one in enumerate(shown.saved[:PAGE]):
        waiting = len(list(filter(None, notes[place:])))
        if notes[place]:
            note = cut(one.note or "", left // waiting - size(FRAME), escaped)
            lines[place] += f"\n> {note}"
            left -= size(note) + size(FRAME)
    return "\n".join(lines)


def _line(one: ListEntry, *, is_servers: bool) -> str:
    by = f" · <@{one.person}>" if is_servers and one.person is not None else ""
    if one.line is not None:
        return paper_line(one.line, LINE_ROOM) + by
    title = cut(one.title, LINE_ROOM - size(GONE) - 10, escaped) or UNKNOWN
    return f"• {title} — *{GONE}*{by}"


def saved_embed(answer: SaveAnswer) -> discord.Embed:
    match answer:
        case PaperSaved():
            return _paper_saved(answer)
        case TooManyLists():
            who = "You have" if answer.owner.guild is None else "This server has"
            words = f"{who} {MAX_LISTS} reading lists, which is the maximum. Delete one with `/reading-list delete`."
        case ListFull():
            full = f"**{list_name(answer.list.name)}** has {MAX_PAPERS} papers, which is the maximum."
            words = f"{full} Remove one with `/reading-list remove`."
    return discord.Embed(title="Not saved", description=words, colour=COLOUR_ASK)


def _paper_saved(answer: PaperSaved) -> discord.Embed:
    done = "Saved to" if not answer.had else "Note updated in" if answer.noted else "Already in"
    embed = discord.Embed(title=f"{done} “{list_name(answer.list.name)}”", colour=COLOUR)
    note = cut(answer.note or "", DESCRIPTION // 2, escaped)
    lines = [f"**{cut(answer.title, TITLE_ROOM, escaped) or UNKNOWN}**"]
    lines += [f"> {note}"] if note else []
    lines += [NOTE_REFUSED] if answer.refused else []
    embed.description = "\n".join(lines)
    embed.set_footer(text=f"{_whose(answer.list.owner)} · {count(answer.list.papers, 'paper')}")
    return embed


def no_list_embed(name: str, yours: tuple[ListName, ...], servers: tuple[ListName, ...]) -> discord.Embed:
    """No list has this name; the lists that exist instead."""
    embed = discord.Embed(title="List not found", colour=COLOUR_ASK)
    embed.description = f"There is no list named **{list_name(name)}**. To create it, save a paper to it with `/save`."
    for title, known in (("Your lists", yours), ("Server lists", servers)):
        names = tuple(f"{list_name(one.name)} ({one.papers:,})" for one in known)
        if names:
            embed.add_field(name=title, value=cut_list(names, FIELD_VALUE), inline=False)
    return embed


def deleting_embed(known: ListName) -> discord.Embed:
    """The confirmation before a list is deleted."""
    words = (
        f"This deletes **{list_name(known.name)}** ({count(known.papers, 'paper')}) with all notes. "
        "The buttons of copies that were shared stop working. This cannot be undone."
    )
    return discord.Embed(
        title="Delete your list?" if known.owner.guild is None else "Delete this server list?",
        description=words,
        colour=COLOUR_ASK,
    )


def notes_text(name: str, saved: tuple[ListEntry, ...]) -> str:
    """Full titles and notes, for a file, including papers that are no longer in the library."""
    parts = [plain(name) or UNKNOWN]
    for one in saved:
        parts.append("- " + (plain(one.line.title if one.line else one.title) or UNKNOWN))
        parts += [f"  ({GONE})"] if one.line is None else []
        parts += [f"  {line.strip()}" for line in (one.note or "").splitlines() if line.strip()]
    return "\n".join(parts) + "\n"
