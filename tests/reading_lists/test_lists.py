"""Reading lists in the store, on SQLite and on PostgreSQL."""

import datetime as dt

from sqlalchemy import select

from storage.privacy.personal import erase_personal_data, read_personal_data
from storage.reading_lists.answers import MAX_LISTS, MAX_PAPERS, ListFull, Owner, PaperSaved, TooManyLists
from storage.reading_lists.entries import all_entries, list_page, remove_entry
from storage.reading_lists.lists import delete_list, find_list, list_by_id, lists_of, rename_list
from storage.reading_lists.save import SaveRequest, pop_draft, save_paper, store_draft
from storage.reading_lists.sharing import share_list, shared_page
from storage.schema.columns import metadata
from tests.conftest import NOW, Shelf
from tests.history.test_undo import take_back

t = metadata.tables

ANN, BOB, GUILD = 10**17 + 1, 10**17 + 2, 10**17 + 3
MINE, OURS = Owner(person=ANN), Owner(guild=GUILD)
LINE = '{{"title": "Paper {0}", "authors": ["Ann Lee"], "abstract": "About {0}."}}\n'
LATER = NOW + dt.timedelta(hours=1)


def wish(
    owner: Owner = MINE, note: str | None = None, person: int = ANN, name: str = "To read", **more: bool
) -> SaveRequest:
    return SaveRequest(person, owner, name, note, **more)


async def papers(shelf: Shelf, most: int) -> list[int]:
    await shelf.load("papers.jsonl", "".join(LINE.format(n) for n in range(most)))
    p = metadata.tables["paper"].c
    async with shelf.library.store.reading() as session:
        return list((await session.execute(select(p.id).order_by(p.id))).scalars())


async def put(shelf: Shelf, wanted: SaveRequest, paper: int, title: str = "Paper 0", now: dt.datetime = NOW):
    return await shelf.library.change(save_paper, wanted, paper, title, now)


async def test_saving_twice_keeps_one_entry_with_the_newer_note(quick_shelf: Shelf):
    (paper,) = await papers(quick_shelf, 1)
    first = await put(quick_shelf, wish(note="for Friday"), paper)
    assert isinstance(first, PaperSaved)
    assert (first.had, first.list.papers) == (False, 1)
    again = await put(quick_shelf, wish(note="read it"), paper)
    assert (again.had, again.noted, again.note) == (True, True, "read it")
    silent = await put(quick_shelf, wish(), paper)
    assert (silent.had, silent.noted, silent.note) == (True, False, "read it")
    (entry,) = await quick_shelf.library.ask(all_entries, first.list.id)
    assert (entry.note, entry.line.id) == ("read it", paper)


async def test_names_that_people_take_for_one_are_one_list(quick_shelf: Shelf):
    (paper,) = await papers(quick_shelf, 1)
    await put(quick_shelf, wish(name="Rényi  Divergence"), paper)
    assert (await quick_shelf.library.ask(find_list, MINE, "renyi divergence")).papers == 1
    assert await quick_shelf.library.ask(find_list, OURS, "renyi divergence") is None
    await put(quick_shelf, wish(name="🎉"), paper)
    assert await quick_shelf.library.ask(find_list, MINE, "🎈") is None
    assert {one.name for one in await quick_shelf.library.ask(lists_of, MINE)} == {"Rényi  Divergence", "🎉"}


async def test_nobody_sees_another_person_s_list(quick_shelf: Shelf):
    (paper,) = await papers(quick_shelf, 1)
    await put(quick_shelf, wish(note="secret"), paper)
    assert await quick_shelf.library.ask(lists_of, Owner(person=BOB)) == ()
    assert await quick_shelf.library.ask(lists_of, OURS) == ()
    assert await quick_shelf.library.ask(read_personal_data, BOB) == {}


async def test_on_a_server_s_list_the_note_is_of_who_added_the_paper(shelf: Shelf):
    (paper,) = await papers(shelf, 1)
    await put(shelf, wish(OURS, "by ann"), paper)
    other = await put(shelf, wish(OURS, "by bob", BOB), paper)
    assert (other.refused, other.note) == (True, "by ann")
    by_moderator = await put(shelf, wish(OURS, "by bob", BOB, may_manage=True), paper)
    assert (by_moderator.refused, by_moderator.note) == (False, "by bob")


async def test_lists_and_papers_have_an_end(quick_shelf: Shelf):
    (paper, other) = await papers(quick_shelf, 2)
    for number in range(MAX_LISTS):
        await put(quick_shelf, wish(name=f"list {number}"), paper)
    assert await put(quick_shelf, wish(name="one more"), paper) == TooManyLists(MINE)
    known = await quick_shelf.library.ask(find_list, MINE, "list 0")
    rows = [
        {"id": n, "list": known.id, "paper": None, "title": "x", "note": None, "person": ANN, "added_at": NOW}
        | {"noted_at": NOW}
        for n in range(1, MAX_PAPERS)
    ]
    async with quick_shelf.library.store.writing() as session:
        await session.execute(t["saved_paper"].insert(), rows)
    assert isinstance(await put(quick_shelf, wish(name="list 0"), other), ListFull)
    assert (await put(quick_shelf, wish(name="list 0"), paper)).had


async def test_a_paper_that_was_taken_back_stays_by_its_title_and_is_tied_again_when_it_is_back(quick_shelf: Shelf):
    (paper,) = await papers(quick_shelf, 1)
    saved = await put(quick_shelf, wish(note="keep"), paper)
    assert await take_back(quick_shelf) is not None
    (entry,) = await quick_shelf.library.ask(all_entries, saved.list.id)
    assert (entry.title, entry.line, entry.note) == ("Paper 0", None, "keep")
    back, _ = await papers(quick_shelf, 2)
    assert back != paper, "it comes in another file"
    assert (await put(quick_shelf, wish(), back)).had
    (entry,) = await quick_shelf.library.ask(all_entries, saved.list.id)
    assert entry.line.id == back


async def test_what_is_shared_shows_nothing_of_what_comes_later(shelf: Shelf):
    one, other = await papers(shelf, 2)
    saved = await put(shelf, wish(note="first"), one)
    key = await shelf.library.change(share_list, saved.list.id, ANN, NOW, notes=True)
    bare = await shelf.library.change(share_list, saved.list.id, ANN, NOW, notes=False)
    await put(shelf, wish(), other, "Paper 1", LATER)
    shared = await shelf.library.ask(shared_page, key, 0)
    assert [(entry.title, entry.note) for entry in shared.shown.saved] == [("Paper 0", "first")]
    assert (await shelf.library.ask(shared_page, bare, 0)).shown.saved[0].note is None
    await put(shelf, wish(note="private"), one, "Paper 0", LATER)
    assert (await shelf.library.ask(shared_page, key, 0)).shown.saved[0].note is None
    assert await shelf.library.change(delete_list, saved.list.id)
    assert await shelf.library.ask(shared_page, key, 0) is None


async def test_pages_hold_ten_the_newest_first(shelf: Shelf):
    ids = await papers(shelf, 12)
    for place, paper in enumerate(ids):
        saved = await put(shelf, wish(), paper, f"Paper {place}", NOW + dt.timedelta(seconds=place))
    first = await shelf.library.ask(list_page, saved.list.id, 0)
    assert [entry.title for entry in first.saved] == [f"Paper {n}" for n in range(11, 1, -1)]
    last = await shelf.library.ask(list_page, saved.list.id, 99)
    assert (last.page, last.pages, len(last.saved)) == (1, 2, 2)


async def test_lists_are_renamed_and_papers_removed(shelf: Shelf):
    (paper,) = await papers(shelf, 1)
    saved = await put(shelf, wish(), paper)
    await put(shelf, wish(name="Other"), paper)
    assert not await shelf.library.change(rename_list, saved.list.id, "OTHER")
    assert await shelf.library.change(rename_list, saved.list.id, "TO READ")
    (entry,) = await shelf.library.ask(all_entries, saved.list.id)
    assert await shelf.library.change(remove_entry, saved.list.id, entry.id)
    assert not await shelf.library.change(remove_entry, saved.list.id, entry.id)
    assert (await shelf.library.ask(list_by_id, saved.list.id)).papers == 0


async def test_a_wish_is_kept_until_it_is_said_which_paper_was_meant(shelf: Shelf):
    key = await shelf.library.change(store_draft, wish(OURS, "x" * 500), NOW)
    assert await shelf.library.change(pop_draft, key) == (wish(OURS, "x" * 500), NOW)
    assert await shelf.library.change(pop_draft, key) is None
    old = await shelf.library.change(store_draft, wish(), NOW)
    await shelf.library.change(store_draft, wish(), NOW + dt.timedelta(days=2))
    assert await shelf.library.change(pop_draft, old) is None


async def test_a_person_is_told_all_and_forgotten(shelf: Shelf):
    (paper,) = await papers(shelf, 1)
    own = await put(shelf, wish(note="mine"), paper)
    ours = await put(shelf, wish(OURS, "ours"), paper)
    await shelf.library.change(share_list, ours.list.id, ANN, NOW, notes=True)
    await shelf.library.change(store_draft, wish(note="half"), NOW)
    told = await shelf.library.ask(read_personal_data, ANN)
    assert told["your reading lists"][0]["papers"][0]["note"] == "mine"
    assert told["papers you added to server lists"][0]["note"] == "ours"
    assert told.keys() == {
        "your reading lists", "papers you added to server lists", "server lists you created", "lists you shared",
        "unfinished saves",
    }  # fmt: skip
    await shelf.library.change(erase_personal_data, ANN)
    assert await shelf.library.ask(read_personal_data, ANN) == {}
    assert await shelf.library.ask(list_by_id, own.list.id) is None
    (entry,) = await shelf.library.ask(all_entries, ours.list.id)
    assert (entry.note, entry.person) == ("ours", None)
