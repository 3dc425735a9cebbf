"""Discord's limits hold for any data: every embed function, every message, every autocomplete."""

import datetime as dt
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import urlsplit

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

import commands
from commands.discovery.embeds.search import search_embed
from commands.discovery.search import SearchAgain
from commands.identities.embeds import split_embed
from commands.identities.split import items_of
from commands.lookup.author_pages import ALL, Place, author_page_reply, field_key
from commands.lookup.cards import author_reply, paper_reply
from commands.lookup.embeds.abstract import abstract_embed, whole_text
from commands.lookup.embeds.citation import brief_embed
from commands.lookup.embeds.paper import paper_embed
from commands.ui.autocomplete import choices
from commands.ui.embeds.limits import CHOICES, cut, cut_list, size
from commands.ui.embeds.markdown import BLANK, LINK_ROOM, escaped, escaped_paragraphs
from commands.ui.pager import Page
from commands.ui.pager import page_reply as list_page_reply
from commands.ui.reply import Reply, view_of
from storage.lookup.answers.lists import TITLE
from storage.lookup.answers.paper import DroppedByProfile, LivePaperData, PaperCard
from storage.lookup.paper_lists import author_fields, paper_page
from storage.search.entry import IndexEntry
from tests.announcements import answers as announcing
from tests.discovery import answers as discovery
from tests.examples import examples
from tests.identities import answers as identities
from tests.journal_club import answers as club
from tests.library import answers as library
from tests.lookup import answers
from tests.lookup.answers import Told, author_cards, hard, many, pages, paper_cards, questions
from tests.reading_lists import answers as saving
from tests.rows import each_row
from tests.standin.limits import choices_problems, message_problems

EMBEDS = answers.EMBEDS | discovery.EMBEDS | announcing.EMBEDS | saving.EMBEDS | club.EMBEDS | library.EMBEDS
EMBEDS |= identities.EMBEDS
quick = examples(8)


def embed_functions() -> dict[str, Callable[..., discord.Embed]]:
    """All public functions of the rooms of embeds that return an embed."""
    found = {}
    for module in pkgutil.walk_packages(commands.__path__, "commands."):
        if "embeds" not in module.name.split("."):
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            is_own = function.__module__ == module.name and not name.startswith("_")
            if is_own and inspect.get_annotations(function, eval_str=True).get("return") is discord.Embed:
                assert name not in found, f"two embed functions are called {name}"
                found[name] = function
    return found


def embed_problems(embed: discord.Embed) -> list[str]:
    body = embed.to_dict()
    problems = message_problems({"embeds": [body]})
    texts = [embed.title, *(text for field in embed.fields for text in (field.name, field.value))]
    problems += [f"looks empty: {text!r}" for text in texts if not text or BLANK.fullmatch(text)]
    if embed.url and urlsplit(embed.url).scheme not in ("http", "https"):
        problems.append(f"no address of the web: {embed.url}")
    return problems


def reply_problems(reply: Reply) -> list[str]:
    components = reply.view.to_components() if reply.view else []
    problems = message_problems({"embeds": [reply.embed.to_dict()], "components": components})
    labels = [option["label"] for row in components for part in row["components"] for option in part.get("options", [])]
    return problems + [f"looks empty: {label!r}" for label in labels if BLANK.fullmatch(label)]


def read(text: str) -> str:
    """What a person reads of an escaped text. An escape that was cut in two would leave its backslash."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text).replace("\u200b", "")


def test_every_embed_function_is_tested_here():
    assert embed_functions().keys() == EMBEDS.keys()


@pytest.mark.parametrize("name", EMBEDS)
@quick
@given(data=st.data())
def test_every_embed_keeps_the_limits_for_any_data(name, data):
    assert embed_problems(embed_functions()[name](*data.draw(EMBEDS[name]))) == []


@pytest.mark.parametrize("letter", ["x", "_", "😀", "x "])
def test_a_paper_whose_every_part_is_as_long_as_can_be_keeps_the_limits(letter):
    text, names = letter * 20_000, (letter * 118,) * 300
    url = "https://a.example/" + "p" * (LINK_ROOM - 18)
    card = PaperCard(
        1, text, url, names, names, True, names, "2023-10-10", text, True, url, text, text, text, 10**18, text, names,
        text, names, dt.date(2026, 10, 10), (DroppedByProfile(text, dt.date(2026, 10, 10)),) * 9,
    )  # fmt: skip
    assert embed_problems(paper_embed(card)) == []
    assert embed_problems(abstract_embed(card)) == []
    assert whole_text(card).count(letter * 20_000) or letter == "x "


@quick
@given(author_cards | questions)
async def test_the_replies_to_author_keep_the_limits(answer):
    assert reply_problems(author_reply(answer)) == []


@quick
@given(identities.asked)
async def test_the_menus_of_a_split_keep_the_limits(asked):
    assert reply_problems(Reply(split_embed(asked), view_of(*items_of(asked)))) == []


@quick
@given(paper_cards | questions)
async def test_the_replies_to_paper_keep_the_limits(answer):
    assert reply_problems(paper_reply(answer)) == []


@quick
@given(pages, st.integers(0, 300), st.integers(0, 200))
async def test_the_pages_keep_the_limits_wherever_the_field_menu_begins(page, menu, chosen):
    field = page.fields[chosen % len(page.fields)].field if page.fields else None
    place = Place(page.author, page.page, page.sort, field_key(field) if field is not None else ALL, menu)
    reply = await author_page_reply(Told({paper_page: page, author_fields: page.fields}), place)
    assert reply_problems(reply) == []


@quick
@given(many(hard, 40), many(hard, 40))
async def test_autocomplete_keeps_the_limits(labels, hints):
    entries = [
        IndexEntry("paper", n, label, hint, 0) for n, (label, hint) in enumerate(zip(labels, hints, strict=False))
    ]
    index = SimpleNamespace(heaviest=lambda kind, limit: entries)
    offered = await choices(Told({}, index), "paper", "")
    assert len(offered) == min(len(entries), CHOICES)
    assert choices_problems([choice.to_dict() for choice in offered]) == []
    assert not [choice for choice in offered if BLANK.fullmatch(choice.name)]


@quick
@given(pages)
async def test_a_page_shows_each_of_its_papers_on_a_line(page):
    reply = await author_page_reply(Told({paper_page: page, author_fields: page.fields}), Place(1, sort=TITLE))
    assert reply.embed.description.count("\n• ") == max(0, len(page.papers) - 1)


@examples(30)
@given(hard, st.integers(2, 300), st.sampled_from([str, escaped, escaped_paragraphs]))
def test_what_is_cut_fits_and_is_the_start_of_the_text_with_an_ellipsis(text, limit, shown):
    short = cut(text, limit, shown)
    assert size(short) <= limit
    if short != shown(text):
        assert short.endswith("…")
        if shown is not str:
            assert read(shown(text)).startswith(read(short.removesuffix("…")))


@each_row(
    ("text", "limit", "expected"),
    [
        ("Green federated learning", 17, "Green federated…"),
        ("Green federated learning", 16, "Green federated…"),
        ("Green federated learning", 15, "Green federate…"),
        ("Supercalifragilistic", 8, "Superca…"),
        ("one, two, three", 10, "one, two…"),
        ("👩\u200d👩\u200d👧" * 4, 16, "👩\u200d👩\u200d👧…"),
        ("🇫🇷🇫🇷🇫🇷", 8, "🇫🇷…"),
        ("e\u0301" * 9, 6, "e\u0301e\u0301…"),
        ("👍🏽👍🏽", 7, "👍🏽…"),
        (" " * 500 + "late", 100, " " * 500 + "late"),
    ],
)
def test_text_is_cut_at_a_word_and_never_through_a_letter_or_an_emoji(text, limit, expected):
    shown = str.strip if text.startswith(" ") else str
    assert cut(text, limit, shown) == shown(expected)


@given(
    st.lists(st.text("ab", min_size=1, max_size=20), min_size=1, max_size=400),
    st.integers(60, 300),
    st.integers(0, 500),
)
def test_a_list_that_is_cut_says_how_many_more_there_are(items, limit, besides):
    shown = cut_list(tuple(items), limit, besides=besides)
    assert size(shown) <= limit
    names, _, more = shown.partition("and ")
    left = int(more.removesuffix(" more").replace(",", "") or 0)
    assert len([name for name in names.split(", ") if name]) + left == len(items) + besides


@quick
@given(paper_cards)
async def test_what_the_cards_of_a_paper_cut_is_whole_behind_the_button(card):
    shown = [part for embed in (paper_reply(card).embed, abstract_embed(card)) for part in _shown(embed)]
    given_texts = (card.title, card.abstract, card.field, card.venue, card.doi, card.arxiv_id, *card.authors)
    if any("…" in (text or "") for text in given_texts + card.hidden + card.affiliations + card.sources):
        return
    is_cut = any("…" in part or " more" in part for part in shown)
    text = whole_text(card)
    assert text is not None or not is_cut
    if text is not None:
        assert abstract_embed(card).footer.text
        assert reply_has_whole_abstract(card)


CARD = PaperCard(
    1, "A Title", None, ("Ann Author",), (), False, (), "2024", "cs.LG", False, None, None, None, None, None,
    "An abstract.", ("An abstract.",), None, ("ann.txt",), dt.date(2026, 11, 1),
)  # fmt: skip
LONG_SUMMARY = LivePaperData(
    "Semantic Scholar", dt.date(2026, 11, 1), 5, "We show it. " * 29 + "And this is the end of it."
)
SIX_PROFILES = tuple(
    DroppedByProfile(f"Professor Somebody With A Long Name {n}", dt.date(2026, 11, n)) for n in range(1, 7)
)


@pytest.mark.parametrize(
    ("card", "ending"),
    [
        (replace(CARD, live=(LONG_SUMMARY,)), "And this is the end of it."),
        (replace(CARD, vanished=SIX_PROFILES), "Long Name 6’s profile since 6 Nov 2026"),
    ],
)
async def test_a_long_summary_and_a_sixth_profile_can_be_read_behind_the_button(card, ending):
    assert whole_text(CARD) is None
    assert ending not in str(paper_embed(card).to_dict())
    assert ending in whole_text(card)
    assert reply_has_whole_abstract(card)


def reply_has_whole_abstract(card) -> bool:
    rows = paper_reply(card).view.to_components()
    return rows[0]["components"][0]["custom_id"] == f"abstract:{card.id}"


def _shown(embed: discord.Embed) -> list[str]:
    """All but the shortened abstract, which the button always shows."""
    description = embed.description if not embed.fields else ""
    return [embed.title, description or "", *(field.value for field in embed.fields), embed.footer.text or ""]


@quick
@given(data=st.data())
def test_ten_brief_cards_fit_into_a_message(data):
    card = data.draw(paper_cards)
    assert message_problems({"embeds": [brief_embed(card).to_dict()] * 10}) == []


@quick
@given(shown=discovery.search_pages)
def test_a_page_of_a_list_keeps_the_limits_with_its_buttons_and_menu(shown):
    papers = tuple({found.line.id: found.line for found in shown.found}.values())
    buttons = tuple(
        SearchAgain(label=name, query="0" * 16, sort=sort)
        for sort, name in [("relevance", "Best match"), ("cited", "Most")]
    )
    reply = list_page_reply(Page(search_embed(shown), shown.page, shown.pages, papers, buttons), "search", "0" * 16)
    assert reply_problems(reply) == []
