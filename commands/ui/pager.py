"""Lists of anything, page by page. The place is in the buttons' ids, so that they work after a restart.

A kind of list says with `listed` how a page of it looks; its buttons find it by its name.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import discord

from commands.ui.client import library_of
from commands.ui.export_button import HOLDERS, Export
from commands.ui.faults import apologies
from commands.ui.paper_menu import OpenPaper
from commands.ui.reply import Attachment, Button, Item, Reply, edit_or_send, view_of
from storage.library import Library
from storage.lookup.answers.lists import PAGE, PaperLine
from storage.lookup.lists import lines_of, window

GONE = "This list is no longer in the library. Type the command again for a new one."


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


Show = Callable[[Library, str, int], Awaitable[Reply | None]]
"""From the library, the list's key and the page to what shows it; None where the list is gone."""
PapersEmbed = Callable[[tuple[PaperLine, ...], int, int, int], discord.Embed]
"""From papers, how many there are in all, the page and the pages."""
LISTS: Final[dict[str, Show]] = {}


def listed(kind: str) -> Callable[[Show], Show]:
    def register(show: Show) -> Show:
        LISTS[kind] = show
        return show

    return register


async def list_reply(library: Library, kind: str, key: str, page: int = 0) -> Reply | None:
    return await LISTS[kind](library, key, page)


def page_reply(shown: Page, kind: str, key: str, attachments: tuple[Attachment, ...] = ()) -> Reply:
    items: list[Item] = []
    if shown.pages > 1:
        items.append(Turn("back", kind, key, max(0, shown.page - 1), disabled=not shown.page))
        items.append(Turn("next", kind, key, shown.page + 1, disabled=shown.page + 1 >= shown.pages))
    items += shown.buttons
    if shown.papers:
        items += [Export(kind, key)] if kind in HOLDERS else []
        items.append(OpenPaper(shown.papers))
    return Reply(shown.embed, view_of(*items), attachments)


async def papers_reply(
    library: Library, kind: str, key: str, papers: Sequence[int], page: int, shown: PapersEmbed
) -> Reply:
    """A page of papers that are known by their ids."""
    page, pages = window(len(papers), page)
    here = papers[page * PAGE : (page + 1) * PAGE]
    lines = await library.ask(lines_of, here)
    found = tuple(lines[paper] for paper in here if paper in lines)
    return page_reply(Page(shown(found, len(papers), page, pages), page, pages, found), kind, key)


class Turn(
    discord.ui.DynamicItem[Button],
    template=r"list:(?P<way>back|next):(?P<kind>\w{1,12}):(?P<key>[\w.-]{1,50}):(?P<page>\d{1,9})",
):
    """A button that turns to a page."""

    def __init__(self, way: str, kind: str, key: str, page: int, *, disabled: bool = False) -> None:
        label = "◀ Back" if way == "back" else "Next ▶"
        super().__init__(Button(label=label, custom_id=f"list:{way}:{kind}:{key}:{page}", disabled=disabled))
        self.kind = kind
        self.key = key
        self.page = page

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Turn":
        return cls(match["way"], match["kind"], match["key"], int(match["page"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            await turn_to(interaction, await list_reply(library_of(interaction), self.kind, self.key, self.page))


async def turn_to(interaction: discord.Interaction, reply: Reply | None) -> None:
    if reply is None:
        await interaction.response.send_message(GONE, ephemeral=True)
    else:
        await edit_or_send(interaction, reply)
