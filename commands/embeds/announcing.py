"""How announcements are set up, and how they are doing."""

import datetime as dt

import discord

from commands.embeds.limits import DESCRIPTION, FIELD_VALUE, FIELDS, cut, cut_list
from commands.embeds.markdown import escaped
from commands.embeds.words import COLOUR, COLOUR_ASK, UNKNOWN, count, day
from storage.answers.digest import Followed, LastDigest, LeftOut, Preview, SubscriptionStatus

NAME = 80
SHOWN = 200
TROUBLE = 400
ALL = 5_500
"""Of an embed with many fields, below ALL_EMBEDS."""
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
MARKS = {"active": "✅", "paused": "⏸️", "broken": "⚠️", "stopped": "⏹️"}


def set_up_embed(status: SubscriptionStatus, is_new: bool, notes: tuple[str, ...]) -> discord.Embed:
    """`notes`: further lines, as they are shown."""
    embed = discord.Embed(title="Announcements are set up" if is_new else "Announcements are changed", colour=COLOUR)
    silent = "What is in the library now counts as known: the first news are what comes in from here on."
    lines = (
        f"**Where** <#{status.channel}>{', papers in a thread' if status.in_thread else ''}",
        f"**When** {_schedule(status)}{_next(status)}",
        f"**What** {about(status)}",
        f"**Role** <@&{status.role}>" if status.role else "",
        f"**Nothing new** {'a short line says so' if status.says_nothing else 'silence'}",
        f"**New** means published within {count(status.new_days, 'day')}; older papers are “added to the library”.",
        silent if is_new else "",
        *notes,
        "`/announce preview` shows the next one, `/announce status` how all of them are doing.",
    )
    embed.description = cut_list(tuple(line for line in lines if line), DESCRIPTION, "\n")
    return embed


def status_embed(statuses: tuple[SubscriptionStatus, ...]) -> discord.Embed:
    """Of the channels of a server."""
    if not statuses:
        text = "Nothing is announced in this server yet. Type `/announce here` in the channel that should hear it."
        return discord.Embed(title="Announcements", description=text, colour=COLOUR_ASK)
    embed = discord.Embed(title="Announcements", colour=COLOUR)
    room = ALL
    for place, status in enumerate(statuses):
        name, value = f"{_mark(status)} {_schedule(status)}", _state(status)
        room -= len(name) + len(value) * 2
        if room < 0 or place == FIELDS - 1 < len(statuses) - 1:
            rest = f"{count(len(statuses) - place, 'more channel')}: look at one with `/announce preview`."
            embed.add_field(name="And", value=rest, inline=False)
            break
        embed.add_field(name=name, value=value, inline=False)
    return embed


def following_embed(status: SubscriptionStatus | None, whose: str) -> discord.Embed:
    """`whose`: a person's name, or a channel's."""
    title = f"What {cut(whose, NAME, escaped) or UNKNOWN} follows"
    if status is None or (not status.follows and not status.everything):
        text = "Nothing yet. `/follow author`, `/follow field` and `/follow search` begin it."
        return discord.Embed(title=title, description=text, colour=COLOUR_ASK)
    embed = discord.Embed(title=title, colour=COLOUR)
    parts = {"Authors": "author", "Fields": "field", "Searches": "search"}
    for name, kind in parts.items():
        if names := _names(tuple(one for one in status.follows if one.kind == kind), FIELD_VALUE):
            embed.add_field(name=name, value=names, inline=False)
    if status.everything:
        embed.description = "Everything that is new in the library; what is followed comes first."
    embed.add_field(name=f"{_mark(status)} {_schedule(status)}", value=_state(status), inline=False)
    return embed


def preview_embed(preview: Preview) -> discord.Embed:
    digest = preview.digest
    embed = discord.Embed(title="The next announcement", colour=COLOUR)
    says = "This is what it would say now:"
    if preview.posts_nothing:
        says = "Nothing is new, and this channel wished silence then: it would say nothing."
    came = f"{count(digest.considered, 'paper')} came in since the last one; {digest.papers:,} would be told."
    embed.description = f"{says}\n{came}"
    for left in preview.left_out:
        embed.add_field(name=f"Left out: {left.why}", value=_left_out(left), inline=False)
    return embed


def _left_out(left: LeftOut) -> str:
    titles = tuple(f"• {cut(title, SHOWN, escaped) or UNKNOWN}" for title in left.titles)
    return cut_list(titles, FIELD_VALUE, "\n", besides=max(0, left.papers - len(titles))) or UNKNOWN


def about(status: SubscriptionStatus) -> str:
    names = _names(status.follows, 700)
    if status.everything:
        return f"everything; first {names}" if names else "everything"
    return names or "the authors that it follows: none yet, `/follow author` adds one"


def _names(follows: tuple[Followed, ...], room: int) -> str:
    return cut_list(tuple(cut(one.name, NAME, escaped) or UNKNOWN for one in follows), room, " · ")


def _schedule(status: SubscriptionStatus) -> str:
    return f"{WEEKDAYS[status.weekday]} {status.time}, {cut(status.zone, NAME, escaped)}"


def _mark(status: SubscriptionStatus) -> str:
    is_late = status.last is not None and status.last.error is not None
    return "⚠️" if is_late and status.state == "active" else MARKS[status.state]


def _state(status: SubscriptionStatus) -> str:
    where = f"<#{status.channel}> · {about(status)}" if status.channel else ""
    lines = (
        where,
        f"⚠️ {cut(status.trouble, TROUBLE)}" if status.trouble else "",
        {"paused": "Paused.", "stopped": "Stopped."}.get(status.state, ""),
        f"**Next** {moment(status.next_due)}" if status.next_due else "",
        _last(status.last) if status.last else "**Last** none yet",
        f"**So far** {count(status.waiting, 'paper')} for the next one" if status.waiting else "**So far** nothing new",
        _data(status),
    )
    return cut_list(tuple(line for line in lines if line), FIELD_VALUE, "\n")


def _last(last: LastDigest) -> str:
    when = moment(last.sent_at or last.filled_at)
    told = f"{last.posted:,} of {count(last.considered, 'paper')} considered"
    if last.outcome == "quiet":
        return f"**Last** {when}: nothing new, and silence was wished"
    if last.outcome == "sent":
        return f"**Last** {when}: " + (told if last.posted else f"nothing new among {last.considered:,} considered")
    failed = f" **Failed**: {cut(last.error, TROUBLE, escaped)}." if last.error else ""
    again = f" Tried again {moment(last.next_try)}." if last.next_try else ""
    return f"**Last** {when}: {told}; {last.pending:,} of {count(last.messages, 'message')} pending.{failed}{again}"


def _data(status: SubscriptionStatus) -> str:
    if status.newest_data is None:
        return "**Data** the library is empty"
    newest = f"the newest text is of {day(status.newest_data)}"
    if status.profiles and status.stale == status.profiles:
        return f"**Data** stale: {newest}, and all profiles are older than 30 days"
    return f"**Data** {newest}" + (f"; {count(status.stale, 'profile')} older than 30 days" if status.stale else "")


def _next(status: SubscriptionStatus) -> str:
    return f"; the next one comes {moment(status.next_due)}" if status.next_due else ""


def moment(when: dt.datetime) -> str:
    """In the reader's own zone."""
    stamp = int(when.timestamp())
    return f"<t:{stamp}:f> (<t:{stamp}:R>)"
