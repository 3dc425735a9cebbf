"""Reading lists page by page, as files, as they were shared, and the button that deletes one."""

import re

import discord

from commands.reading_lists.embeds import list_embed, list_name, notes_text, shared_embed
from commands.reading_lists.list_names import asker_of
from commands.ui.client import library_of
from commands.ui.embeds.notes import note_embed
from commands.ui.export_button import Papers, exports
from commands.ui.faults import apologies
from commands.ui.pager import GONE, Page, listed, page_reply
from commands.ui.reply import Attachment, Button, Item, Reply, edit
from storage.library import Library
from storage.reading_lists.answers import ListPage, Saved
from storage.reading_lists.entries import all_saved, list_page
from storage.reading_lists.lists import delete_list, list_by_id
from storage.reading_lists.sharing import shared_page, shared_saved

KIND = "saved"
"""Keyed by ids that nobody guesses; pages of it are shown to one person alone."""
SHARED = "shared"


@listed(KIND)
async def show_saved(library: Library, key: str, page: int) -> Reply | None:
    shown = await library.ask(list_page, int(key), page)
    return None if shown is None else _page_reply(list_embed(shown), shown, KIND, key)


@listed(SHARED)
async def show_shared(library: Library, key: str, page: int) -> Reply | None:
    shared = await library.ask(shared_page, int(key), page)
    return None if shared is None else _page_reply(shared_embed(shared), shared.shown, SHARED, key)


def _page_reply(embed: discord.Embed, shown: ListPage, kind: str, key: str) -> Reply:
    papers = tuple(one.line for one in shown.saved if one.line is not None)
    return page_reply(Page(embed, shown.page, shown.pages, papers), kind, key)


@exports(KIND)
async def saved_papers(library: Library, key: str) -> Papers | None:
    known = await library.ask(list_by_id, int(key))
    return None if known is None else _papers(known.name, await library.ask(all_saved, int(key)))


@exports(SHARED)
async def shared_papers(library: Library, key: str) -> Papers | None:
    found = await library.ask(shared_saved, int(key))
    return None if found is None else _papers(*found)


def _papers(name: str, saved: tuple[Saved, ...]) -> Papers:
    """What files of references have no place for goes into one of its own."""
    papers = tuple(one.line.id for one in saved if one.line is not None)
    text = notes_text(name, saved).encode("utf-8", "replace")
    has_more = any(one.note or one.line is None for one in saved)
    return Papers(name, papers, len(papers), (Attachment("notes.txt", text),) if has_more else ())


class DeleteList(discord.ui.DynamicItem[Button], template=r"unlist:(?P<list>\d{1,18})"):
    def __init__(self, list: int) -> None:
        button = Button(label="Delete it", custom_id=f"unlist:{list}", style=discord.ButtonStyle.danger)
        super().__init__(button)
        self.list = list

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /
    ) -> "DeleteList":
        return cls(int(match["list"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            library = library_of(interaction)
            known = await library.ask(list_by_id, self.list)
            if known is None or not asker_of(interaction).may_change(known):
                await interaction.response.send_message(GONE, ephemeral=True)
                return
            await interaction.response.defer()
            await library.change(delete_list, self.list)
            await edit(interaction, Reply(note_embed("Deleted", f"**{list_name(known.name)}** is gone.")))
