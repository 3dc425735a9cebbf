"""How announcements are set up, what is followed, and what the next one would say."""

import discord

from commands.announcements.embeds.news import followed_name
from commands.announcements.embeds.state import ROOM, heading, moment, schedule, state
from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count
from commands.ui.embeds.limits import DESCRIPTION, FIELD_NAME, FIELD_VALUE, FIELDS, cut, cut_list, size
from commands.ui.embeds.markdown import escaped
from storage.announcements.answers import Followed, LeftOut, Preview, SubscriptionStatus

NAME = 80
TITLE = 150
NOTE = 1_000
FOLLOWED = 700
KINDS = {"Authors": "author", "Fields": "field", "Searches": "search"}
HOW_TO_FOLLOW = "`/follow author`, `/follow field` or `/follow search` begins it"


def set_up_embed(status: SubscriptionStatus, is_new: bool, notes: tuple[str, ...]) -> discord.Embed:
    """`notes`: further lines, as they are shown."""
    nothing = "a short line says so, and what was looked at" if status.says_nothing else "silence"
    since = "What is in the library now counts as known: news is what comes in from here on." if is_new else ""
    lines = (
        f"**Where** {_place(status)}",
        f"**When** {schedule(status)}",
        f"**Next** {moment(status.next_due)}" if status.next_due else "**Next** none before `/announce resume`",
        f"**What** {_about(status)}",
        f"**Role** <@&{status.role}> is mentioned where there is news" if status.role is not None else "",
        f"**Nothing new** {nothing}",
        f"**Added to the library** is what was published more than {count(status.new_days, 'day')} ago",
        since and f"\n{since}",
        *(cut(note, NOTE) for note in notes),
        "\n`/announce preview` shows what the next one would say, `/announce status` how all of them are doing.",
    )
    embed = discord.Embed(title="Announcements are set up" if is_new else "Announcements are changed", colour=COLOUR)
    embed.description = cut_list(tuple(line for line in lines if line), DESCRIPTION, "\n")
    return embed


def _place(status: SubscriptionStatus) -> str:
    if status.channel is None:
        return "direct messages"
    style = "many papers go in a thread of their headline" if status.in_thread else "all in the channel itself"
    return f"<#{status.channel}>; {style}"


def _about(status: SubscriptionStatus) -> str:
    names = _names(status.follows, FOLLOWED)
    if status.everything:
        return f"everything; first what fits {names}" if names else "everything"
    return names or "what is followed: nothing yet, `/follow author` with `channel:` adds to it"


def announcement_status_embed(statuses: tuple[SubscriptionStatus, ...]) -> discord.Embed:
    """Of a server's channels; those in trouble first where not all can be shown whole."""
    if not statuses:
        text = "Nothing is announced in this server yet. Type `/announce here` in the channel that should hear it."
        return discord.Embed(title="Announcements", description=text, colour=COLOUR_ASK)
    fields = [(heading(one), state(one)) for one in statuses]
    if len(fields) > FIELDS or sum(size(name) + size(value) for name, value in fields) > ROOM:
        ordered = sorted(statuses, key=lambda one: not one.trouble)
        fields = [(heading(one), state(one, is_brief=True)) for one in ordered]
    embed = discord.Embed(title="Announcements", colour=COLOUR)
    return _with_fields(embed, fields, "channel")


def following_embed(status: SubscriptionStatus | None, whose: str) -> discord.Embed:
    """`whose`: a person's name, or a channel's."""
    title = f"What {cut(whose, NAME, escaped) or UNKNOWN} follows"
    embed = discord.Embed(title=title, colour=COLOUR)
    if status is None or (not status.follows and not status.everything):
        embed.description, embed.colour = f"Nothing yet: {HOW_TO_FOLLOW}.", discord.Colour(COLOUR_ASK)
    elif status.everything:
        embed.description = "Everything that is new in the library; what is followed comes first."
    for name, kind in KINDS.items():
        if status and (names := _names(tuple(one for one in status.follows if one.kind == kind), FIELD_VALUE)):
            embed.add_field(name=name, value=names, inline=False)
    if status:
        embed.add_field(name=heading(status), value=state(status), inline=False)
    return embed


def _names(follows: tuple[Followed, ...], room: int) -> str:
    return cut_list(tuple(followed_name(one) for one in follows), room, " · ")


def preview_embed(preview: Preview) -> discord.Embed:
    """What stands above the messages that would be said, and what they leave out."""
    digest = preview.digest
    says = "This is what the next announcement here would say:"
    if preview.posts_nothing:
        says = "The next announcement here would say nothing: nothing is new, and this channel wished silence then."
    elif digest.is_empty:
        says = "Nothing is new. The next announcement here would say so:"
    came = f"{count(digest.considered, 'paper')} came in since the last one; {digest.papers:,} would be told."
    embed = discord.Embed(title="The next announcement", description=f"{came}\n{says}", colour=COLOUR)
    fields = [(cut(f"Left out: {left.why}", FIELD_NAME, escaped), _left_out(left)) for left in preview.left_out]
    return _with_fields(embed, fields, "reason")


def _left_out(left: LeftOut) -> str:
    titles = tuple(f"• {cut(title, TITLE, escaped) or UNKNOWN}" for title in left.titles)
    besides = max(0, left.papers - len(titles))
    return cut_list(titles, FIELD_VALUE, "\n", besides=besides) if titles else count(left.papers, "paper")


def _with_fields(embed: discord.Embed, fields: list[tuple[str, str]], noun: str) -> discord.Embed:
    """As many as fit, and in the footer how many there are besides."""
    room = ROOM
    for place, (name, value) in enumerate(fields):
        room -= size(name) + size(value)
        if room < 0 or place == FIELDS:
            return embed.set_footer(text=f"and {count(len(fields) - place, f'more {noun}')}")
        embed.add_field(name=name, value=value, inline=False)
    return embed
