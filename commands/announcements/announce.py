"""/announce: what a channel hears once a week. For those who may manage the server."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.announcements.embeds.announcing import announcement_status_embed, preview_embed, set_up_embed
from commands.announcements.messages import messages, said
from commands.announcements.options import (
    NOTHING_CHOICES,
    STYLE_CHOICES,
    WEEKDAY_CHOICES,
    WHAT_CHOICES,
    Wishes,
    check_place,
    scope_wished,
    wished_looks,
    wished_schedule,
    zone_choices,
)
from commands.ui.autocomplete import field_choices
from commands.ui.permissions import BY_SERVERS, IN_SERVERS, Announceable, ChannelOption
from commands.ui.refusal import UserError
from commands.ui.reply import Reply, send
from storage.announcements.answers import ACTIVE, PAUSED, STOPPED
from storage.announcements.digest import preview
from storage.announcements.enqueue import fill_now
from storage.announcements.setup import start
from storage.announcements.status import status_of, statuses
from storage.announcements.subscriptions import Whom, find, turn
from storage.library import Library

NOT_HERE = "Nothing is announced in <#{channel}>. `/announce here` sets it up."
PREVIEWED = 10
"""Messages of a preview: a person reads no more of them."""


class AnnounceCommands(Cog):
    """`wake`: tells the announcer that there is something to do."""

    announce = app_commands.Group(
        name="announce",
        description="What a channel hears once a week: set it up, look at it, stop it.",
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, library: Library, wake: Callable[[], None]) -> None:
        self.library = library
        self.wake = wake

    @announce.command()
    @app_commands.choices(weekday=WEEKDAY_CHOICES)
    @app_commands.choices(what=WHAT_CHOICES, style=STYLE_CHOICES, when_nothing=NOTHING_CHOICES)
    async def here(
        self,
        interaction: discord.Interaction,
        channel: ChannelOption | None = None,
        weekday: Choice[int] | None = None,
        time: Range[str, 1, 20] | None = None,
        timezone: Range[str, 1, 100] | None = None,
        what: Choice[str] | None = None,
        fields: Range[str, 1, 500] | None = None,
        query: Range[str, 1, 500] | None = None,
        role: discord.Role | None = None,
        style: Choice[str] | None = None,
        when_nothing: Choice[str] | None = None,
        new_days: Range[int, 1, 3650] | None = None,
        backfill: Range[int, 0, 100] = 0,
    ) -> None:
        """Announce once a week what is new, or change how; what you leave out stays as it is.

        Parameters
        ----------
        channel:
            Where; here, if you leave it out. In a forum each announcement is a post
        weekday:
            On which day; Monday, if you never say
        time:
            At what time, such as 09:00 or 9 pm; 09:00, if you never say
        timezone:
            In which time zone, such as Europe/Berlin; UTC, if you never say
        what:
            About what; everything, if you never say
        fields:
            Which fields, parted by commas, such as: Machine Learning, cs.CL
        query:
            Papers that this search finds, such as: differential privacy -images
        role:
            A role to mention
        style:
            Where the papers go, if they do not fit into one message
        when_nothing:
            What to do when there is nothing new
        new_days:
            Papers older than this many days are "added to the library", not new; 90, if you never say
        backfill:
            Post this many of the newest papers now; 0: what is in the library counts as known
        """
        await interaction.response.defer(ephemeral=True)
        place = channel or _here(interaction)
        try:
            wishes = await scope_wished(self.library, what and what.value, fields, query)
            wishes.columns |= wished_schedule(weekday, time, timezone)
            wishes.columns |= wished_looks(role, style, when_nothing, new_days)
            check_place(place, wishes, role)
        except UserError as refused:
            await interaction.followup.send(str(refused), ephemeral=True)
            return
        await self._set_up(interaction, place, wishes, backfill)

    async def _set_up(self, interaction: discord.Interaction, place: object, wishes: Wishes, backfill: int) -> None:
        assert isinstance(place, Announceable)
        whom = Whom(place.guild.id, place.id)
        if isinstance(place, discord.Thread):
            wishes.columns["in_thread"] = False
        done = await self.library.change(
            start, self.library.index, whom, interaction.user.id, wishes.columns, wishes.follows, backfill,
            interaction.created_at, messages,
        )  # fmt: skip
        self.wake()
        status = await self.library.ask(status_of, self.library.index, whom, interaction.created_at)
        assert status is not None
        notes = ("Its first message is on its way.",) if backfill else ()
        await send(interaction, Reply(set_up_embed(status, done.is_new, notes)), ephemeral=True)

    @announce.command()
    async def preview(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Show you alone what the next announcement would say, and what it leaves out and why.

        Parameters
        ----------
        channel:
            Of which channel; of this one, if you leave it out
        """
        id = await self._subscription(interaction, channel)
        found = id and await self.library.ask(preview, self.library.index, id, interaction.created_at)
        if not found:
            return
        await send(interaction, Reply(preview_embed(found)), ephemeral=True)
        bodies = () if found.posts_nothing else messages(found.digest)
        for body in bodies[:PREVIEWED]:
            words = said(body)
            words["allowed_mentions"] = discord.AllowedMentions.none()
            await interaction.followup.send(**words, ephemeral=True)
        if len(bodies) > PREVIEWED:
            await interaction.followup.send(
                f"… and {len(bodies) - PREVIEWED} more messages like these.", ephemeral=True
            )

    @announce.command()
    async def status(self, interaction: discord.Interaction) -> None:
        """Show for each channel what was said last, what comes next, and what failed and how to mend it."""
        await interaction.response.defer(ephemeral=True)
        assert interaction.guild_id is not None
        found = await self.library.ask(statuses, self.library.index, interaction.guild_id, interaction.created_at)
        await send(interaction, Reply(announcement_status_embed(found)), ephemeral=True)

    @announce.command()
    async def now(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Announce at once what is new since the last time; the weekly announcement comes as always.

        Parameters
        ----------
        channel:
            In which channel; in this one, if you leave it out
        """
        id = await self._subscription(interaction, channel)
        if id is None:
            return
        filled = await self.library.change(fill_now, self.library.index, id, interaction.created_at, messages)
        self.wake()
        words = {
            "filled": "It is on its way.",
            "waits": "The one before is still on its way: /announce status tells more. Try again when it has arrived.",
        }
        await interaction.followup.send(words.get(filled, "It is paused or stopped."), ephemeral=True)

    @announce.command()
    async def pause(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Announce nothing until /announce resume; what comes in meanwhile is kept for then.

        Parameters
        ----------
        channel:
            In which channel; in this one, if you leave it out
        """
        await self._turn(interaction, channel, PAUSED, "Paused. `/announce resume` takes it up again; nothing is lost.")

    @announce.command()
    async def resume(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Take announcements up again, after a pause or when you have mended what was broken.

        Parameters
        ----------
        channel:
            In which channel; in this one, if you leave it out
        """
        await self._turn(interaction, channel, ACTIVE, "It goes on. `/announce status` tells when.")

    @announce.command()
    async def stop(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """End the announcements in a channel; /announce here begins anew.

        Parameters
        ----------
        channel:
            In which channel; in this one, if you leave it out
        """
        await self._turn(interaction, channel, STOPPED, "Ended. `/announce here` would begin anew.")

    @here.autocomplete("timezone")
    async def suggest_zones(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return zone_choices(words)

    @here.autocomplete("fields")
    async def suggest_fields(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await field_choices(self.library, words)

    async def _turn(
        self, interaction: discord.Interaction, channel: Announceable | None, state: str, words: str
    ) -> None:
        id = await self._subscription(interaction, channel)
        if id is not None:
            await self.library.change(turn, id, state, interaction.created_at)
            self.wake()
            await interaction.followup.send(words, ephemeral=True)

    async def _subscription(self, interaction: discord.Interaction, channel: Announceable | None) -> int | None:
        """Defers; None, and said so, where nothing is announced."""
        await interaction.response.defer(ephemeral=True)
        place = channel or interaction.channel
        there = place.id if place else None
        found = await self.library.ask(find, Whom(interaction.guild_id, there))
        if (found is None or found.state == STOPPED) and channel is None and isinstance(place, discord.Thread):
            found = await self.library.ask(find, Whom(interaction.guild_id, place.parent_id))
        if found is None or found.state == STOPPED:
            await interaction.followup.send(NOT_HERE.format(channel=there), ephemeral=True)
            return None
        return found.id


def _here(interaction: discord.Interaction) -> object:
    """As the cache has it, with its permissions."""
    assert interaction.guild is not None
    return interaction.guild.get_channel_or_thread(interaction.channel_id or 0) or interaction.channel
