"""Embeds of the journal club: nominations, the poll and its texts, the winner, the history."""

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
"""Characters of a poll answer."""
QUESTION = "Journal club: which paper should we read next?"
TITLE_ROOM = 280
LINE_ROOM = 200
WORDS_ROOM = 200
HOW_IT_ENDS = "When the poll is over, `/journal-club next` opens a thread for the winner."
NOTHING_NOMINATED = "Nothing is nominated yet. Use `/journal-club nominate`, or the *Nominate* button on a paper card."
NOTHING_READ = "The club has not chosen a paper yet. Nominate one with `/journal-club nominate`."


def title_of(one: Nominee, room: int = TITLE_ROOM) -> str:
    """Escaped for Markdown."""
    return cut(one.title, room, escaped) or UNKNOWN


def nomination_embed(answer: NominationAnswer) -> discord.Embed:
    match answer:
        case Nominated(nominee=one, waiting=waiting, read_on=read_on):
            again = f"\nThe club already chose it on {day(read_on)}." if read_on else ""
            words = f"**{title_of(one)}**{_by(one)}.{again}\n{_waiting(waiting)}"
            return discord.Embed(title="Nominated", description=words, colour=COLOUR)
        case Seconded(nominee=one):
            head = "Seconded" if answer.is_new else "Already seconded"
            words = f"**{title_of(one)}**{_by(one)}, seconded by {count(one.seconds, 'member')}."
            return discord.Embed(title=head, description=words, colour=COLOUR)
        case NominatedAlready(nominee=one):
            words = f"You nominated **{title_of(one)}** on {day(one.at)}."
            return discord.Embed(title="Already nominated", description=words, colour=COLOUR)
        case TooManyNominations(most=most):
            words = (
                f"{most} papers are nominated, which is the maximum. Use `/journal-club vote` to choose one of them."
            )
            return discord.Embed(title="Not nominated", description=words, colour=COLOUR_ASK)


def _by(one: Nominee) -> str:
    return f", nominated by <@{one.person}>" if one.person is not None else ""


def _waiting(waiting: int) -> str:
    if waiting == 1:
        return "It is the only nomination so far. With two or more, `/journal-club vote` starts a poll."
    return f"{waiting:,} papers are nominated. `/journal-club vote` starts a poll."


def nominations_embed(waiting: tuple[Nominee, ...]) -> discord.Embed:
    lines = tuple(f"• {title_of(one, LINE_ROOM)}{_by(one)}{_backed(one)}" for one in waiting)
    words = cut_list(lines, DESCRIPTION, "\n") or NOTHING_NOMINATED
    embed = discord.Embed(title="Journal club nominations", description=words, colour=COLOUR)
    embed.set_footer(text=count(len(waiting), "paper"))
    return embed


def _backed(one: Nominee) -> str:
    return f" · seconded by {one.seconds:,}" if one.seconds else ""


def vote_embed(vote: Vote) -> discord.Embed:
    """Posted with the poll. It shows the full titles, as poll answers are short."""
    lines = [f"{place}\\. {title_of(one)}{_by(one)}" for place, one in enumerate(vote.nominees, start=1)]
    if vote.left_out:
        most = f"A poll has room for {count(len(vote.nominees), 'paper')}: those with the most support, earliest first."
        lines.append(f"\n{most} {_stay('nomination', vote.left_out)}")
    embed = discord.Embed(title="Papers in this vote", colour=COLOUR)
    embed.description = cut("\n".join([*lines, f"\n{HOW_IT_ENDS}"]), DESCRIPTION)
    embed.set_footer(text=vote_mark(vote.number))
    return embed


def _stay(noun: str, number: int) -> str:
    return f"{count(number, noun)} {'stays' if number == 1 else 'stay'} for the next vote."


def vote_mark(number: int) -> str:
    """By this text, the bot recognizes its own poll."""
    return f"Journal club · vote {number}"


def answer_texts(titles: tuple[str, ...]) -> tuple[str, ...]:
    """The titles as poll answers: short, not empty, each different."""
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
    """`waiting`: number of other open nominations. `thread`: Discord's id of it."""
    title = title_of(round.winner) if round.winner else UNKNOWN
    by = _by(round.winner) if round.winner else ""
    lines = [f"**{title}**{by}", _how(round), f"Discuss it in <#{thread}>."]
    lines += [_stay("other nomination", waiting)] if waiting else []
    return discord.Embed(title="The journal club's next paper", description="\n".join(lines), colour=COLOUR)


def _how(round: Round) -> str:
    if round.votes is None:
        return "It was the only nomination, so no poll was needed."
    got = count(round.votes, "vote")
    if not round.tied:
        return f"It won with {got}."
    return f"It tied with {count(round.tied, 'other paper')} at {got} each and was nominated first."


def gone_embed(one: Nominee) -> discord.Embed:
    """Replaces the card in the thread if the paper is no longer in the library."""
    embed = discord.Embed(title=title_of(one, TITLE), colour=COLOUR_ASK)
    embed.description = "This paper is no longer in the library, so its card cannot be shown."
    return embed


def history_embed(shown: ClubHistory) -> discord.Embed:
    embed = discord.Embed(title="Journal club history", colour=COLOUR)
    lines = "\n".join(_read(one) for one in shown.read[:PAGE])
    words = cut(shown.query or "", WORDS_ROOM, escaped)
    nothing = f"No paper in the history has “{words}” in its title." if words else NOTHING_READ
    embed.description = lines or nothing
    about = f" matching “{cut(shown.query or '', WORDS_ROOM, plain)}”" if words else ""
    embed.set_footer(text=f"{count(shown.total, 'paper')}{about} · page {shown.page + 1} of {shown.pages}")
    return embed


def _read(one: ChosenPaper) -> str:
    thread = f"[thread](https://discord.com/channels/{one.guild}/{one.thread})" if one.thread else "no thread yet"
    votes = "" if one.votes is None else f" · {count(one.votes, 'vote')}"
    return f"• **{title_of(one.nominee, LINE_ROOM)}** — {day(one.at)}{_by(one.nominee)}{votes} · {thread}"
