"""/search: papers by what is written in them."""

import json
import re
from dataclasses import asdict, replace
from typing import cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.discovery.embeds.search import nothing_embed, search_embed, search_title
from commands.ui.autocomplete import choices, field_choices
from commands.ui.client import library_of
from commands.ui.export_button import MOST, Papers, exports
from commands.ui.faults import apologies
from commands.ui.pager import Page, list_reply, listed, page_reply, turn_to
from commands.ui.paper_menu import OpenPaper
from commands.ui.reply import Button, Item, Reply, send, view_of
from storage.discovery.answers.search import SearchPage, SearchQuestion
from storage.discovery.saved_queries import KEY
from storage.discovery.search import found_papers, search_page
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
            What it is about, such as: differential privacy -images author:stock year:2020..2023
        author:
            Only papers of this author
        field:
            Only papers of this field, such as Machine Learning or cs.LG
        first_year:
            Only papers of this year or later
        last_year:
            Only papers of this year or earlier
        code:
            Only papers with code, or only those without
        venue:
            Only papers of this journal or conference
        sort:
            What comes first
        """
        question = SearchQuestion(query, author, field, first_year, last_year, code, venue, sort)
        await send(interaction, await answer_search(self.library, question))

    @search.autocomplete("author")
    async def suggest_authors(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "author", words)

    @search.autocomplete("field")
    async def suggest_fields(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await field_choices(self.library, words)


async def answer_search(library: Library, question: SearchQuestion, page: int = 0) -> Reply:
    answer = await library.ask(search_page, library.index, library.meaning, question, page)
    if isinstance(answer, SearchPage):
        return page_reply(await _page(library, answer), KIND, await _key(library, question))
    items: list[Item] = []
    if answer.unfiltered:
        items.append(Again("Without filters", await _key(library, SearchQuestion(question.words))))
    if answer.nearest:
        items.append(OpenPaper(answer.nearest))
    return Reply(nothing_embed(answer), view_of(*items))


async def _page(library: Library, answer: SearchPage) -> Page:
    others: list[Sort] = [sort for sort in SORTS if sort != answer.question.sort and answer.total > 1]
    buttons = [Again(SORTS[sort], await _key(library, replace(answer.question, sort=sort))) for sort in others]
    papers = tuple(found.line for found in answer.found)
    return Page(search_embed(answer), answer.page, answer.pages, papers, tuple(buttons))


async def _key(library: Library, question: SearchQuestion) -> str:
    said = {name: value for name, value in asdict(question).items() if value is not None and name != "sort"}
    return f"{await library.questions.keep(json.dumps(said, sort_keys=True))}.{question.sort}"


async def _question(library: Library, key: str) -> SearchQuestion | None:
    kept, _, sort = key.partition(".")
    text = await library.questions.recall(kept)
    return None if text is None else SearchQuestion(**json.loads(text), sort=cast(Sort, sort))


@listed(KIND)
async def show_search(library: Library, key: str, page: int) -> Reply | None:
    question = await _question(library, key)
    return question and await answer_search(library, question, page)


@exports(KIND)
async def search_papers(library: Library, key: str) -> Papers | None:
    question = await _question(library, key)
    if question is None:
        return None
    found, total = await library.ask(found_papers, library.index, library.meaning, question, MOST)
    return Papers(search_title(question), found, total)


class Again(discord.ui.DynamicItem[Button], template=rf"search:(?P<key>{KEY}\.(?:{'|'.join(SORTS)}))"):
    """Asks a question that is a little other than the one before."""

    def __init__(self, label: str, key: str) -> None:
        super().__init__(Button(label=label, custom_id=f"search:{key}"))
        self.key = key

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Again":
        return cls("", match["key"])

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            await turn_to(interaction, await list_reply(library_of(interaction), KIND, self.key))
