"""Pages and exports of reading lists and of their shared copies, and the button that deletes a list."""

import discord

from commands.reading_lists.embeds import list_embed, list_name, notes_text, shared_embed
from commands.reading_lists.list_names import asker_of
from commands.ui.component import ButtonComponent
from commands.ui.embeds.notes import note_embed
from commands.ui.pager import Page, page_reply
from commands.ui.reply import Attachment, Reply, edit
from commands.ui.routes import ListedPapers, library_of
from storage.library import Library
from storage.reading_lists.answers import ListEntry, ListPage
from storage.reading_lists.entries import all_entries, list_page
from storage.reading_lists.lists import delete_list, list_by_id
from storage.reading_lists.sharing import shared_entries, shared_page

KIND = "saved"
"""Keys are ids that cannot be guessed; pages are shown to one person only."""
SHARED = "shared"
NOT_DELETED = "This list was already deleted, or you can no longer delete it."


async def is_list_for(interaction: discord.Interaction, key: str) -> bool:
    """Whether it is theirs, or this server's."""
    known = await library_of(interaction).ask(list_by_id, int(key))
    return known is not None and asker_of(interaction).may_read(known)


async def show_saved(library: Library, key: str, page: int) -> Reply | None:
    shown = await library.ask(list_page, int(key), page)
    return None if shown is None else _page_reply(list_embed(shown), shown, KIND, key)


async def show_shared(library: Library, key: str, page: int) -> Reply | None:
    shared = await library.ask(shared_page, int(key), page)
    return None if shared is None else _page_reply(shared_embed(shared), shared.shown, SHARED, key)


def _page_reply(embed: discord.Embed, shown: ListPage, kind: str, key: str) -> Reply:
    papers = tuple(one.line for one in shown.saved if one.line is not None)
    return page_reply(Page(embed, shown.page, shown.pages, papers), kind, key)


async def saved_papers(library: Library, key: str) -> ListedPapers | None:
    known = await library.ask(list_by_id, int(key))
    return None if known is None else _papers(known.name, await library.ask(all_entries, int(key)))


async def shared_papers(library: Library, key: str) -> ListedPapers | None:
    found = await library.ask(shared_entries, int(key))
    return None if found is None else _papers(*found)


def _papers(name: str, saved: tuple[ListEntry, ...]) -> ListedPapers:
    """Notes, and papers that are no longer in the library, go into a text file: reference files cannot hold them."""
    papers = tuple(one.line.id for one in saved if one.line is not None)
    text = notes_text(name, saved).encode("utf-8", "replace")
    has_more = any(one.note or one.line is None for one in saved)
    return ListedPapers(name, papers, len(papers), (Attachment("notes.txt", text),) if has_more else ())


class DeleteList(ButtonComponent, custom_id="unlist:{list:id}"):
    list: int
    label: str = "Delete list"
    style: discord.ButtonStyle = discord.ButtonStyle.danger

    async def press(self, interaction: discord.Interaction) -> None:
        library = library_of(interaction)
        known = await library.ask(list_by_id, self.list)
        if known is None or not asker_of(interaction).may_change(known):
            await interaction.response.send_message(NOT_DELETED, ephemeral=True)
            return
        await interaction.response.defer()
        await library.change(delete_list, self.list)
        await edit(interaction, Reply(note_embed("Reading list", f"Deleted **{list_name(known.name)}**.")))
