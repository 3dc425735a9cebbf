"""Following the trail: what is similar, new or any paper at all, and who knows about it. On both databases."""

import datetime as dt

from sqlalchemy import select

from storage.discovery.answers.search import NewPapersRequest
from storage.discovery.experts import expert_page
from storage.discovery.new import new_page, new_paper_ids, random_paper
from storage.discovery.similar import similar_page, similar_paper_ids
from storage.lookup.find import resolve_author
from storage.schema.columns import metadata
from storage.search.key_terms import unique_stems
from storage.search.tokenizers import prepare_text
from tests.conftest import NOW, Shelf
from tests.importing.test_import import paper
from tests.importing.test_jsonl import lines

p, m = metadata.tables["paper"].c, metadata.tables["authorship"].c
TOPICS = ["differential privacy", "quantization", '"split learning"', "mistral OR voxtral", "models -privacy"]


async def texts_of(shelf: Shelf) -> dict[int, tuple[str, str]]:
    """(title, abstract) by the paper's id."""
    async with shelf.library.store.reading() as session:
        rows = await session.execute(select(p.id, p.title, p.abstract))
        return {row.id: (row.title, row.abstract or "") for row in rows}


async def authorships(shelf: Shelf) -> dict[tuple[int, int], str]:
    """The name as it is written, by (author, paper)."""
    async with shelf.library.store.reading() as session:
        return {(row.author, row.paper): row.name for row in await session.execute(select(m.author, m.paper, m.name))}


async def similar(shelf: Shelf, id: int, page: int = 0):
    return await shelf.library.ask(similar_page, shelf.library.index, None, id, page)


async def assert_reasons_are_true(shelf: Shelf, id: int) -> None:
    texts, written = await texts_of(shelf), await authorships(shelf)
    first = await similar(shelf, id)
    found = [other for page in range(first.pages) for other in (await similar(shelf, id, page)).found]
    ids = [other.line.id for other in found]
    assert id not in ids
    assert len(set(ids)) == len(ids) == first.total
    assert tuple(ids) == await shelf.library.ask(similar_paper_ids, shelf.library.index, None, id)
    for other in found:
        here, there = texts[id], texts[other.line.id]
        for term in other.terms:
            assert term in prepare_text(" ".join(here))
            assert unique_stems(term, "") <= unique_stems(*here) & unique_stems(*there), term
        both = {author for author, one in written if one == id and (author, other.line.id) in written}
        assert sorted(other.people) == sorted(written[author, other.line.id] for author in both)
        assert other.terms or other.people


async def test_the_reasons_for_what_is_similar_are_true(shelf: Shelf):
    await shelf.load_seed()
    for id in await texts_of(shelf):
        await assert_reasons_are_true(shelf, id)


async def test_a_reason_is_a_whole_word_whatever_stands_before_it(quick_shelf: Shelf):
    abstract = "😀 Ωmega Éléphants: naïve quantization – 深度 of Rényi’s canaries"
    await quick_shelf.load("a.jsonl", lines(*({"title": f"😀😀 Étude {n}", "abstract": abstract} for n in range(3))))
    await assert_reasons_are_true(quick_shelf, 1)
    words = {"Étude", "Ωmega", "Éléphants", "naïve", "quantization", "Rényi", "canaries"}
    for other in (await similar(quick_shelf, 1)).found:
        assert set(other.terms) <= words


async def test_a_paper_is_like_those_that_share_its_rare_words_or_its_authors(shelf: Shelf):
    papers = [
        {"title": "Canary audits", "authors": ["Ann Lee"]},
        {"title": "Auditing canaries", "authors": ["Bob Ray"]},
        {"title": "Something else", "authors": ["Ann Lee"]},
        {"title": "Nothing of that", "authors": ["Cy Fox"]},
    ]
    await shelf.load("a.jsonl", lines(*papers))
    found = {other.line.title: other for other in (await similar(shelf, 1)).found}
    assert set(found) == {"Auditing canaries", "Something else"}
    assert (set(found["Auditing canaries"].terms), found["Auditing canaries"].people) == ({"Canary", "audits"}, ())
    assert (found["Something else"].terms, found["Something else"].people) == ((), ("Ann Lee",))
    assert (await similar(shelf, 4)).found == ()
    assert await similar(shelf, 99) is None


async def experts(shelf: Shelf, topic: str, page: int = 0):
    return await shelf.library.ask(expert_page, shelf.library.index, topic, page)


async def test_evidence_is_by_the_expert_and_about_the_topic(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    texts, written = await texts_of(quick_shelf), await authorships(quick_shelf)
    for topic in TOPICS:
        await assert_evidence_fits(quick_shelf, topic, texts, written)


async def assert_evidence_fits(
    shelf: Shelf, topic: str, texts: dict[int, tuple[str, str]], written: dict[tuple[int, int], str]
) -> None:
    first = await experts(shelf, topic)
    people = [person for page in range(first.pages) for person in (await experts(shelf, topic, page)).people]
    assert len({person.id for person in people}) == len(people) == first.total > 0
    wanted = unique_stems(topic.partition(" -")[0].replace(" OR ", " "), "")
    for person in people:
        assert 1 <= len(person.evidence) <= 3
        assert len(person.evidence) == min(3, person.papers) <= first.papers
        for line in person.evidence:
            assert (person.id, line.id) in written
            assert wanted & unique_stems(*texts[line.id])


async def test_experts_are_ranked_by_their_papers_that_fit(shelf: Shelf):
    papers = [{"title": f"Canary audits {n}", "authors": ["Ann Lee", *["Bob Ray"][: n < 3]]} for n in range(5)]
    others = [{"title": f"Bread {n}", "authors": ["Cy Fox", "Ann Lee"]} for n in range(9)]
    await shelf.load("a.jsonl", lines(*papers, *others))
    page = await experts(shelf, "canary")
    assert [(person.name, person.papers, len(person.evidence)) for person in page.people] == [
        ("Ann Lee", 5, 3),
        ("Bob Ray", 3, 3),
    ]
    assert (page.total, page.papers, page.page, page.pages) == (2, 5, 0, 1)
    for nothing in ("squids", "the of", "", "***"):
        found = await experts(shelf, nothing)
        assert (found.people, found.total, found.papers, found.pages) == ((), 0, 0, 1)


async def new(shelf: Shelf, request: NewPapersRequest, page: int = 0):
    return await shelf.library.ask(new_page, shelf.library.index, request, page)


async def test_what_came_last_is_shown_first_with_its_day(quick_shelf: Shelf):
    early = [{"id": "1", "title": "Rye", "published": "2026-01-01"}, {"title": "Oats", "published": "2026-11-01"}]
    await quick_shelf.load("a.jsonl", lines(*early))
    late = [{"id": "1", "title": "Rye", "citations": 4}, {"title": "Wheat"}, {"title": "Corn", "published": "1999"}]
    await quick_shelf.load("b.jsonl", lines(*late), now=NOW + dt.timedelta(days=3))
    found = [(paper.line.title, paper.came.day) for paper in (await new(quick_shelf, NewPapersRequest())).found]
    assert found == [("Corn", 26), ("Wheat", 26), ("Oats", 23), ("Rye", 23)]


FIELDS = {
    None: {"A", "B", "C", "D"},
    "cs.LG": {"A"},
    "LG": {"A"},
    "machine learning": {"A"},
    "Machine Learning (cs.LG)": {"A"},
    "cs": {"A", "B"},
    "Marine Biology": {"D"},
    "marine biology": {"D"},
    "numerology": set(),
}


async def shelve_fields(shelf: Shelf) -> None:
    fields = {"A": "cs.LG", "B": "cs.CV", "C": "math.PR", "D": "Marine Biology"}
    await shelf.load("a.jsonl", lines(*({"title": title, "field": field} for title, field in fields.items())))


async def test_new_papers_of_a_field_are_those_that_a_search_of_the_field_would_find(quick_shelf: Shelf):
    await shelve_fields(quick_shelf)
    pages = {field: await new(quick_shelf, NewPapersRequest(field=field)) for field in FIELDS}
    assert {field: {paper.line.title for paper in page.found} for field, page in pages.items()} == FIELDS
    assert all(page.total == len(page.found) for page in pages.values())


async def test_any_paper_of_a_field_is_one_of_them_and_each_has_its_turn(quick_shelf: Shelf):
    await shelve_fields(quick_shelf)
    library, shares = quick_shelf.library, [n / 12 for n in range(12)] + [0.999999999]
    for field, titles in FIELDS.items():
        cards = [await library.ask(random_paper, library.index, field, share) for share in shares]
        assert {card.title for card in cards if card} == titles, field
        assert (None in cards) == (not titles)


async def test_new_papers_of_a_person(shelf: Shelf):
    await shelf.load("a.jsonl", lines({"title": "Rye", "authors": ["Ann Lee", "Bob Ray"]}, {"title": "Oats"}))
    ann = await shelf.library.ask(resolve_author, shelf.library.index, "Ann Lee")
    for words, name, titles in (
        ("lee", "Ann Lee", ["Rye"]),
        (f"Ann Lee · author:{ann.id}", "Ann Lee", ["Rye"]),
        ("zzyzx", "zzyzx", []),
    ):
        page = await new(shelf, NewPapersRequest(author=words))
        assert (page.author, [paper.line.title for paper in page.found]) == (name, titles)


async def test_the_latest_two_hundred_papers_are_new_each_on_one_page(shelf: Shelf):
    await shelf.load("a.jsonl", lines(*({"title": f"Loaf {n}", "published": f"20{n % 7 + 10}"} for n in range(215))))
    pages = [await new(shelf, NewPapersRequest(), page) for page in range(20)]
    ids = [paper.line.id for page in pages for paper in page.found]
    assert {(page.pages, page.total) for page in pages} == {(20, 200)}
    assert len(set(ids)) == len(ids) == 200
    assert tuple(ids) == await shelf.library.ask(new_paper_ids, shelf.library.index, NewPapersRequest())
    assert (await new(shelf, NewPapersRequest(), 99)).page == 19


async def test_a_store_without_papers_has_nothing_new_and_no_paper_at_all(quick_shelf: Shelf):
    assert (await new(quick_shelf, NewPapersRequest())).found == ()
    assert await quick_shelf.library.ask(random_paper, quick_shelf.library.index, None, 0.5) is None
    await quick_shelf.load("a.jsonl", lines({"title": "Rye"}))
    assert (await paper(quick_shelf, "Rye")).title == "Rye"


async def test_a_line_says_that_a_paper_has_more_authors_than_its_source_lists(shelf: Shelf):
    others = "@article{a, title = {Rye}, author = {Lee, Ann and others}}"
    await shelf.load("a.bib", others + "@article{b, title = {Oats}, author = {Lee, Ann and Ray, Bob}}")
    await shelf.load("b.jsonl", lines({"title": "Corn", "authors": ["A B", "C D", "E F", "G H"]}))
    authors = {paper.line.title: paper.authors for paper in (await new(shelf, NewPapersRequest())).found}
    assert authors == {"Rye": "Ann Lee et al.", "Oats": "Ann Lee, Bob Ray", "Corn": "A B, C D, E F et al."}
