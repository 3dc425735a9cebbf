"""All papers of a digest, page by page, behind the button of its headline."""

import discord

from commands.ui.component import ButtonComponent
from commands.ui.embeds.paper_lines import announced_papers_embed
from commands.ui.export_button import GONE
from commands.ui.pager import papers_reply
from commands.ui.reply import Reply, send
from commands.ui.routes import ListedPapers, library_of
from storage.announcements.digest import digest_papers, digest_recipient
from storage.library import Library

KIND = "digest"


class WholeDigest(ButtonComponent, custom_id="digest:{digest:id}"):
    digest: int
    label: str = "All papers"

    async def press(self, interaction: discord.Interaction) -> None:
        is_theirs = await is_digest_for(interaction, str(self.digest))
        reply = await show_digest(library_of(interaction), str(self.digest), 0) if is_theirs else None
        if reply is None:
            await interaction.response.send_message(GONE, ephemeral=True)
        else:
            await send(interaction, reply, ephemeral=True)


async def is_digest_for(interaction: discord.Interaction, key: str) -> bool:
    """Whether it was sent to them, or to a channel of this server."""
    to = await library_of(interaction).ask(digest_recipient, int(key))
    if to is None or to.channel is None:
        return to is not None and to.person == interaction.user.id
    return to.guild == interaction.guild_id


async def show_digest(library: Library, key: str, page: int) -> Reply | None:
    papers = await library.ask(digest_papers, int(key))
    return await papers_reply(library, KIND, key, papers, page, announced_papers_embed) if papers else None


async def papers_of_digest(library: Library, key: str) -> ListedPapers | None:
    papers = await library.ask(digest_papers, int(key))
    return ListedPapers("Papers of an announcement", papers, len(papers)) if papers else None
