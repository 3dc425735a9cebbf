"""/follow, /unfollow and /following: for a person, by direct message, or for a channel with announcements."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.announcements.channels import NOT_ANNOUNCED
from commands.announcements.embeds.announcing import following_embed
from commands.announcements.follow_button import (
    answer_follow,
    encode_follower,
    follow_reply,
    is_set_up,
    recipient_of,
)
from commands.announcements.options import (
    WEEKDAY_CHOICES,
    parse_field,
    parse_schedule,
    parse_search,
    zone_choices,
)
from commands.ui.autocomplete import choices, field_choices
from commands.ui.embeds.limits import CHOICE, CHOICES, cut
from commands.ui.embeds.markdown import escaped, plain
from commands.ui.embeds.notes import note_embed
from commands.ui.permissions import Announceable, ChannelOption
from commands.ui.refusal import UserError
from commands.ui.reply import Reply, send
from storage.announcements.answers import FAILED, Followed
from storage.announcements.setup import PERSONAL, remove_follow, set_up_subscription
from storage.announcements.status import subscription_status
from storage.announcements.subscriptions import clear_failure, find_subscription
from storage.library import Library
from storage.text.fields import field_label

NOT_ALLOWED = "You need *Manage Server* to choose what a channel follows. Omit `channel` to follow it yourself."


class FollowCommands(Cog):
    """`wake`: tells the announcer that there is something to do."""

    follow = app_commands.Group(name="follow", description="Get a weekly message about what is new.")

    def __init__(self, library: Library, wake: Callable[[], None]) -> None:
        self.library = library
        self.wake = wake

    @follow.command()
    async def author(
        self, interaction: discord.Interaction, name: Range[str, 1, 500], channel: ChannelOption | None = None
    ) -> None:
        """Follow an author: new papers and changed metrics.

        Parameters
        ----------
        name:
            Name as you remember it, such as "stock p"
        channel:
            Channel that follows it in its announcements (default: you, by direct message)
        """
        if await self._may(interaction, channel):
            await send(interaction, await answer_follow(self.library, name, encode_follower(interaction, channel)))

    @follow.command()
    async def field(
        self, interaction: discord.Interaction, field: Range[str, 1, 200], channel: ChannelOption | None = None
    ) -> None:
        """Follow the new papers of a field.

        Parameters
        ----------
        field:
            Field, such as Machine Learning or cs.LG
        channel:
            Channel that follows it in its announcements (default: you, by direct message)
        """
        if await self._may(interaction, channel):
            try:
                key = await parse_field(self.library, field)
            except UserError as refused:
                await interaction.followup.send(str(refused), ephemeral=True)
                return
            name = escaped(field_label(key))
            await send(
                interaction, await follow_reply(self.library, "field", key, name, encode_follower(interaction, channel))
            )

    @follow.command()
    async def search(
        self, interaction: discord.Interaction, query: Range[str, 1, 500], channel: ChannelOption | None = None
    ) -> None:
        """Follow a search: new papers that contain all of its words.

        Parameters
        ----------
        query:
            Query as in /search, such as: differential privacy -images
        channel:
            Channel that follows it in its announcements (default: you, by direct message)
        """
        if await self._may(interaction, channel):
            try:
                key = parse_search(self.library, query)
            except UserError as refused:
                await interaction.followup.send(str(refused), ephemeral=True)
                return
            follower = encode_follower(interaction, channel)
            await send(interaction, await follow_reply(self.library, "search", key, escaped(key), follower))

    @follow.command()
    @app_commands.choices(weekday=WEEKDAY_CHOICES)
    async def when(
        self,
        interaction: discord.Interaction,
        weekday: Choice[int] | None = None,
        time: Range[str, 1, 20] | None = None,
        timezone: Range[str, 1, 100] | None = None,
    ) -> None:
        """Choose when you get your weekly message. Options you omit stay as they are.

        Parameters
        ----------
        weekday:
            Day of the week (default: Monday)
        time:
            Time of day, such as 09:00 or 9 pm (default: 09:00)
        timezone:
            Time zone, such as Europe/Berlin (default: UTC)
        """
        await interaction.response.defer(ephemeral=True)
        recipient, now = recipient_of(interaction, None), interaction.created_at
        try:
            columns = {"everything": False, **parse_schedule(weekday, time, timezone)}
        except UserError as refused:
            await interaction.followup.send(str(refused), ephemeral=True)
            return
        if await self.library.ask(find_subscription, recipient) is None:
            columns |= PERSONAL
        await self.library.change(
            set_up_subscription, self.library.index, recipient, interaction.user.id, columns, {}, now
        )
        status = await self.library.ask(subscription_status, self.library.index, recipient, now)
        await send(interaction, Reply(following_embed(status, interaction.user.display_name)))

    @app_commands.command()
    async def unfollow(
        self, interaction: discord.Interaction, what: Range[str, 1, 600], channel: ChannelOption | None = None
    ) -> None:
        """Stop following something.

        Parameters
        ----------
        what:
            What to unfollow: choose from the list
        channel:
            Channel that follows it (default: you)
        """
        if not await self._may(interaction, channel):
            return
        found = _meant(await self._followed(interaction, channel), what)
        if found is None:
            words = f"“{escaped(what)}” is not followed. `/following` shows what is."
        else:
            recipient = recipient_of(interaction, channel)
            await self.library.change(remove_follow, recipient, found.kind, found.key)
            words = f"**{escaped(found.name)}** is no longer followed."
        await send(interaction, Reply(note_embed("Following", words)))

    @app_commands.command()
    async def following(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Show what you follow, when the next message comes, and what is waiting for it.

        Parameters
        ----------
        channel:
            Channel that follows it (default: you)
        """
        await interaction.response.defer(ephemeral=True)
        recipient = recipient_of(interaction, channel)
        status = await self.library.ask(subscription_status, self.library.index, recipient, interaction.created_at)
        whose = f"#{channel.name}" if channel else interaction.user.display_name
        await send(interaction, Reply(following_embed(status, whose)))
        sub = await self.library.ask(find_subscription, recipient)
        if channel is None and sub is not None and sub.state == FAILED:
            await self.library.change(clear_failure, sub.id)  # they may have opened their messages: it is tried again
            self.wake()

    @author.autocomplete("name")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)

    @when.autocomplete("timezone")
    async def suggest_zones(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return zone_choices(words)

    @field.autocomplete("field")
    async def suggest_fields(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await field_choices(self.library, words)

    @unfollow.autocomplete("what")
    async def suggest_followed(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        channel = getattr(interaction.namespace, "channel", None)
        labels = [cut(_label(one), CHOICE, plain) for one in await self._followed(interaction, channel)]
        return [Choice(name=label, value=label) for label in labels if words.casefold() in label.casefold()][:CHOICES]

    async def _may(self, interaction: discord.Interaction, channel: Announceable | None) -> bool:
        """Defers, and answers if they may not."""
        await interaction.response.defer(ephemeral=True)
        refusal = None
        if channel is not None and not interaction.permissions.manage_guild:
            refusal = NOT_ALLOWED
        elif channel is not None and not await is_set_up(self.library, recipient_of(interaction, channel)):
            refusal = NOT_ANNOUNCED.format(channel=channel.id)
        if refusal:
            await interaction.followup.send(refusal, ephemeral=True)
        return refusal is None

    async def _followed(
        self, interaction: discord.Interaction, channel: discord.abc.Snowflake | None
    ) -> tuple[Followed, ...]:
        recipient = recipient_of(interaction, channel)
        status = await self.library.ask(subscription_status, self.library.index, recipient, interaction.created_at)
        return status.follows if status else ()


def _label(one: Followed) -> str:
    return f"{one.kind}: {one.name}"


def _meant(there: tuple[Followed, ...], what: str) -> Followed | None:
    """By what autocomplete offered, by name, or by key."""
    wanted = what.strip().casefold()
    spellings = [(cut(_label(one), CHOICE, plain), one.name, one.key) for one in there]
    fitting = [{name.casefold() for name in names} for names in spellings]
    found = [one for one, names in zip(there, fitting, strict=True) if wanted in names]
    return found[0] if len(found) == 1 else None
