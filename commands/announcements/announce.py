"""/announce: weekly announcements in a channel, for anyone with *Manage Server*."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.announcements.channels import announced_subscription, answer_not_announced, check_place, this_channel
from commands.announcements.deleted_channels import status_reply
from commands.announcements.embeds.announcing import preview_embed, set_up_embed
from commands.announcements.messages import render_messages, send_args
from commands.announcements.options import (
    NOTHING_CHOICES,
    STYLE_CHOICES,
    WEEKDAY_CHOICES,
    WHAT_CHOICES,
    AnnouncementOptions,
    none_choices,
    parse_appearance,
    parse_schedule,
    parse_scope,
    zone_choices,
)
from commands.announcements.roles import parse_role, without_deleted_role
from commands.ui.autocomplete import field_choices
from commands.ui.embeds.formatting import count
from commands.ui.embeds.limits import CHOICES
from commands.ui.permissions import BY_SERVERS, IN_SERVERS, Announceable, ChannelOption
from commands.ui.refusal import UserError
from commands.ui.reply import Reply, send
from storage.announcements.answers import ACTIVE, PAUSED, STOPPED, SubscriptionState
from storage.announcements.digest import preview_digest
from storage.announcements.enqueue import Enqueued, enqueue_now
from storage.announcements.setup import start_announcements
from storage.announcements.status import subscription_status
from storage.announcements.subscriptions import Recipient, set_state
from storage.library import Library

PREVIEWED = 10
"""Messages of a preview that are shown."""
NOW_ANSWERS: dict[Enqueued, str] = {
    "filled": "The announcement is on its way.",
    "quiet": "Nothing is new.",
    "waits": "The previous announcement is still being sent: `/announce status` shows why. Try again once it is sent.",
    "none": "Announcements in this channel are paused or stopped. `/announce status` shows all channels.",
}


class AnnounceCommands(Cog):
    """`wake`: tells the announcer that there is something to do."""

    announce = app_commands.Group(
        name="announce",
        description="Announce new papers in a channel once a week.",
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
        no_role: bool = False,
        style: Choice[str] | None = None,
        when_nothing: Choice[str] | None = None,
        new_days: Range[int, 1, 3650] | None = None,
        backfill: Range[int, 0, 100] = 0,
    ) -> None:
        """Announce new papers in a channel once a week, or change how. Options you omit stay as they are.

        Parameters
        ----------
        channel:
            Where to announce (default: this channel). In a forum, each announcement is a post
        weekday:
            Day of the week (default: Monday)
        time:
            Time of day, such as 09:00 or 9 pm (default: 09:00)
        timezone:
            Time zone, such as Europe/Berlin (default: UTC)
        what:
            What to announce (default: everything)
        fields:
            Comma-separated fields, such as: Machine Learning, cs.CL (“none” clears them)
        query:
            Only papers that match this search, such as: differential privacy -images (“none” clears it)
        role:
            Role to mention
        no_role:
            Mention no role from now on (default: False)
        style:
            Where papers go if they do not fit into one message
        when_nothing:
            What to do if nothing is new
        new_days:
            Papers older than this many days count as “added to the library”, not new (default: 90)
        backfill:
            Post this many of the newest papers now (default: 0, everything in the library counts as known)
        """
        await interaction.response.defer(ephemeral=True)
        place = channel or this_channel(interaction)
        try:
            options = await parse_scope(self.library, what and what.value, fields, query)
            options.columns |= parse_schedule(weekday, time, timezone)
            options.columns |= parse_appearance(style, when_nothing, new_days)
            options.columns |= parse_role(role, no_role)
            check_place(place, interaction.user, options, role)
        except UserError as error:
            await interaction.followup.send(str(error), ephemeral=True)
            return
        await self._set_up(interaction, place, options, backfill)

    async def _set_up(
        self, interaction: discord.Interaction, place: object, options: AnnouncementOptions, backfill: int
    ) -> None:
        assert isinstance(place, Announceable)
        recipient = Recipient(place.guild.id, place.id)
        if isinstance(place, discord.Thread):
            options.columns["in_thread"] = False
        done = await self.library.change(
            start_announcements, self.library.index, recipient, interaction.user.id, options.columns, options.follows,
            backfill, interaction.created_at, render_messages,
        )  # fmt: skip
        self.wake()
        status = await self.library.ask(subscription_status, self.library.index, recipient, interaction.created_at)
        assert status is not None
        notes = ("The first message is on its way.",) if backfill else ()
        await send(
            interaction,
            Reply(set_up_embed(without_deleted_role(status, place.guild), done.is_new, notes)),
            ephemeral=True,
        )

    @announce.command()
    async def preview(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Preview the next announcement, and what it leaves out and why. Only you see it.

        Parameters
        ----------
        channel:
            Channel of the announcements (default: this one)
        """
        id = await announced_subscription(self.library, interaction, channel)
        if id is None:
            return
        found = await self.library.ask(preview_digest, self.library.index, id, interaction.created_at)
        if found is None:  # it was stopped in between
            await answer_not_announced(interaction, channel)
            return
        await send(interaction, Reply(preview_embed(found)), ephemeral=True)
        bodies = () if found.posts_nothing else render_messages(found.digest)
        for body in bodies[:PREVIEWED]:
            args = send_args(body)
            args["allowed_mentions"] = discord.AllowedMentions.none()
            await interaction.followup.send(**args, ephemeral=True)
        if more := len(bodies[PREVIEWED:]):
            await interaction.followup.send(f"… and {count(more, 'more message')}.", ephemeral=True)

    @announce.command()
    async def status(self, interaction: discord.Interaction) -> None:
        """Show the last and the next announcement of each channel, and how to fix what failed."""
        await interaction.response.defer(ephemeral=True)
        await send(interaction, await status_reply(self.library, interaction), ephemeral=True)

    @announce.command()
    async def now(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Announce what is new right now. The weekly announcement still comes as scheduled.

        Parameters
        ----------
        channel:
            Channel of the announcements (default: this one)
        """
        id = await announced_subscription(self.library, interaction, channel)
        if id is None:
            return
        result = await self.library.change(enqueue_now, self.library.index, id, interaction.created_at, render_messages)
        self.wake()
        await interaction.followup.send(NOW_ANSWERS[result], ephemeral=True)

    @announce.command()
    async def pause(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Pause announcements until /announce resume. Papers added meanwhile are announced then.

        Parameters
        ----------
        channel:
            Channel of the announcements (default: this one)
        """
        await self._set_state(interaction, channel, PAUSED, "Paused. `/announce resume` continues; nothing is lost.")

    @announce.command()
    async def resume(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Resume announcements after a pause, or after you fixed what made them fail.

        Parameters
        ----------
        channel:
            Channel of the announcements (default: this one)
        """
        words = "Resumed. `/announce status` shows when the next announcement comes."
        await self._set_state(interaction, channel, ACTIVE, words)

    @announce.command()
    async def stop(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Stop the announcements in a channel. /announce here starts over.

        Parameters
        ----------
        channel:
            Channel of the announcements (default: this one)
        """
        await self._set_state(interaction, channel, STOPPED, "Stopped. `/announce here` starts over.")

    @here.autocomplete("timezone")
    async def suggest_zones(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return zone_choices(words)

    @here.autocomplete("fields")
    async def suggest_fields(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return [*none_choices("None: clear the list", words), *await field_choices(self.library, words)][:CHOICES]

    async def _set_state(
        self, interaction: discord.Interaction, channel: Announceable | None, state: SubscriptionState, words: str
    ) -> None:
        id = await announced_subscription(self.library, interaction, channel)
        if id is not None:
            await self.library.change(set_state, id, state, interaction.created_at)
            self.wake()
            await interaction.followup.send(words, ephemeral=True)
