"""What the bot stores about a person, what it never stores, and what is left after their data is deleted."""

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK
from commands.ui.embeds.limits import FIELD_VALUE, cut_list
from storage.privacy.answers import PersonalDataSummary

NOTHING = "The bot stores nothing about you."
NOT_KEPT = (
    "What you write and read on Discord, who is online, names and pictures, and who searched for what (a search that "
    "is too long for a button is stored without a name). Live sources are queried about authors and papers, never "
    "about you."
)
LIBRARY = (
    "The library contains public data about authors: their papers and the metrics in their profiles. To have an "
    "author removed from it, contact the people who run this bot."
)
SERVERS = (
    "When the bot leaves a server, its announcements there stop at once. What is stored about that server (channels, "
    "reading lists, journal club, links of members to authors) is deleted after 30 days, unless the bot returns."
)
STAYS = (
    "Announcements in channels continue. Papers you added to server lists, your nominations and your imports stay, "
    "but no longer show that they are yours. Messages that were already posted are not deleted."
)


def privacy_embed(stored: PersonalDataSummary) -> discord.Embed:
    words = "All of it is stored under your Discord id, without your name." if stored.parts else NOTHING
    embed = discord.Embed(title="What the bot stores about you", description=words, colour=COLOUR)
    lines = tuple(f"{what}: {number:,}" for what, number in stored.parts)
    if lines:
        embed.add_field(name="Stored", value=cut_list(lines, FIELD_VALUE, "\n"), inline=False)
    embed.add_field(name="Not stored", value=NOT_KEPT, inline=False)
    embed.add_field(name="Servers", value=SERVERS, inline=False)
    embed.add_field(name="The library", value=LIBRARY, inline=False)
    return embed


def confirm_deletion_embed() -> discord.Embed:
    words = (
        "This deletes what you follow, which author you are, your own reading lists and notes, which nominations you "
        f"seconded, and files waiting to be imported, in every server. This cannot be undone.\n\n{STAYS}"
    )
    return discord.Embed(title="Delete your data?", description=words, colour=COLOUR_ASK)


def deleted_embed() -> discord.Embed:
    return discord.Embed(
        title="Your data is deleted", description=f"The bot no longer stores anything about you. {STAYS}", colour=COLOUR
    )
