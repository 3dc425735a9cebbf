"""Who is who by an admin's word: merged, split, and nothing that is loaded afterwards says otherwise."""

import datetime as dt
import itertools
import json

import pytest
from sqlalchemy import select

from storage.identities.alias import add_alias, remove_alias
from storage.identities.decision import Decision, IdentityError
from storage.identities.link import link_external_id, unlink_external_id
from storage.identities.merge import merge_authors
from storage.identities.queries import decision_log
from storage.identities.split import split_author
from storage.identities.unmerge import undo_merge
from storage.lookup.answers.author import AuthorCard, SeveralAuthors
from storage.lookup.external_ids import TypedExternalId, parse_external_id
from storage.schema.columns import metadata
from tests.conftest import NOW, Shelf
from tests.history.test_undo import dump, take_back
from tests.importing.test_identity import ALICE, BOB, OTHER_BOB, profile
from tests.importing.test_import import author
from tests.rows import each_row

ADA = Decision(NOW, 7)
t = metadata.tables
BULK = "\n".join(
    json.dumps({"title": title, "authors": ["Bob Lee", "Eve East"]}) for title in ("Cement", "Concrete", "Glue")
)


async def ids(shelf: Shelf, name: str) -> list[int]:
    """Everybody of that name today, most papers first."""
    answer = await author(shelf, name)
    if isinstance(answer, SeveralAuthors):
        return [one.id for one in sorted(answer.options, key=lambda one: -one.papers)]
    return [answer.id] if isinstance(answer, AuthorCard) else []


async def papers(shelf: Shelf, person: int) -> dict[str, int]:
    m, p = t["authorship"].c, t["paper"].c
    async with shelf.library.store.reading() as session:
        rows = await session.execute(select(p.title, p.id).join_from(t["authorship"], t["paper"], m.paper == p.id)
                                     .where(m.author == person))  # fmt: skip
        return {row.title: row.id for row in rows}


async def join(shelf: Shelf, one: int, other: int) -> str:
    told = await shelf.library.change(merge_authors, one, other, ADA)
    await shelf.library.sync_index()
    return told


async def part(shelf: Shelf, person: int, titles: set[str], to: int | None = None) -> int:
    theirs = await papers(shelf, person)
    new, _ = await shelf.library.change(split_author, person, {theirs[title] for title in titles}, ADA, to)
    await shelf.library.sync_index()
    return new


async def test_merged_people_are_one_and_reloading_both_profiles_changes_nothing(quick_shelf: Shelf):
    await quick_shelf.load("bob.txt", BOB)
    await quick_shelf.load("other/bob.txt", OTHER_BOB)
    one, other = await ids(quick_shelf, "bob lee")
    before = await dump(quick_shelf)
    assert await join(quick_shelf, one, other) == "merged Bob Lee into Bob Lee"
    assert set(await papers(quick_shelf, one)) == {"Rivers", "Hills", "Enzymes"}
    assert await ids(quick_shelf, "bob lee") == [one]
    assert (await author(quick_shelf, f"author:{other}")).id == one
    after = await dump(quick_shelf)
    for name, text in (("bob.txt", BOB), ("other/bob.txt", OTHER_BOB)):
        assert (await quick_shelf.load(name, text)).changed_nothing
        newer = text.replace("h-index5", "h-index6")
        report = await quick_shelf.load(name, newer, captured=dt.date(2026, 12, 1))
        assert report.new == 0
        assert not report.profile_is_new
        await take_back(quick_shelf)
    assert (await dump(quick_shelf))["source"] == after["source"]
    await take_back(quick_shelf)
    assert await dump(quick_shelf) == before


async def test_a_merge_is_taken_back_to_the_row_with_everything_that_hangs_on_people(shelf: Shelf):
    await shelf.load("alice.txt", ALICE)
    await shelf.load("other.txt", OTHER_BOB)
    await shelf.load("bulk.jsonl", BULK)
    everybody = await ids(shelf, "bob lee")
    first, second, third = sorted(everybody)
    async with shelf.library.store.writing() as session:
        rows = [{"author": who, "name_hash": 5, "name": "Bobby"} for who in everybody]
        await session.execute(t["alias"].insert(), rows)
        await session.execute(t["external_id"].insert(), [{"scheme": "orcid", "value": "x", "author": second}])
        await session.execute(t["apart"].insert(), [{"one": first, "other": second}, {"one": second, "other": third}])
        nb = {"paper": (await papers(shelf, first))["Rivers"], "author": second}
        await session.execute(t["not_by"].insert(), [nb])
    before = await dump(shelf)
    await join(shelf, first, second)
    (today,) = {(await author(shelf, f"author:{who}")).id for who in (first, second)}
    state = await dump(shelf)
    assert len(state["apart"]) == 1
    assert not state["not_by"], "who stands on a paper after all is not said not to"
    assert len(state["alias"]) == 2
    assert json.loads(state["external_id"][0])["author"] == today
    await take_back(shelf)
    assert await dump(shelf) == before


async def test_where_both_stand_on_a_paper_the_listed_mention_stays(shelf: Shelf):
    await shelf.load("bob.txt", profile("Bob Lee", ("Seas", "Alice Adler, Carl Cox et al.")))
    (bob,) = await ids(shelf, "bob lee")
    (carl,) = await ids(shelf, "carl cox")
    before = await dump(shelf)
    await join(shelf, bob, carl)
    async with shelf.library.store.reading() as session:
        rows = (await session.execute(select(t["authorship"]).where(t["authorship"].c.author == bob))).all()
    assert [(row.position, row.name) for row in rows] == [(1, "Carl Cox")]
    await take_back(shelf)
    assert await dump(shelf) == before


async def test_a_chain_of_merges_points_to_the_last_one(shelf: Shelf):
    names = [f"Person {chr(97 + n)}xyz" for n in range(8)]
    await shelf.load("b.jsonl", "\n".join(json.dumps({"title": f"T{n} {n}", "authors": [n]}) for n in names))
    people = [(await ids(shelf, name))[0] for name in names]
    for last, following in itertools.pairwise(people):
        await join(shelf, following, last)
    async with shelf.library.store.reading() as session:
        a = t["author"].c
        rows = (await session.execute(select(a.merged_into).where(a.id.in_(people[:-1])))).scalars().all()
    assert set(rows) == {people[-1]}


async def test_what_cannot_be_merged_is_refused(quick_shelf: Shelf):
    await quick_shelf.load("alice.txt", ALICE)
    (alice,), (bob,), (carl,) = [await ids(quick_shelf, name) for name in ("alice adler", "bob lee", "carl cox")]
    await join(quick_shelf, bob, carl)
    for one, other in ((alice, alice), (alice, 999_999), (bob, carl), (alice, carl)):
        with pytest.raises(IdentityError):
            await quick_shelf.library.change(merge_authors, one, other, ADA)


async def test_a_split_stays_whatever_is_loaded_again(quick_shelf: Shelf):
    whole = profile("Alice Adler", ("Rivers", "Alice Adler, Bob Lee"), ("Enzymes", "Alice Adler, Bob Lee, Eve East"))
    newer = profile("Alice Adler", ("Rivers", "Alice Adler, Bob Lee, Zoe Zed"),
                    ("Enzymes", "Alice Adler, Bob Lee, Eve East, Zoe Zed"),
                    ("Lakes", "Alice Adler, Bob Lee"))  # fmt: skip
    bulk = "\n".join(json.dumps({"title": title, "authors": ["Alice Adler", "Bob Lee"], "abstract": "Of it."})
                     for title in ("Rivers", "Enzymes", "Cement"))  # fmt: skip
    await quick_shelf.load("alice.txt", whole)
    (bob,) = await ids(quick_shelf, "bob lee")
    before = await dump(quick_shelf)
    new = await part(quick_shelf, bob, {"Enzymes"})
    for name, text in (("alice.txt", whole), ("alice.txt", newer), ("bulk.jsonl", bulk), ("alice.txt", whole)):
        await quick_shelf.load(name, text, captured=dt.date(2026, 12, 1))
        assert set(await papers(quick_shelf, new)) == {"Enzymes"}
        assert "Rivers" in await papers(quick_shelf, bob)
        assert "Enzymes" not in await papers(quick_shelf, bob)
    assert set(await papers(quick_shelf, bob)) == {"Rivers", "Lakes"}, "what is new stays with the one the source means"
    while await dump(quick_shelf) != before:
        assert await take_back(quick_shelf) is not None


async def test_an_owner_of_whom_a_paper_is_not_does_not_claim_it_again(quick_shelf: Shelf):
    text = profile("Bob Lee", ("Rivers", "Alice Adler, Bob Lee"), ("Seas", "Alice Adler, Carl Cox et al."),
                   ("Hills", "B. Lee, Carl Cox"))  # fmt: skip
    newer = text.replace("Alice Adler, Carl Cox et al.", "Alice Adler, Carl Cox, Dora Dean et al.")
    newer = newer.replace("B. Lee, Carl Cox", "B. Lee, Carl Cox, Dora Dean")
    await quick_shelf.load("bob.txt", text)
    (bob,) = await ids(quick_shelf, "bob lee")
    new = await part(quick_shelf, bob, {"Seas"})
    new = await part(quick_shelf, bob, {"Hills"}, new)
    for copy in (text, newer, text):
        await quick_shelf.load("bob.txt", copy, captured=dt.date(2026, 12, 1))
        assert set(await papers(quick_shelf, bob)) == {"Rivers"}
        assert set(await papers(quick_shelf, new)) == {"Seas", "Hills"}


async def test_a_paper_that_ties_the_two_does_not_make_them_one(shelf: Shelf):
    """Bob's own profile says "Bob Lee" of a paper that an admin gave to the other: the load would merge them."""
    await shelf.load("alice.txt", ALICE)
    (bob,) = await ids(shelf, "bob lee")
    new = await part(shelf, bob, {"Lakes"})
    dora = profile("Dora Dean", ("Hills", "Bob Lee, Dora Dean"), ("Rivers", "Alice Adler, Bob Lee, Dora Dean"),
                   ("Lakes", "Alice Adler, Bob Lee, Dora Dean"))  # fmt: skip
    await shelf.load("dora.txt", dora)
    assert set(await papers(shelf, bob)) == {"Rivers", "Hills"}
    assert set(await papers(shelf, new)) == {"Lakes"}
    assert sorted(await ids(shelf, "bob lee")) == sorted([bob, new])


async def test_a_load_that_makes_two_one_takes_along_what_admins_said(quick_shelf: Shelf):
    await quick_shelf.load("alice.txt", ALICE)
    (bob,) = await ids(quick_shelf, "bob lee")
    new = await part(quick_shelf, bob, {"Lakes"})
    async with quick_shelf.library.store.writing() as session:
        await session.execute(t["alias"].insert(), [{"author": new, "name_hash": 5, "name": "Bobby"}])
    before = await dump(quick_shelf)
    await quick_shelf.load("lakes.txt", profile("Bob Lee", ("Lakes", "Alice Adler, Bob Lee")))
    today = (await author(quick_shelf, f"author:{new}")).id
    assert today not in (bob, new)
    state = await dump(quick_shelf)
    assert json.loads(state["apart"][0]) == {"one": bob, "other": today, "changed_in": None}
    assert json.loads(state["alias"][0])["author"] == today
    await take_back(quick_shelf)
    assert await dump(quick_shelf) == before


async def test_what_cannot_be_split_is_refused(quick_shelf: Shelf):
    await quick_shelf.load("alice.txt", ALICE)
    await quick_shelf.load("bulk.jsonl", BULK)
    (alice,) = await ids(quick_shelf, "alice adler")
    theirs = set((await papers(quick_shelf, alice)).values())
    before = await dump(quick_shelf)
    for chosen in (theirs, set[int](), {999_999}, {max(theirs) + 1}):
        with pytest.raises(IdentityError):
            await quick_shelf.library.change(split_author, alice, chosen, ADA)
    assert await dump(quick_shelf) == before


async def test_a_merge_is_taken_back_though_others_came_after_it(shelf: Shelf):
    await shelf.load("bob.txt", BOB)
    await shelf.load("other/bob.txt", OTHER_BOB)
    one, other = await ids(shelf, "bob lee")
    await join(shelf, one, other)
    newer = profile("Bob Lee", ("Enzymes", "Bob Lee, Eve East"), ("Proteins", "Bob Lee, Eve East"))
    await shelf.load("other/bob.txt", newer, captured=dt.date(2026, 12, 1))
    await shelf.load("alice.txt", ALICE)
    before = await dump(shelf)
    told = await shelf.library.change(undo_merge, other, ADA)
    await shelf.library.sync_index()
    assert told == "split Bob Lee from Bob Lee again"
    assert set(await papers(shelf, one)) == {"Rivers", "Hills", "Lakes"}
    assert set(await papers(shelf, other)) == {"Enzymes", "Proteins"}
    for name, text in (("bob.txt", BOB), ("other/bob.txt", newer), ("alice.txt", ALICE)):
        assert (await shelf.load(name, text, captured=dt.date(2026, 12, 2))).new == 0
    assert set(await papers(shelf, other)) == {"Enzymes", "Proteins"}
    assert (await author(shelf, f"author:{other}")).numbers.h_index == 5
    with pytest.raises(IdentityError):
        await shelf.library.change(undo_merge, other, ADA)
    await take_back(shelf)
    assert await dump(shelf) == before


async def test_a_merge_of_two_on_one_paper_is_taken_back(shelf: Shelf):
    await shelf.load("bob.txt", profile("Bob Lee", ("Seas", "Alice Adler, Carl Cox et al.")))
    (bob,), (carl,) = [await ids(shelf, name) for name in ("bob lee", "carl cox")]
    before = await dump(shelf)
    await join(shelf, bob, carl)
    await shelf.load("bulk.jsonl", BULK)
    middle = await dump(shelf)
    await shelf.library.change(undo_merge, carl, ADA)
    state = await dump(shelf)
    assert [row for row in state["authorship"] if row in before["authorship"]] == before["authorship"]
    assert not state["alias"]
    assert not state["not_by"]
    await take_back(shelf)
    assert await dump(shelf) == middle


async def test_another_name_finds_a_person_until_it_is_removed(shelf: Shelf):
    await shelf.load("alice.txt", ALICE)
    (bob,), (carl,) = [await ids(shelf, name) for name in ("bob lee", "carl cox")]
    before = await dump(shelf)

    async def name(person: int, words: str, *, remove: bool = False) -> str:
        told = await shelf.library.change(remove_alias if remove else add_alias, person, words, ADA)
        await shelf.library.sync_index()
        return told

    assert await name(bob, "  Zbigniew   Quux ") == "added the alias Zbigniew Quux to Bob Lee"
    assert await ids(shelf, "zbigniew quux") == [bob]
    await name(carl, "Bob Lee")
    assert sorted(await ids(shelf, "bob lee")) == sorted([bob, carl]), "the name of two people asks which"
    for person, words, remove in ((bob, "zbigniew quux", False), (bob, "Bob Lee", False), (bob, " ", False),
                                  (bob, "x" * 300, False), (carl, "Nobody", True)):  # fmt: skip
        with pytest.raises(IdentityError):
            await name(person, words, remove=remove)
    await name(bob, "ZBIGNIEW QUUX", remove=True)
    assert await ids(shelf, "zbigniew quux") == []
    for _ in range(3):
        await take_back(shelf)
    assert await dump(shelf) == before


@each_row(("typed", "scheme", "value"), [
    ("0000-0002-1825-0097", "orcid", "0000-0002-1825-0097"),
    ("https://orcid.org/0000-0002-1694-233x", "orcid", "0000-0002-1694-233X"),
    ("0000000218250097", "orcid", "0000-0002-1825-0097"),
    ("a5023888391", "openalex", "A5023888391"),
    ("https://openalex.org/authors/A5023888391", "openalex", "A5023888391"),
    ("https://www.semanticscholar.org/author/Pierre-Stock/1234567?sort=x", "semantic_scholar", "1234567"),
    (" 1234567 ", "semantic_scholar", "1234567"),
])  # fmt: skip
def test_an_id_elsewhere_is_read_as_people_paste_it(typed: str, scheme: str, value: str):
    assert parse_external_id(typed) == TypedExternalId(scheme, value)


@each_row("typed", [
    "0000-0002-1825-0098", "", "Bob", "W123", "https://evil.example/0000-0002-1825-0097", "A", "12345678901234567890",
    "٠٠٠٠-0002-1825-0097", "A5 0",
])  # fmt: skip
def test_what_is_no_id_is_none(typed: str):
    assert parse_external_id(typed) is None


async def test_an_id_elsewhere_is_one_persons_and_shown_on_their_card(shelf: Shelf):
    await shelf.load("alice.txt", ALICE)
    (bob,), (carl,) = [await ids(shelf, name) for name in ("bob lee", "carl cox")]
    before = await dump(shelf)
    orcid = TypedExternalId("orcid", "0000-0002-1825-0097")
    await shelf.library.change(link_external_id, bob, orcid, ADA)
    card = await author(shelf, f"author:{bob}")
    assert [(page.name, page.url) for page in card.elsewhere] == [("ORCID", "https://orcid.org/0000-0002-1825-0097")]
    with pytest.raises(IdentityError, match="already linked to Bob Lee"):
        await shelf.library.change(link_external_id, carl, orcid, ADA)
    with pytest.raises(IdentityError):
        await shelf.library.change(link_external_id, bob, orcid, ADA)
    with pytest.raises(IdentityError):
        await shelf.library.change(unlink_external_id, bob, TypedExternalId("openalex", "A1"), ADA)
    await shelf.library.change(unlink_external_id, bob, orcid, ADA)
    assert (await author(shelf, f"author:{bob}")).elsewhere == ()
    await take_back(shelf)
    await take_back(shelf)
    assert await dump(shelf) == before


async def test_the_log_says_who_said_what_and_what_was_taken_back(shelf: Shelf):
    await shelf.load("alice.txt", ALICE)
    (bob,), (carl,) = [await ids(shelf, name) for name in ("bob lee", "carl cox")]
    await join(shelf, bob, carl)
    await take_back(shelf)
    said = await shelf.library.ask(decision_log)
    assert [(one.told, one.person, one.is_undone) for one in said.changes] == [
        ("merged Carl Cox into Bob Lee", 7, True)
    ]
