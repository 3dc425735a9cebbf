"""How announcements are set up, what is followed, and a preview of the next one."""

import discord

from commands.announcements.embeds.news import followed_name
from commands.announcements.embeds.state import ROOM, schedule_text, status_heading, status_lines, timestamp_text
from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count
from commands.ui.embeds.limits import DESCRIPTION, FIELD_NAME, FIELD_VALUE, FIELDS, cut, cut_list, size
from commands.ui.embeds.markdown import escaped
from storage.announcements.answers import Followed, LeftOut, Preview, SubscriptionStatus

NAME = 80
TITLE = 150
NOTE = 1_000
FOLLOWED = 700
KINDS = {"Authors": "author", "Fields": "field", "Searches": "search"}
HOW_TO_FOLLOW = "Start with `/follow author`, `/follow field` or `/follow search`."


def set_up_embed(status: SubscriptionStatus, is_new: bool, notes: tuple[str, ...]) -> discord.Embed:
    """`notes`: further lines, as they are shown."""
    nothing = "a short message says so" if status.says_nothing else "nothing is posted"
    since = (
        "Papers already in the library count as known: only those added from now on are announced." if is_new else ""
    )
    lines = (
        f"**Where** {_place(status)}",
        f"**When** {schedule_text(status)}",
        f"**Next** {timestamp_text(status.next_due)}" if status.next_due else "**Next** after `/announce resume`",
        f"**What** {_about(status)}",
        f"**Role** <@&{status.role}> is mentioned when there is news" if status.role is not None else "",
        f"**If nothing is new** {nothing}",
        f"**Older papers** (more than {count(status.new_days, 'day')}) are listed as “Added to the library”",
        since and f"\n{since}",
        *(cut(note, NOTE) for note in notes),
        "\n`/announce preview` shows the next announcement, `/announce status` all channels.",
    )
    embed = discord.Embed(title="Announcements set up" if is_new else "Announcements changed", colour=COLOUR)
    embed.description = cut_list(tuple(line for line in lines if line), DESCRIPTION, "\n")
    return embed


def _place(status: SubscriptionStatus) -> str:
    if status.channel is None:
        return "direct messages"
    style = "many papers go into a thread" if status.in_thread else "everything in the channel itself"
    return f"<#{status.channel}>; {style}"


def _about(status: SubscriptionStatus) -> str:
    names = _names(status.follows, FOLLOWED)
    if status.everything:
        return f"everything; papers that match {names} come first" if names else "everything"
    return names or "nothing yet: choose it with `what`, or add an author with `/follow author` and `channel:`"


def announcement_status_embed(statuses: tuple[SubscriptionStatus, ...]) -> discord.Embed:
    """Of a server's channels; failed ones first if not all can be shown in full."""
    if not statuses:
        text = "Nothing is announced in this server yet. Type `/announce here` in a channel to start."
        return discord.Embed(title="Announcements", description=text, colour=COLOUR_ASK)
    fields = [(status_heading(one), status_lines(one)) for one in statuses]
    if len(fields) > FIELDS or sum(size(name) + size(value) for name, value in fields) > ROOM:
        ordered = sorted(statuses, key=lambda one: not one.error)
        fields = [(status_heading(one), status_lines(one, is_brief=True)) for one in ordered]
    embed = discord.Embed(title="Announcements", colour=COLOUR)
    return _with_fields(embed, fields, "channel")


def following_embed(status: SubscriptionStatus | None, whose: str) -> discord.Embed:
    """`whose`: a person's name, or a channel's."""
    title = f"What {cut(whose, NAME, escaped) or UNKNOWN} follows"
    embed = discord.Embed(title=title, colour=COLOUR)
    if status is None or (not status.follows and not status.everything):
        embed.description, embed.colour = f"Nothing yet. {HOW_TO_FOLLOW}", discord.Colour(COLOUR_ASK)
    elif status.everything:
        embed.description = "Everything new in the library; what is followed comes first."
    for name, kind in KINDS.items():
        if status and (names := _names(tuple(one for one in status.follows if one.kind == kind), FIELD_VALUE)):
            embed.add_field(name=name, value=names, inline=False)
    if status:
        embed.add_field(name=status_heading(status), value=status_lines(status), inline=False)
    return embed


def _names(follows: tuple[Followed, ...], room: int) -> str:
    return cut_list(tuple(followed_name(one) for one in follows), room, " · ")


def preview_embed(preview: Preview) -> discord.Embed:
    """Above the messages of a preview: what they contain and what they leave out."""
    digest = preview.digest
    says = "The next announcement here would be:"
    if preview.posts_nothing:
        says = "Nothing is new, so nothing would be posted: this channel stays silent then."
    elif digest.is_empty:
        says = "Nothing is new. The next announcement here would say so:"
    added = f"{count(digest.considered, 'paper')} added since the last one; {digest.papers:,} would be announced."
    embed = discord.Embed(title="The next announcement", description=f"{added}\n{says}", colour=COLOUR)
    fields = [(cut(f"Left out: {left.why}", FIELD_NAME, escaped), _left_out(left)) for left in preview.left_out]
    return _with_fields(embed, fields, "reason")


def _left_out(left: LeftOut) -> str:
    titles = tuple(f"• {cut(title, TITLE, escaped) or UNKNOWN}" for title in left.titles)
    besides = max(0, left.papers - len(titles))
    return cut_list(titles, FIELD_VALUE, "\n", besides=besides) if titles else count(left.papers, "paper")


def _with_fields(embed: discord.Embed, fields: list[tuple[str, str]], noun: str) -> discord.Embed:
    """As many as fit; the footer says how many more there are."""
    room = ROOM
    for place, (name, value) in enumerate(fields):
        room -= size(name) + size(value)
        if room < 0 or place == FIELDS:
            return embed.set_footer(text=f"and {count(len(fields) - place, f'more {noun}')}")
        embed.add_field(name=name, value=value, inline=False)
    return embed
