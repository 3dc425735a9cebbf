"""What people made of papers and authors outlives that these are undone, redone and imported again."""

import json
from collections.abc import Sequence

from storage.announcements.digest import preview_digest
from storage.announcements.enqueue import enqueue_now
from storage.announcements.members import link_member
from storage.announcements.personal import AWAY, FOLLOWS
from storage.announcements.setup import add_follow, start_announcements
from storage.announcements.subscriptions import Recipient
from storage.history.undo import last_change
from storage.journal_club.nominating import nominate_paper
from storage.lookup.find import find_author, find_paper
from storage.privacy.personal import read_personal_data
from storage.reading_lists.answers import Owner
from storage.reading_lists.save import SaveRequest, save_paper
from tests.conftest import NOW, Shelf
from tests.history.test_undo import LATER, LOADS, SEED, bring_again, bulk, dump, take_back

GUILD, CHANNEL, ANN, BOB = 7, 70, 11, 12
FILES = {"pierre-stock.txt": SEED, **LOADS}
PEOPLE_S = ("follow", "member_link", "nomination", "saved_paper", "told", "told_numbers")


def render(_digest: object) -> Sequence[str]:
    return ("{}",)


async def load(shelf: Shelf, name: str) -> None:
    assert not (await shelf.load(name, FILES[name], captured=LATER)).changed_nothing


async def make_things(shelf: Shelf) -> None:
    """Everything there is about a paper and an author of each file, all of it announced."""
    library = shelf.library
    for title in ("Voxtral TTS", "Mistral 7B", "Something Else Entirely"):
        paper = await library.ask(find_paper, library.index, title)
        wish = SaveRequest(ANN, Owner(person=ANN), "reading list", "for Friday")
        await library.change(save_paper, wish, paper.id, title, NOW)
        await library.change(nominate_paper, GUILD, paper.id, title, ANN, NOW)
    for person, name in ((ANN, "Pierre Stock"), (BOB, "Zoe New")):
        author = (await library.ask(find_author, library.index, name)).id
        await library.change(link_member, GUILD, person, author)
        await library.change(add_follow, library.index, Recipient(person=person), person, "author", str(author), NOW)
    assert await library.change(enqueue_now, library.index, 1, NOW, render) == "filled"


async def news(shelf: Shelf, subscription: int) -> tuple[int, int]:
    """(papers, profiles) that it would be sent now."""
    preview = await shelf.library.ask(preview_digest, shelf.library.index, subscription, NOW)
    return preview.digest.papers, len(preview.digest.profiles)


async def test_four_undos_a_redo_and_a_reload_leave_every_table_as_before_and_announce_nothing(shelf: Shelf):
    """All but the log of changes itself, and the number of the change that last touched a paper or an author."""
    await shelf.library.change(
        start_announcements, shelf.library.index, Recipient(GUILD, CHANNEL), ANN, {}, {}, 0, NOW, render
    )
    for name in FILES:
        await load(shelf, name)
    await make_things(shelf)
    before = await dump(shelf)
    assert all(before[table] for table in PEOPLE_S)
    for _ in FILES:
        assert await take_back(shelf) is not None
    away = await dump(shelf)
    assert not away["paper"]
    assert not away["author"]
    assert {name: away[name] for name in PEOPLE_S} == {name: before[name] for name in PEOPLE_S}
    assert [await news(shelf, subscription) for subscription in (1, 2, 3)] == [(0, 0)] * 3
    kept = await shelf.library.ask(read_personal_data, BOB)
    assert (kept[FOLLOWS], kept["your author links"][0]["author"]) == ([{"author": AWAY}], AWAY)
    assert await bring_again(shelf)
    for name in list(FILES)[1:]:
        await load(shelf, name)
    assert await dump(shelf) == before
    assert [await news(shelf, subscription) for subscription in (1, 2, 3)] == [(0, 0)] * 3
    assert await shelf.library.ask(find_author, shelf.library.index, "Zoe New") is not None


async def test_who_imports_an_undone_file_again_can_undo_it(quick_shelf: Shelf):
    await load(quick_shelf, "bulk.jsonl")
    await take_back(quick_shelf)
    await load(quick_shelf, "bulk.jsonl")
    change, is_possible = await quick_shelf.library.ask(last_change)
    assert (change.number, change.new, is_possible) == (1, 2, True)
    assert not (await dump(quick_shelf))["reading_list"]


async def test_a_new_change_forgets_what_was_undone(quick_shelf: Shelf):
    await load(quick_shelf, "bulk.jsonl")
    await take_back(quick_shelf)
    await quick_shelf.load("other.jsonl", bulk({"title": "Other"}))
    assert not await bring_again(quick_shelf)
    assert (await take_back(quick_shelf)).file == "other.jsonl"
    assert await bring_again(quick_shelf)
    assert not await bring_again(quick_shelf)
    assert json.loads((await dump(quick_shelf))["paper"][0])["title"] == "Other"
