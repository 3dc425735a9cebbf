"""Who is who: two authors before a merge, papers to split off, what was decided, and the log."""

import discord

from commands.ui.embeds.ask import ask_embed
from commands.ui.embeds.changes import change_line
from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count, published
from commands.ui.embeds.limits import DESCRIPTION, FIELD_VALUE, OPTION, OPTIONS, cut, cut_list
from commands.ui.embeds.markdown import escaped, plain
from storage.identities.answers import DecisionLog, MergeCandidates, PapersToSplit
from storage.lookup.answers.author import AuthorOption, NoAuthor, SeveralAuthors

SHARE = 250
"""Characters of one text, at most."""
PICK = "Type the command again and choose one of the suggestions that appear as you type."


def which_embed(answer: SeveralAuthors | NoAuthor) -> discord.Embed:
    """Several authors match, or none: with what tells them apart."""
    embed = ask_embed(answer)
    people = answer.options if isinstance(answer, SeveralAuthors) else answer.nearest
    lines = tuple(f"• {_person(person, SHARE // 2)}" for person in people)
    if lines:
        embed.description = f"{PICK}\n" + cut_list(lines, DESCRIPTION - len(PICK) - 1, "\n")
    return embed


def merge_embed(two: MergeCandidates) -> discord.Embed:
    words = (
        "All papers, names, profiles and metrics of both will belong to one author. To revert it, use `/authors split` "
        "or `/library undo`."
    )
    embed = discord.Embed(title="Merge these two authors?", description=words, colour=COLOUR_ASK)
    for person in (two.one, two.other):
        name = cut(person.name, SHARE, escaped) or UNKNOWN
        embed.add_field(name=name, value=cut("\n".join(_facts(person, SHARE)), FIELD_VALUE), inline=True)
    return embed


def split_embed(asked: PapersToSplit, note: str = "") -> discord.Embed:
    """`note`: what was just done, not escaped."""
    name = cut(asked.person.name, SHARE, escaped) or UNKNOWN
    whose = "a new author of the same name" if asked.to is None else f"the other {name}"
    words = [cut(note, SHARE * 2, escaped)] if note else []
    words.append(f"Choose the papers that **{name}** did not write. They move to {whose}, and later imports keep the "
                 "two authors apart. To revert it, use `/library undo`.")  # fmt: skip
    words.append(f"**{name}**: {' · '.join(_facts(asked.person, SHARE))}")
    if asked.to is not None:
        words.append(f"**The other**: {' · '.join(_facts(asked.to, SHARE))}")
    embed = discord.Embed(title="Which papers are someone else’s?", description="\n\n".join(words), colour=COLOUR_ASK)
    embed.set_footer(text=f"{count(asked.person.papers, 'paper')}, newest first · page {asked.page} of {asked.pages}")
    return embed


def paper_options(asked: PapersToSplit) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=cut(paper.title, OPTION, plain) or UNKNOWN,
            description=published(paper.published),
            value=str(paper.id),
        )
        for paper in asked.papers
    ]


def merged_options(asked: PapersToSplit) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=cut(person.name, OPTION, plain) or UNKNOWN, value=str(person.id))
        for person in asked.merged[:OPTIONS]
    ]


def decision_embed(sentence: str) -> discord.Embed:
    """What was done or why not, not escaped."""
    return discord.Embed(title="Who is who", description=cut(sentence, DESCRIPTION, escaped) or UNKNOWN, colour=COLOUR)


def decision_log_embed(log: DecisionLog) -> discord.Embed:
    lines = tuple(change_line(change) for change in log.changes)
    shown = cut_list(lines, DESCRIPTION, "\n") or "No decisions yet. Start with `/authors merge` or `/authors split`."
    embed = discord.Embed(title="Decisions on who is who", description=shown, colour=COLOUR)
    if log.more:
        embed.set_footer(text=f"The latest {len(log.changes)}; older ones are not shown.")
    return embed


def _person(person: AuthorOption, room: int) -> str:
    return f"**{cut(person.name, room, escaped) or UNKNOWN}** — " + " · ".join(_facts(person, room))


def _facts(person: AuthorOption, room: int) -> list[str]:
    """Affiliation, a well-known paper, the number of papers."""
    known = [cut(fact, room, escaped) if fact else "" for fact in (person.affiliation, person.paper)]
    return [known[0] or UNKNOWN, known[1] or UNKNOWN, count(person.papers, "paper")]
