"""/follow, /unfollow and /following: what a person hears of by direct message, or a channel in its announcements."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.announcements.embeds.announcing import following_embed
from commands.announcements.follow_button import answer_follow, followed, is_announced, place_for, whom_of
from commands.announcements.options import WEEKDAY_CHOICES, wished_field, wished_schedule, wished_search, zone_choices
from commands.ui.autocomplete import choices, field_choices
from commands.ui.embeds.characters import plain
from commands.ui.embeds.limits import CHOICE, CHOICES, cut
from commands.ui.embeds.markdown import escaped
from commands.ui.embeds.notes import note_embed
from commands.ui.permissions import Announceable, ChannelOption
from commands.ui.refusal import UserError
from commands.ui.reply import Reply, send
from storage.announcements.answers import BROKEN, Followed
from storage.announcements.outbox import mark_mended
from storage.announcements.status import status_of
from storage.announcements.subscriptions import PERSONAL, find, set_up, unfollow
from storage.library import Library
from storage.text.fields import field_label

NOT_ALLOWED = (
    "Only those who may manage the server choose what a channel follows. Leave out `channel` to follow it yourself."
)
NOT_ANNOUNCED = "Nothing is announced in <#{}> yet: `/announce here` sets it up."


class FollowCommands(Cog):
    """`wake`: tells the announcer that there is something to do."""

    follow = app_commands.Group(name="follow", description="Hear once a week what is new about it.")

    def __init__(self, library: Library, wake: Callable[[], None]) -> None:
        self.library = library
        self.wake = wake

    @follow.command()
    async def author(
        self, interaction: discord.Interaction, name: Range[str, 1, 500], channel: ChannelOption | None = None
    ) -> None:
        """Follow an author: their new papers and changed numbers.

        Parameters
        ----------
        name:
            A name as you remember it, such as "stock p"
        channel:
            Leave it out to hear of it yourself, by direct message
        """
        if await self._may(interaction, channel):
            await send(interaction, await answer_follow(self.library, name, place_for(interaction, channel)))

    @follow.command()
    async def field(
        self, interaction: discord.Interaction, field: Range[str, 1, 200], channel: ChannelOption | None = None
    ) -> None:
        """Follow a field.

        Parameters
        ----------
        field:
            Such as Machine Learning or cs.LG
        channel:
            Leave it out to hear of it yourself, by direct message
        """
        if await self._may(interaction, channel):
            try:
                key = await wished_field(self.library, field)
            except UserError as refused:
                await interaction.followup.send(str(refused), ephemeral=True)
                return
            name = escaped(field_label(key))
            await send(interaction, await followed(self.library, "field", key, name, place_for(interaction, channel)))

    @follow.command()
    async def search(
        self, interaction: discord.Interaction, query: Range[str, 1, 500], channel: ChannelOption | None = None
    ) -> None:
        """Follow a search: papers with all of its words.

        Parameters
        ----------
        query:
            As in /search, such as: differential privacy -images
        channel:
            Leave it out to hear of it yourself, by direct message
        """
        if await self._may(interaction, channel):
            try:
                key = wished_search(self.library, query)
            except UserError as refused:
                await interaction.followup.send(str(refused), ephemeral=True)
                return
            place = place_for(interaction, channel)
            await send(interaction, await followed(self.library, "search", key, escaped(key), place))

    @follow.command()
    @app_commands.choices(weekday=WEEKDAY_CHOICES)
    async def when(
        self,
        interaction: discord.Interaction,
        weekday: Choice[int] | None = None,
        time: Range[str, 1, 20] | None = None,
        timezone: Range[str, 1, 100] | None = None,
    ) -> None:
        """Choose when you hear of what you follow yourself; what you leave out stays as it is.

        Parameters
        ----------
        weekday:
            On which day; Monday, if you never say
        time:
            At what time, such as 09:00 or 9 pm; 09:00, if you never say
        timezone:
            In which time zone, such as Europe/Berlin; UTC, if you never say
        """
        await interaction.response.defer(ephemeral=True)
        whom, by, now = whom_of(place_for(interaction, None))
        try:
            columns = {"everything": False, **wished_schedule(weekday, time, timezone)}
        except UserError as refused:
            await interaction.followup.send(str(refused), ephemeral=True)
            return
        if await self.library.ask(find, whom) is None:
            columns |= PERSONAL
        await self.library.change(set_up, self.library.index, whom, by, columns, {}, now)
        status = await self.library.ask(status_of, self.library.index, whom, now)
        await send(interaction, Reply(following_embed(status, interaction.user.display_name)))

    @app_commands.command()
    async def unfollow(
        self, interaction: discord.Interaction, what: Range[str, 1, 600], channel: ChannelOption | None = None
    ) -> None:
        """Follow something no longer.

        Parameters
        ----------
        what:
            What you follow: choose it from the list
        channel:
            Leave it out for what you follow yourself
        """
        if not await self._may(interaction, channel):
            return
        found = _meant(await self._followed(interaction, channel), what)
        if found is None:
            words = f"“{escaped(what)}” is not followed. /following shows what is."
        else:
            whom = whom_of(place_for(interaction, channel))[0]
            await self.library.change(unfollow, whom, found.kind, found.key)
            words = f"**{escaped(found.name)}** is followed no longer."
        await send(interaction, Reply(note_embed("Unfollow", words)))

    @app_commands.command()
    async def following(self, interaction: discord.Interaction, channel: ChannelOption | None = None) -> None:
        """Show what you follow, when you hear of it, and what is on its way.

        Parameters
        ----------
        channel:
            Leave it out for what you follow yourself
        """
        await interaction.response.defer(ephemeral=True)
        whom = whom_of(place_for(interaction, channel))[0]
        status = await self.library.ask(status_of, self.library.index, whom, interaction.created_at)
        whose = f"#{channel.name}" if channel else interaction.user.display_name
        await send(interaction, Reply(following_embed(status, whose)))
        sub = await self.library.ask(find, whom)
        if channel is None and sub is not None and sub.state == BROKEN:
            await self.library.change(mark_mended, sub.id)  # they may have opened their messages: it is tried again
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
        """Defers, and says so where they may not."""
        await interaction.response.defer(ephemeral=True)
        refusal = None
        if channel is not None and not interaction.permissions.manage_guild:
            refusal = NOT_ALLOWED
        elif channel is not None and not await is_announced(self.library, place_for(interaction, channel)):
            refusal = NOT_ANNOUNCED.format(channel.id)
        if refusal:
            await interaction.followup.send(refusal, ephemeral=True)
        return refusal is None

    async def _followed(
        self, interaction: discord.Interaction, channel: discord.abc.Snowflake | None
    ) -> tuple[Followed, ...]:
        whom = whom_of(place_for(interaction, channel))[0]
        status = await self.library.ask(status_of, self.library.index, whom, interaction.created_at)
        return status.follows if status else ()


def _label(one: Followed) -> str:
    return f"{one.kind}: {one.name}"


def _meant(there: tuple[Followed, ...], what: str) -> Followed | None:
    """By what autocomplete offered, by the name, or by its key."""
    wanted = what.strip().casefold()
    spellings = [(cut(_label(one), CHOICE, plain), one.name, one.key) for one in there]
    fitting = [{name.casefold() for name in names} for names in spellings]
    found = [one for one, names in zip(there, fitting, strict=True) if wanted in names]
    return found[0] if len(found) == 1 else None
