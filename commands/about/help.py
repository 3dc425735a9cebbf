"""/help: every command with an example."""

import discord
from discord import app_commands
from discord.ext.commands import Cog

from commands.about.embeds.about import CommandHelp, help_embed
from commands.ui.reply import Reply, send

EXAMPLES = {
    "author": "/author name: Pierre Stock",
    "paper": "/paper title: mistral 7b",
    "search": "/search query: differential privacy year:2020..2023",
    "similar": "/similar paper: mistral 7b",
    "new": "/new field: Machine Learning",
    "random": "/random",
    "coauthors": "/coauthors author: Pierre Stock",
    "expert": "/expert topic: differential privacy",
    "compare": "/compare one: Pierre Stock other: Igor Shilov",
    "metrics": "/metrics author: Pierre Stock",
    "cite": "/cite paper: mistral 7b style: BibTeX",
    "save": "/save paper: mistral 7b note: for Friday",
    "reading-list": "/reading-list show",
    "journal-club": "/journal-club nominate paper: mistral 7b",
    "announce": "/announce here weekday: Monday time: 09:00 timezone: Europe/Berlin",
    "follow": "/follow author name: Pierre Stock",
    "unfollow": "/unfollow what: author: Pierre Stock",
    "following": "/following",
    "me": "/me is author: Pierre Stock",
    "library": "/library import file: profile.txt",
    "authors": "/authors merge one: Pierre Stock other: P. Stock",
    "privacy": "/privacy",
    "help": "/help",
    "about": "/about",
}


class HelpCommand(Cog):
    def __init__(self, tree: app_commands.CommandTree[discord.Client]) -> None:
        self.tree = tree

    @app_commands.command()
    async def help(self, interaction: discord.Interaction) -> None:
        """List all commands, each with an example."""
        await send(interaction, Reply(help_embed(command_helps(self.tree))), ephemeral=True)


def command_helps(tree: app_commands.CommandTree[discord.Client]) -> tuple[CommandHelp, ...]:
    """A group of subcommands counts as one command. Context menus are left out."""
    typed = (command for command in tree.get_commands() if not isinstance(command, app_commands.ContextMenu))
    found = {command.name: command.description for command in typed}
    return tuple(CommandHelp(name, found[name], EXAMPLES[name]) for name in EXAMPLES if name in found)
