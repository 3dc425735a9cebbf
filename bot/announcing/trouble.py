"""What went wrong in sending: for good until somebody mends it, for now, or with this one message."""

from dataclasses import dataclass

import aiohttp
import discord
from discord.abc import GuildChannel

from bot.announcing.once import UncertainError
from commands.ui.permissions import missing_permissions
from storage.announcements.outbox import GONE

FAULTS = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""What sending raises. TimeoutError and most of aiohttp's: the answer was lost."""
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_USER, CLOSED_DM = 10003, 10008, 10013, 50007
CANNOT_BE_TOLD = (
    "I cannot send you direct messages. Allow them in the privacy settings of a server that we share; what is new is "
    "kept until then, and sent after your next /following."
)


@dataclass(frozen=True, slots=True)
class Broken:
    """Nothing can be sent there until somebody mends it. `is_visible`: we would see it mended."""

    trouble: str
    is_visible: bool


def broken_by(fault: Exception, channel: object) -> Broken | None:
    """None: it may be better later."""
    if not isinstance(fault, discord.Forbidden | discord.NotFound):
        return None
    if fault.code == CLOSED_DM or (isinstance(channel, discord.DMChannel) and isinstance(fault, discord.Forbidden)):
        return Broken(CANNOT_BE_TOLD, is_visible=False)
    if fault.code in (UNKNOWN_CHANNEL, UNKNOWN_USER):
        return Broken(GONE, is_visible=False)
    if isinstance(fault, discord.NotFound):
        return None
    missing = missing_permissions(channel) if isinstance(channel, GuildChannel | discord.Thread) else ()
    names = f"the permission {', '.join(missing)}" if missing else "the permission to see it or to post"
    return Broken(f"I lack {names} in this channel. Allow it in the channel's settings; I then go on.", bool(missing))


def is_certain(fault: Exception) -> bool:
    """Whether Discord said that it did not take the message."""
    return isinstance(fault, discord.HTTPException) and not isinstance(fault, discord.DiscordServerError)


def described(fault: Exception) -> str:
    if isinstance(fault, discord.HTTPException):
        return f"Discord answered {fault.status}: {fault.text or fault.response.reason}"[:300]
    if isinstance(fault, UncertainError):
        return str(fault)
    return f"Discord could not be reached ({type(fault).__name__})"
