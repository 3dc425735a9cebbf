"""Lists of anything, page by page. The kind and key of the list and the page are in the buttons' custom_ids."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from commands.ui.component import ButtonComponent
from commands.ui.export_button import GONE, Export
from commands.ui.paper_menu import open_menu
from commands.ui.reply import Attachment, Button, Item, Reply, edit_or_send, view_of
from commands.ui.routes import library_of, routes_of
from storage.library import Library
from storage.lookup.answers.lists import PAGE, PaperLine
from storage.lookup.paper_lists import clamp_page, paper_lines_by_id


@dataclass(frozen=True, slots=True)
class Page:
    """`page` counts from 0, `pages` is at least 1."""

    embed: discord.Embed
    page: int
    pages: int
    papers: tuple[PaperLine, ...] = ()
    """Those that can be opened from it."""
    buttons: tuple[Item, ...] = ()
    """Further ones, two at most."""
    is_exportable: bool = True
    """Whether the list's route has papers."""


PapersEmbed = Callable[[tuple[PaperLine, ...], int, int, int], discord.Embed]
"""From papers, how many there are in all, the page and the pages."""


def page_reply(shown: Page, kind: str, key: str, attachments: tuple[Attachment, ...] = ()) -> Reply:
    items: list[Item] = []
    is_last = shown.page + 1 >= shown.pages
    if shown.pages > 1:
        items.append(Turn(way="back", kind=kind, key=key, page=max(0, shown.page - 1), disabled=not shown.page))
        items.append(Turn(way="next", kind=kind, key=key, page=shown.page + 1, disabled=is_last))
    items += shown.buttons
    if shown.papers:
        items += [Export(kind=kind, key=key)] if shown.is_exportable else []
        items.append(open_menu(shown.papers))
    return Reply(shown.embed, view_of(*items), attachments)


async def papers_reply(
    library: Library, kind: str, key: str, papers: Sequence[int], page: int, shown: PapersEmbed
) -> Reply:
    """A page of papers that are known by their ids."""
    page, pages = clamp_page(len(papers), page)
    here = papers[page * PAGE : (page + 1) * PAGE]
    lines = await library.ask(paper_lines_by_id, here)
    found = tuple(lines[paper] for paper in here if paper in lines)
    return page_reply(Page(shown(found, len(papers), page, pages), page, pages, found), kind, key)


class Turn(ButtonComponent, custom_id="list:{way:back|next}:{kind:word}:{key:key}:{page:number}"):
    """Turns to a page of a list."""

    way: str
    kind: str
    key: str
    page: int

    def build(self, custom_id: str) -> Button:
        label = "◀ Back" if self.way == "back" else "Next ▶"
        return Button(label=label, custom_id=custom_id, disabled=self.disabled)

    async def press(self, interaction: discord.Interaction) -> None:
        route = routes_of(interaction).lists[self.kind]
        is_theirs = await route.is_for(interaction, self.key)
        shown = await route.show(library_of(interaction), self.key, self.page) if is_theirs else None
        await turn_to(interaction, shown)


async def turn_to(interaction: discord.Interaction, reply: Reply | None) -> None:
    if reply is None:
        await interaction.response.send_message(GONE, ephemeral=True)
    else:
        await edit_or_send(interaction, reply)
