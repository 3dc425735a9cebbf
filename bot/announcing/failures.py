"""What went wrong in sending: for now, or until somebody fixes it; and when a failed channel is tried again."""

import datetime as dt
from dataclasses import dataclass

import aiohttp
import discord
from discord.abc import GuildChannel

from bot.announcing.no_retries import UncertainError
from commands.ui.permissions import missing_permissions
from storage.announcements.subscriptions import CHANNEL_DELETED, clear_failure, failed_channels
from storage.library import Library

SEND_ERRORS = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""What sending raises. With TimeoutError and most of aiohttp's the response was lost."""
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_USER, THREAD_EXISTS, CLOSED_DM = 10003, 10008, 10013, 160004, 50007
"""Discord's error codes."""
FIRST_HOLD, LONGEST_HOLD = dt.timedelta(minutes=1), dt.timedelta(hours=6)
DM_CLOSED = (
    "I cannot send you direct messages. Allow them in the privacy settings of a server that we share, then type "
    "/following to try again. What is new is kept until then."
)


@dataclass(frozen=True, slots=True)
class PermanentFailure:
    """Nothing can be sent there until somebody fixes it. `is_visible`: the bot can see when it is fixed."""

    error: str
    is_visible: bool


def permanent_failure(error: Exception, channel: object, *, in_thread: bool) -> PermanentFailure | None:
    """None: it may pass by itself. `in_thread`: whether papers go into a thread of the channel."""
    if not isinstance(error, discord.Forbidden | discord.NotFound):
        return None
    if error.code == CLOSED_DM or (isinstance(channel, discord.DMChannel) and isinstance(error, discord.Forbidden)):
        return PermanentFailure(DM_CLOSED, is_visible=False)
    if error.code in (UNKNOWN_CHANNEL, UNKNOWN_USER):
        return PermanentFailure(CHANNEL_DELETED, is_visible=False)
    if isinstance(error, discord.NotFound):
        return None
    return _permission_failure(channel, in_thread)


def _permission_failure(channel: object, in_thread: bool) -> PermanentFailure:
    visible: tuple[str, ...] = ()
    missing = visible
    if isinstance(channel, GuildChannel | discord.Thread):
        visible = missing_permissions(channel, in_thread=in_thread)
        missing = visible or missing_permissions(channel, in_thread=True)  # of a digest from before a change of style
    names = f"the permission {', '.join(missing)}" if missing else "permission to see this channel or to post in it"
    return PermanentFailure(f"I lack {names}. Allow it in the channel's settings and I'll continue.", bool(visible))


def was_refused(error: Exception) -> bool:
    """Whether Discord answered that it did not accept the message."""
    return isinstance(error, discord.HTTPException) and not isinstance(error, discord.DiscordServerError)


def describe_error(error: Exception) -> str:
    if isinstance(error, discord.HTTPException):
        return f"Discord answered {error.status}: {error.text or error.response.reason}"[:300]
    if isinstance(error, UncertainError):
        return str(error)
    return f"Discord could not be reached ({type(error).__name__})"


class FailedChannels:
    """Notices that a failed channel can be posted in again, so that nobody has to type /announce resume. A fix that the
    bot can see is tried at once; where only a try can tell, tries become ever rarer."""

    def __init__(self, client: discord.Client, library: Library) -> None:
        self._client = client
        self._library = library
        self._holds: dict[int, tuple[dt.datetime, dt.timedelta]] = {}
        """By subscription: not to be tried before, and how long the hold is."""

    def add(self, subscription: int, failure: PermanentFailure, now: dt.datetime) -> None:
        _, last = self._holds.get(subscription, (now, FIRST_HOLD / 2))
        hold = dt.timedelta(0) if failure.is_visible else min(last * 2, LONGEST_HOLD)
        self._holds[subscription] = (now + hold, hold or FIRST_HOLD / 2)

    async def retry_fixed(self, now: dt.datetime) -> None:
        for failed in await self._library.ask(failed_channels):
            until, hold = self._holds.get(failed.subscription, (now, FIRST_HOLD))
            is_held = now < until <= now + hold
            channel = self._client.get_channel(failed.channel)
            if is_held or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
                continue
            if not missing_permissions(channel, in_thread=failed.in_thread):
                await self._library.change(clear_failure, failed.subscription)
