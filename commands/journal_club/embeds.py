"""The journal club: nominations, the poll's texts, the winner, and what was read."""

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count, day
from commands.ui.embeds.limits import CHOICE, DESCRIPTION, TITLE, cut, cut_list, size
from commands.ui.embeds.markdown import escaped, plain
from storage.journal_club.answers import (
    ChosenPaper,
    ClubHistory,
    Nominated,
    NominatedAlready,
    NominationAnswer,
    Nominee,
    Round,
    Seconded,
    TooManyNominations,
    Vote,
)
from storage.lookup.answers.lists import PAGE

ANSWER = 55
"""Of a poll."""
QUESTION = "Journal club: which paper do we read next?"
TITLE_ROOM = 280
LINE_ROOM = 200
WORDS_ROOM = 200
HOW_IT_ENDS = "When the vote is over, `/journal-club next` opens a thread for the winner."


def title_of(one: Nominee, room: int = TITLE_ROOM) -> str:
    """As it is shown where Discord formats."""
    return cut(one.title, room, escaped) or UNKNOWN


def nomination_embed(answer: NominationAnswer) -> discord.Embed:
    match answer:
        case Nominated(nominee=one, waiting=waiting, read_on=read_on):
            again = f"\nThe club read it before, on {day(read_on)}." if read_on else ""
            words = f"**{title_of(one)}**{_by(one)}.{again}\n{_waiting(waiting)}"
            return discord.Embed(title="Nominated", description=words, colour=COLOUR)
        case Seconded(nominee=one):
            head = "Seconded" if answer.is_new else "Seconded already"
            others = "1 other wants" if one.seconds == 1 else f"{one.seconds:,} others want"
            words = f"**{title_of(one)}** was nominated{_by(one)}; {others} it, too."
            return discord.Embed(title=head, description=words, colour=COLOUR)
        case NominatedAlready(nominee=one):
            words = f"You nominated **{title_of(one)}** on {day(one.at)}."
            return discord.Embed(title="Nominated already", description=words, colour=COLOUR)
        case TooManyNominations(most=most):
            words = f"{most} papers are nominated, as many as can wait. `/journal-club vote` chooses one of them."
            return discord.Embed(title="Not nominated", description=words, colour=COLOUR_ASK)


def _by(one: Nominee) -> str:
    return f" by <@{one.person}>" if one.person is not None else ""


def _waiting(waiting: int) -> str:
    if waiting == 1:
        return "It is the only nomination so far; with two, `/journal-club vote` starts a poll."
    return f"{waiting:,} papers are nominated. `/journal-club vote` starts a poll."


def nominations_embed(waiting: tuple[Nominee, ...]) -> discord.Embed:
    lines = tuple(f"• {title_of(one, LINE_ROOM)}{_by(one)}{_backed(one)}" for one in waiting)
    words = cut_list(lines, DESCRIPTION, "\n") or "Nothing is nominated yet: `/journal-club nominate` does."
    embed = discord.Embed(title="Nominated for the journal club", description=words, colour=COLOUR)
    embed.set_footer(text=count(len(waiting), "paper"))
    return embed


def _backed(one: Nominee) -> str:
    return f" · +{one.seconds:,}" if one.seconds else ""


def vote_embed(vote: Vote) -> discord.Embed:
    """Goes with the poll: the whole titles, as its answers are short."""
    lines = [f"{place}\\. {title_of(one)}{_by(one)}" for place, one in enumerate(vote.nominees, start=1)]
    if vote.left_out:
        most = f"A poll has room for {len(vote.nominees)}: those that most people want, the earliest first."
        rest = f"{count(vote.left_out, 'nomination')} {_verb('wait', vote.left_out)} for the next vote."
        lines.append(f"\n{most} {rest}")
    embed = discord.Embed(title="What can be voted for", colour=COLOUR)
    embed.description = cut("\n".join([*lines, f"\n{HOW_IT_ENDS}"]), DESCRIPTION)
    embed.set_footer(text=vote_mark(vote.number))
    return embed


def _verb(verb: str, number: int) -> str:
    return f"{verb}s" if number == 1 else verb


def vote_mark(number: int) -> str:
    """By which the bot knows its own poll again."""
    return f"Journal club · vote {number}"


def answer_texts(titles: tuple[str, ...]) -> tuple[str, ...]:
    """As a poll's answers: short, not empty, and no two alike."""
    found: list[str] = []
    for title in titles:
        text, place = cut(title, ANSWER, plain) or UNKNOWN, 1
        while text in found:
            place += 1
            tail = f" ({place})"
            text = (cut(title, ANSWER - size(tail), plain) or UNKNOWN) + tail
        found.append(text)
    return tuple(found)


def thread_name(title: str) -> str:
    return cut(title, CHOICE, plain) or "Journal club"


def winner_embed(round: Round, thread: int, waiting: int) -> discord.Embed:
    """`waiting`: nominations for the next time."""
    title = title_of(round.winner) if round.winner else UNKNOWN
    by = _by(round.winner) if round.winner else ""
    lines = [f"**{title}**" + (f", nominated{by}" if by else ""), _how(round), f"It is discussed in <#{thread}>."]
    if waiting:
        lines.append(f"{count(waiting, 'other nomination')} {_verb('stay', waiting)} for the next vote.")
    return discord.Embed(title="The journal club reads", description="\n".join(lines), colour=COLOUR)


def _how(round: Round) -> str:
    if round.votes is None:
        return "It was the only nomination, so no vote was needed."
    got = count(round.votes, "vote")
    if not round.tied:
        return f"It got the most votes: {got}."
    others = "Another got" if round.tied == 1 else f"{round.tied} others got"
    return f"{others} as many votes ({got}); this one was nominated first."


def gone_embed(one: Nominee) -> discord.Embed:
    """In place of a card, in the thread of a paper that left the library."""
    embed = discord.Embed(title=title_of(one, TITLE), colour=COLOUR_ASK)
    embed.description = "This paper is no longer in the library, so there is no card of it."
    return embed


def history_embed(shown: ClubHistory) -> discord.Embed:
    embed = discord.Embed(title="What the journal club read", colour=COLOUR)
    lines = "\n".join(_read(one) for one in shown.read[:PAGE])
    words = cut(shown.query or "", WORDS_ROOM, escaped)
    nothing = f"Nothing that it read has “{words}” in its title." if words else "Nothing yet."
    embed.description = lines or nothing
    about = f" with “{cut(shown.query or '', WORDS_ROOM, plain)}”" if words else ""
    embed.set_footer(text=f"{count(shown.total, 'paper')}{about} · page {shown.page + 1} of {shown.pages}")
    return embed


def _read(one: ChosenPaper) -> str:
    thread = f"[thread](https://discord.com/channels/{one.guild}/{one.thread})" if one.thread else "no thread yet"
    votes = "" if one.votes is None else f" · {count(one.votes, 'vote')}"
    return f"• **{title_of(one.nominee, LINE_ROOM)}** — {day(one.at)}{_by(one.nominee)}{votes} · {thread}"
