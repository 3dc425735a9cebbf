"""Reading lists: a page of one, what saving did, and the whole notes as a file."""

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


def list_name(name: str) -> str:
    """As it is shown where Discord formats."""
    return cut(name, NAME_ROOM, escaped) or UNKNOWN


def whose(owner: Owner) -> str:
    return "yours" if owner.guild is None else "the server's"


def list_embed(shown: ListPage) -> discord.Embed:
    embed = discord.Embed(title=list_name(shown.list.name), colour=COLOUR)
    embed.description = _lines(shown) or "Nothing is on it yet: `/save` puts papers there."
    if shown.others:
        names = tuple(list_name(other) for other in shown.others)
        title = "Your other lists" if shown.list.owner.guild is None else "The server's other lists"
        embed.add_field(name=title, value=cut_list(names, FIELD_VALUE), inline=False)
    embed.set_footer(text=f"{whose(shown.list.owner).capitalize()} · {_where(shown)}")
    return embed


def shared_embed(shared: SharedPage) -> discord.Embed:
    embed = discord.Embed(title=list_name(shared.shown.list.name), colour=COLOUR)
    who = f"<@{shared.person}>" if shared.person is not None else "somebody"
    head = f"Shared by {who}, as it was on {day(shared.at)}.\n\n"
    embed.description = head + (_lines(shared.shown, DESCRIPTION - size(head)) or "Nothing of it is left.")
    embed.set_footer(text=_where(shared.shown))
    return embed


def _where(shown: ListPage) -> str:
    return f"{count(shown.list.papers, 'paper')}, newest first · page {shown.page + 1} of {shown.pages}"


def _lines(shown: ListPage, room: int = DESCRIPTION) -> str:
    """Every paper has a line. The notes share what room is left: mostly they are whole."""
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
            place = "You have" if answer.owner.guild is None else "This server has"
            words = f"{place} {MAX_LISTS} lists, as many as there can be. `/reading-list delete` makes room."
        case ListFull():
            name = list_name(answer.list.name)
            words = f"**{name}** has {MAX_PAPERS} papers, as many as there can be. `/reading-list remove` makes room."
    return discord.Embed(title="Not saved", description=words, colour=COLOUR_ASK)


def _paper_saved(answer: PaperSaved) -> discord.Embed:
    title = cut(answer.title, TITLE_ROOM, escaped) or UNKNOWN
    place = f"{_possessed(answer.list)} ({count(answer.list.papers, 'paper')})"
    if not answer.had:
        head, words = "Saved", f"**{title}** is on {place}."
    elif answer.noted:
        head, words = "Note updated", f"**{title}** was on {place} already. Its note is new."
    elif answer.refused:
        head, words = "Saved already", f"**{title}** is on {place} already. Its note stays: somebody else added it."
    else:
        head, words = "Saved already", f"**{title}** is on {place} already."
    note = cut(answer.note or "", DESCRIPTION // 2, escaped)
    return discord.Embed(title=head, description=f"{words}\n> {note}" if note else words, colour=COLOUR)


def _possessed(known: ListName) -> str:
    whose_it_is = "your list" if known.owner.guild is None else "the server's list"
    return f"{whose_it_is} **{list_name(known.name)}**"


def no_list_embed(name: str, yours: tuple[ListName, ...], servers: tuple[ListName, ...]) -> discord.Embed:
    """There is none of that name; what there is instead."""
    embed = discord.Embed(title="No such list", colour=COLOUR_ASK)
    embed.description = f"There is no list **{list_name(name)}** yet: `/save` puts a paper on it."
    for title, known in (("Your lists", yours), ("The server's lists", servers)):
        names = tuple(f"{list_name(one.name)} ({one.papers:,})" for one in known)
        if names:
            embed.add_field(name=title, value=cut_list(names, FIELD_VALUE), inline=False)
    return embed


def deleting_embed(known: ListName) -> discord.Embed:
    """Asks whether it shall go."""
    words = f"All of {_possessed(known)} goes: {count(known.papers, 'paper')}, and what was shared of it."
    return discord.Embed(title="Delete this list?", description=words, colour=COLOUR_ASK)


def notes_text(name: str, saved: tuple[ListEntry, ...]) -> str:
    """Whole titles and notes, for a file: those that left the library are among them."""
    parts = [plain(name) or UNKNOWN]
    for one in saved:
        parts.append("- " + (plain(one.line.title if one.line else one.title) or UNKNOWN))
        parts += [f"  ({GONE})"] if one.line is None else []
        parts += [f"  {line.strip()}" for line in (one.note or "").splitlines() if line.strip()]
    return "\n".join(parts) + "\n"
