"""The embeds of /about and /help."""

from dataclasses import dataclass
from enum import Enum

import discord

from commands.ui.embeds.formatting import COLOUR, UNKNOWN, count, day, published
from commands.ui.embeds.limits import FIELD_VALUE, FIELDS, cut, cut_list
from commands.ui.embeds.markdown import escaped
from storage.lookup.answers.status import StoreStatus

MAX_PROBLEM_LENGTH = 300
"""Characters."""
PROBLEMS_ELSEWHERE = "Something needs attention. Run `/about` in the library's home server to see what it is."


class Home(Enum):
    """The server whose library it is, as seen from where the person is."""

    HERE = "This server. People with *Manage Server* here can change the library."
    ELSEWHERE = "Another server. The library can only be changed there."
    NONE = (
        "No server yet. The owner of the bot's application can make a server its home by running `/library status` "
        "there, or whoever runs the bot by setting `PAPERBOT_HOME`."
    )


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One command for /help. `example` is what a person would type."""

    name: str
    description: str
    example: str


def about_embed(
    version: str, status: StoreStatus | None, home: Home, problems: tuple[str, ...], shows_problems: bool
) -> discord.Embed:
    """`status` None: the database does not answer.

    Without `shows_problems`, as in servers that are not the home, it only says that there are some.
    """
    embed = discord.Embed(title=f"paperbot {version}", colour=COLOUR)
    embed.description = (
        "Answers questions about authors and papers from this lab's own library. Type /help for the commands."
    )
    if status is not None:
        _add_library(embed, status)
    embed.add_field(name="Home of the library", value=home.value, inline=False)
    shown = problems if shows_problems or not problems else (PROBLEMS_ELSEWHERE,)
    embed.add_field(name="Health", value=_health(status, shown), inline=False)
    return embed


def _add_library(embed: discord.Embed, status: StoreStatus) -> None:
    embed.add_field(name="Papers", value=f"{status.papers:,}")
    embed.add_field(name="Authors", value=f"{status.authors:,}")
    embed.add_field(name="Profiles", value=f"{status.profiles:,}")
    embed.add_field(name="Newest paper", value=published(status.newest_paper))
    embed.add_field(name="Newest data", value=day(status.newest_capture) if status.newest_capture else UNKNOWN)
    embed.add_field(name="Database", value=status.database)
    embed.add_field(name="Search", value=_search(status), inline=False)


def _search(status: StoreStatus) -> str:
    if status.learned is None:
        return "By words only. Install the extra [semantic] to search by meaning as well."
    if status.learned < status.papers:
        return f"By words and meaning ({status.learned:,} of {count(status.papers, 'paper')} processed)."
    return "By words and meaning."


def _health(status: StoreStatus | None, problems: tuple[str, ...]) -> str:
    behind = status.revision - status.indexed if status else 0
    index = f"The search index is {count(behind, 'import')} behind and is catching up." if behind > 0 else ""
    empty = (
        ""
        if status is None or status.papers
        else "The library is empty. Use /library import, or put files into the seeds folder and restart the bot."
    )
    lines = tuple(f"⚠️ {line}" for line in (empty, index) if line)
    lines += tuple(f"⚠️ {cut(problem, MAX_PROBLEM_LENGTH, escaped)}" for problem in problems)
    return cut_list(lines, FIELD_VALUE, "\n") or "✅ Everything is working."


def help_embed(commands: tuple[CommandHelp, ...]) -> discord.Embed:
    embed = discord.Embed(title="Commands", colour=COLOUR)
    embed.description = "Type names and titles as you remember them: typos, accents and word order are forgiven."
    shown = commands if len(commands) <= FIELDS else commands[: FIELDS - 1]
    for command in shown:
        embed.add_field(name=f"/{command.name}", value=f"{command.description}\n`{command.example}`", inline=False)
    if left := len(commands) - len(shown):
        embed.add_field(name=f"{left:,} more", value="Type / to see all commands.", inline=False)
    return embed
