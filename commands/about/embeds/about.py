"""What /about and /help show."""

from dataclasses import dataclass

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN, count, day, published
from commands.ui.embeds.limits import FIELD_VALUE, FIELDS, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.lookup.answers.status import StoreStatus

PROBLEM = 300


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One command for /help. `example` is what a person would type."""

    name: str
    description: str
    example: str


def about_embed(version: str, status: StoreStatus, problems: tuple[str, ...]) -> discord.Embed:
    embed = discord.Embed(title=f"paperbot {version}", colour=COLOUR)
    embed.description = "Answers about authors and papers from this lab's own library. Type /help for the commands."
    embed.add_field(name="Papers", value=f"{status.papers:,}")
    embed.add_field(name="Authors", value=f"{status.authors:,}")
    embed.add_field(name="Profiles", value=f"{status.profiles:,}")
    embed.add_field(name="Newest paper", value=published(status.newest_paper))
    embed.add_field(name="Newest data", value=day(status.newest_capture) if status.newest_capture else UNKNOWN)
    embed.add_field(name="Store", value=status.database)
    embed.add_field(name="Search", value=_search(status), inline=False)
    embed.add_field(name="Health", value=_health(status, problems), inline=False)
    return embed


def _search(status: StoreStatus) -> str:
    if status.learned is None:
        return "By words. The extra [semantic] would add meaning."
    if status.learned < status.papers:
        return f"By words, and by meaning where it is known: of {status.learned:,} of {count(status.papers, 'paper')}."
    return "By words and meaning."


def _health(status: StoreStatus, problems: tuple[str, ...]) -> str:
    behind = status.revision - status.indexed
    index = f"The search index is {count(behind, 'import')} behind and catching up." if behind > 0 else ""
    empty = "" if status.papers else "The library is empty: put profile texts into seeds/ and restart."
    lines = tuple(f"⚠️ {line}" for line in (empty, index) if line)
    lines += tuple(f"⚠️ {cut(problem, PROBLEM, escaped)}" for problem in problems)
    return cut_list(lines, FIELD_VALUE, "\n") or "✅ All is well."


def help_embed(commands: tuple[CommandHelp, ...]) -> discord.Embed:
    embed = discord.Embed(title="What you can ask", colour=COLOUR)
    embed.description = (
        "Names and titles may be typed as you remember them: typos, accents and word order are forgiven."
    )
    shown = commands if len(commands) <= FIELDS else commands[: FIELDS - 1]
    for command in shown:
        embed.add_field(name=f"/{command.name}", value=f"{command.description}\n`{command.example}`", inline=False)
    if left := len(commands) - len(shown):
        embed.add_field(name=f"and {left:,} more", value="Type / to see them all.", inline=False)
    return embed
