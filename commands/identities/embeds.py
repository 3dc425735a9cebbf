"""Who is who: two people before they are one, the papers of which some are another's, and what was said."""

import discord

from commands.ui.embeds.ask import ask_embed
from commands.ui.embeds.changes import change_line
from commands.ui.embeds.characters import plain
from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK, UNKNOWN, count, published
from commands.ui.embeds.limits import DESCRIPTION, FIELD_VALUE, OPTION, OPTIONS, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.identities.answers import DecisionLog, MergeCandidates, PapersToSplit
from storage.lookup.answers.author import AuthorOption, NoAuthor, SeveralAuthors

SHARE = 250
PICK = "Type the command again and choose one of them as it is offered while you type."


def which_embed(answer: SeveralAuthors | NoAuthor) -> discord.Embed:
    """Several fit, or none: with what tells them apart."""
    embed = ask_embed(answer)
    people = answer.options if isinstance(answer, SeveralAuthors) else answer.nearest
    lines = tuple(f"• {_person(person, SHARE // 2)}" for person in people)
    if lines:
        embed.description = f"{PICK}\n" + cut_list(lines, DESCRIPTION - len(PICK) - 1, "\n")
    return embed


def merge_embed(two: MergeCandidates) -> discord.Embed:
    words = (
        "All papers, names, profiles and numbers of both become one person's. `/authors split` and `/library undo` "
        "take it back."
    )
    embed = discord.Embed(title="Are these two one person?", description=words, colour=COLOUR_ASK)
    for person in (two.one, two.other):
        name = cut(person.name, SHARE, escaped) or UNKNOWN
        embed.add_field(name=name, value=cut("\n".join(_facts(person, SHARE)), FIELD_VALUE), inline=True)
    return embed


def split_embed(asked: PapersToSplit, note: str = "") -> discord.Embed:
    """`note`: what was just done, as it is in the store."""
    name = cut(asked.person.name, SHARE, escaped) or UNKNOWN
    whose = "a new person of the same name" if asked.to is None else f"the other {name}"
    words = [cut(note, SHARE * 2, escaped)] if note else []
    words.append(f"Choose the papers that **{name}** did not write: they become those of {whose}. Whatever is loaded "
                 "later, the two stay two. `/library undo` takes it back.")  # fmt: skip
    words.append(f"**{name}**: {' · '.join(_facts(asked.person, SHARE))}")
    if asked.to is not None:
        words.append(f"**The other**: {' · '.join(_facts(asked.to, SHARE))}")
    embed = discord.Embed(title="Whose papers are these?", description="\n\n".join(words), colour=COLOUR_ASK)
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


def said_embed(told: str) -> discord.Embed:
    """`told`, or why not: as it is in the store."""
    return discord.Embed(title="Who is who", description=cut(told, DESCRIPTION, escaped) or UNKNOWN, colour=COLOUR)


def log_embed(words: DecisionLog) -> discord.Embed:
    lines = tuple(change_line(change) for change in words.changes)
    shown = cut_list(lines, DESCRIPTION, "\n") or "Nobody said anything of who is who yet."
    embed = discord.Embed(title="Who is who: the last changes", description=shown, colour=COLOUR)
    if words.more:
        embed.set_footer(text=f"The last {len(words.changes)}; there are older ones.")
    return embed


def _person(person: AuthorOption, room: int) -> str:
    return f"**{cut(person.name, room, escaped) or UNKNOWN}** — " + " · ".join(_facts(person, room))


def _facts(person: AuthorOption, room: int) -> list[str]:
    """Affiliation, a known paper, the count."""
    known = [cut(fact, room, escaped) if fact else "" for fact in (person.affiliation, person.paper)]
    return [known[0] or UNKNOWN, known[1] or UNKNOWN, count(person.papers, "paper")]
