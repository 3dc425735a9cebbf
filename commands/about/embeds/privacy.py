"""What the bot keeps about a person, what it does not keep, and what is left when it has forgotten them."""

import discord

from commands.ui.embeds.formatting import COLOUR, COLOUR_ASK
from commands.ui.embeds.limits import FIELD_VALUE, cut_list
from storage.privacy.answers import PersonalDataSummary

NOTHING = "Nothing: you are not known here."
NOT_KEPT = (
    "What you write or read in Discord, who is online, names and pictures; nor who asked what (a question too long "
    "for a button is kept without a name). A live source is asked about authors and papers, never about you."
)
LIBRARY = (
    "The library holds public data on authors: their papers, and the numbers of their profiles. Whoever wants to be "
    "taken out of it asks those who run this bot."
)
STAYS = (
    "Announcements in channels go on. What you added to servers' lists, your nominations and the files that you loaded "
    "stay too, and nobody can see any more that it was you. Messages that were posted stay where they are."
)


def privacy_embed(kept: PersonalDataSummary) -> discord.Embed:
    words = "All of it is tied to your Discord id alone." if kept.parts else NOTHING
    embed = discord.Embed(title="What the bot keeps about you", description=words, colour=COLOUR)
    lines = tuple(f"{what}: {number:,}" for what, number in kept.parts)
    if lines:
        embed.add_field(name="Kept", value=cut_list(lines, FIELD_VALUE, "\n"), inline=False)
    embed.add_field(name="Not kept", value=NOT_KEPT, inline=False)
    embed.add_field(name="The library itself", value=LIBRARY, inline=False)
    return embed


def forgetting_embed() -> discord.Embed:
    words = (
        "What you follow, which author you are, your own reading lists with their notes, your votes for nominations "
        f"and files that wait to be loaded are deleted in every server. It cannot be taken back.\n\n{STAYS}"
    )
    return discord.Embed(title="Forget everything about you?", description=words, colour=COLOUR_ASK)


def forgotten_embed() -> discord.Embed:
    return discord.Embed(title="Forgotten", description=f"You are not known here any more. {STAYS}", colour=COLOUR)
