"""A person's card and the pages of their papers: one message that turns from one to the other.

The state is in the custom ids, so it works after a restart.
"""

import hashlib
from dataclasses import asdict, dataclass, replace

import discord

from commands.announcements.follow_button import FollowAuthor
from commands.lookup.embeds.author import author_embed
from commands.ui.chooser import Ask
from commands.ui.component import ButtonComponent, MenuComponent
from commands.ui.embeds.formatting import UNKNOWN
from commands.ui.embeds.limits import OPTION, OPTIONS, cut
from commands.ui.embeds.markdown import plain
from commands.ui.embeds.paper_lines import page_embed
from commands.ui.export_button import Export
from commands.ui.paper_menu import open_menu
from commands.ui.reply import Item, Reply, Select, edit_or_send, view_of
from commands.ui.routes import ListedPapers, library_of
from storage.library import Library
from storage.lookup.answers.author import AuthorCard
from storage.lookup.answers.lists import NEWEST, TITLE, FieldCount, PaperPage
from storage.lookup.author_card import author_card
from storage.lookup.paper_lists import author_fields, paper_page, sorted_paper_ids
from storage.text.fields import field_label

KIND = "author"
ALL = "-"
"""In place of a field: all of them."""
GROUP = OPTIONS - 2
"""Fields that a menu shows at once, beside "All fields" and "More fields"."""
FIELD_ROOM = OPTION - 20
"""Beside the number of papers."""
PLACE = "{author:id}:{page:number}:{sort:word}:{field:optional_hash}:{menu:number}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a person's papers somebody is. `field` is a field's key, `menu` where the field menu begins."""

    author: int
    page: int = 0
    sort: str = NEWEST
    field: str = ALL
    menu: int = 0


def field_key(field: str) -> str:
    """A field in a custom id: sixteen characters for any text, and no two fields share them."""
    return hashlib.blake2b(field.encode("utf-8", "replace"), digest_size=8).hexdigest()


async def author_page_reply(library: Library, place: Place) -> Reply | None:
    """None: the person is no longer in the store."""
    chosen = await _chosen_field(library, place)
    page = await library.ask(paper_page, place.author, place.page, place.sort, chosen)
    if page is None:
        return None
    here = replace(place, author=page.author, page=page.page, field=field_key(chosen) if chosen else ALL)
    return Reply(page_embed(page), view_of(*_controls(page, here)))


async def _chosen_field(library: Library, place: Place) -> str | None:
    fields = await library.ask(author_fields, place.author) if place.field != ALL else ()
    return next((f.field for f in fields if field_key(f.field) == place.field), None)


def _controls(page: PaperPage, here: Place) -> list[Item]:
    other = TITLE if here.sort == NEWEST else NEWEST
    last = page.page + 1 >= page.pages
    items: list[Item] = [
        _page_button("back", "◀ Back", replace(here, page=max(0, here.page - 1)), disabled=not page.page),
        _page_button("next", "Next ▶", replace(here, page=here.page + 1), disabled=last),
        _page_button("sort", "Sort by title" if other == TITLE else "Newest first", replace(here, sort=other, page=0)),
        BackToCard(author=here.author),
    ]
    if page.papers:
        items.append(Export(kind=KIND, key=f"{here.author}.{here.sort}.{here.field}"))
    if len(page.fields) > 1:
        items.append(FieldMenu(**asdict(here), options=_field_options(page.fields, here)))
    return [*items, open_menu(page.papers)] if page.papers else items


async def show_author_papers(library: Library, key: str, page: int) -> Reply | None:
    author, sort, field = key.split(".")
    return await author_page_reply(library, Place(int(author), page, sort, field))


async def papers_of_author(library: Library, key: str) -> ListedPapers | None:
    author, sort, field = key.split(".")
    chosen = await _chosen_field(library, Place(int(author), field=field))
    papers = await library.ask(sorted_paper_ids, int(author), sort, chosen)
    page = await library.ask(paper_page, int(author), 0)
    return ListedPapers(f"Papers of {page.name}", papers, len(papers)) if page else None


def _field_options(fields: tuple[FieldCount, ...], here: Place) -> list[discord.SelectOption]:
    start = here.menu if here.menu < len(fields) else 0
    options = [discord.SelectOption(label="All fields", value=ALL, default=here.field == ALL)]
    for field in fields[start : start + GROUP]:
        key = field_key(field.field)
        label = f"{cut(field_label(field.field), FIELD_ROOM, plain) or UNKNOWN} ({field.papers:,})"
        options.append(discord.SelectOption(label=label, value=key, default=here.field == key))
    if start + GROUP < len(fields):
        options.append(discord.SelectOption(label="More fields…", value=f"more:{start + GROUP}"))
    elif start:
        options.append(discord.SelectOption(label="The first fields…", value="more:0"))
    return options


def card_reply(card: AuthorCard) -> Reply:
    if not card.papers:
        return Reply(author_embed(card), view_of(FollowAuthor(author=card.id)))
    label, key = f"All {card.papers:,} papers" if card.papers > 1 else "The paper", f"author:{card.id}"
    items: list[Item] = [_page_button("open", label, Place(card.id))]
    if card.coauthors:
        items.append(Ask(what="coauthors", about=key, label="Co-authors"))
    return Reply(
        author_embed(card),
        view_of(*items, Ask(what="metrics", about=key, label="Metrics"), FollowAuthor(author=card.id)),
    )


class TurnPage(ButtonComponent, custom_id="papers:{what:open|back|next|sort}:" + PLACE):
    what: str
    author: int
    page: int
    sort: str
    field: str
    menu: int

    async def press(self, interaction: discord.Interaction) -> None:
        await _go(interaction, Place(self.author, self.page, self.sort, self.field, self.menu))


class BackToCard(ButtonComponent, custom_id="card:{author:id}"):
    author: int
    label: str = "Author card"

    async def press(self, interaction: discord.Interaction) -> None:
        card = await library_of(interaction).ask(author_card, self.author)
        await _turn(interaction, card and card_reply(card))


class FieldMenu(MenuComponent, custom_id="papers:field:" + PLACE):
    author: int
    page: int
    sort: str
    field: str
    menu: int
    placeholder: str = "Another field"

    def build(self, custom_id: str) -> Select:
        return Select(custom_id=custom_id, placeholder=self.placeholder, options=list(self.options), row=1)

    async def press(self, interaction: discord.Interaction) -> None:
        here = Place(self.author, self.page, self.sort, self.field, self.menu)
        chosen = self.item.values[0]
        if chosen.startswith("more:"):
            await _go(interaction, replace(here, menu=int(chosen.removeprefix("more:"))))
        else:
            await _go(interaction, replace(here, field=chosen, page=0))


def _page_button(what: str, label: str, place: Place, *, disabled: bool = False) -> TurnPage:
    return TurnPage(what=what, label=label, disabled=disabled, **asdict(place))


async def _go(interaction: discord.Interaction, place: Place) -> None:
    await _turn(interaction, await author_page_reply(library_of(interaction), place))


async def _turn(interaction: discord.Interaction, reply: Reply | None) -> None:
    if reply is None:
        await interaction.response.send_message("This author is no longer in the library.", ephemeral=True)
    else:
        await edit_or_send(interaction, reply)
