"""/search: full-text search for papers."""

import json
from dataclasses import asdict, replace
from typing import cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.discovery.embeds.search import nothing_embed, search_embed, search_title
from commands.ui.autocomplete import choices, field_choices
from commands.ui.component import ButtonComponent
from commands.ui.export_button import MOST
from commands.ui.pager import Page, page_reply, turn_to
from commands.ui.paper_menu import open_menu
from commands.ui.reply import Item, Reply, send, view_of
from commands.ui.routes import ListedPapers, library_of
from storage.discovery.answers.search import SearchPage, SearchRequest
from storage.discovery.search import found_paper_ids, search_page
from storage.library import Library
from storage.search.snippets import Sort

KIND = "search"
SORTS: dict[Sort, str] = {"relevance": "Best match", "newest": "Newest", "cited": "Most cited"}
Year = Range[int, 1000, 2200]


class SearchCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    @app_commands.rename(first_year="from", last_year="to")
    @app_commands.choices(sort=[Choice(name=name, value=sort) for sort, name in SORTS.items()])
    async def search(
        self,
        interaction: discord.Interaction,
        query: Range[str, 1, 500],
        author: Range[str, 1, 200] | None = None,
        field: Range[str, 1, 200] | None = None,
        first_year: Year | None = None,
        last_year: Year | None = None,
        code: bool | None = None,
        venue: Range[str, 1, 200] | None = None,
        sort: Sort = "relevance",
    ) -> None:
        """Search titles and abstracts: words, "phrases", -without, OR, author: title: year:2020..2023

        Parameters
        ----------
        query:
            For example: differential privacy -images author:stock year:2020..2023
        author:
            Only papers by this author
        field:
            Only papers in this field, for example Machine Learning or cs.LG
        first_year:
            Only papers from this year or later
        last_year:
            Only papers from this year or earlier
        code:
            Only papers with code, or only papers without
        venue:
            Only papers at this conference or in this journal
        sort:
            What to show first (default: Best match)
        """
        request = SearchRequest(query, author, field, first_year, last_year, code, venue, sort)
        await send(interaction, await answer_search(self.library, request))

    @search.autocomplete("author")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)

    @search.autocomplete("field")
    async def suggest_fields(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await field_choices(self.library, words)


async def answer_search(library: Library, request: SearchRequest, page: int = 0) -> Reply:
    answer = await library.ask(search_page, library.index, library.reranker, request, page)
    if isinstance(answer, SearchPage):
        return page_reply(await _page(library, answer), KIND, await _key(library, request))
    items: list[Item] = []
    if answer.unfiltered:
        items.append(await _again("Without filters", library, SearchRequest(request.words)))
    if answer.nearest:
        items.append(open_menu(answer.nearest))
    return Reply(nothing_embed(answer), view_of(*items))


async def _page(library: Library, answer: SearchPage) -> Page:
    others: list[Sort] = [sort for sort in SORTS if sort != answer.request.sort and answer.total > 1]
    buttons = [await _again(SORTS[sort], library, replace(answer.request, sort=sort)) for sort in others]
    papers = tuple(found.line for found in answer.found)
    return Page(search_embed(answer), answer.page, answer.pages, papers, tuple(buttons))


async def _key(library: Library, request: SearchRequest) -> str:
    said = {name: value for name, value in asdict(request).items() if value is not None and name != "sort"}
    return f"{await library.saved_queries.save(json.dumps(said, sort_keys=True))}.{request.sort}"


async def _request(library: Library, key: str) -> SearchRequest | None:
    kept, _, sort = key.partition(".")
    text = await library.saved_queries.load(kept)
    return None if text is None else SearchRequest(**json.loads(text), sort=cast(Sort, sort))


async def show_search(library: Library, key: str, page: int) -> Reply | None:
    request = await _request(library, key)
    return request and await answer_search(library, request, page)


async def search_papers(library: Library, key: str) -> ListedPapers | None:
    request = await _request(library, key)
    if request is None:
        return None
    found, total = await library.ask(found_paper_ids, library.index, library.reranker, request, MOST)
    return ListedPapers(search_title(request), found, total)


class SearchAgain(ButtonComponent, custom_id="search:{query:hash}.{sort:relevance|newest|cited}"):
    """Repeats a search with another order, or without its filters."""

    query: str
    sort: str

    async def press(self, interaction: discord.Interaction) -> None:
        reply = await show_search(library_of(interaction), f"{self.query}.{self.sort}", 0)
        await turn_to(interaction, reply)


async def _again(label: str, library: Library, request: SearchRequest) -> SearchAgain:
    query, _, sort = (await _key(library, request)).partition(".")
    return SearchAgain(label=label, query=query, sort=sort)
