"""Refreshing the library from live sources fills gaps and removes nothing. On SQLite and PostgreSQL."""

import dataclasses
import datetime as dt

from sqlalchemy import select

from storage.live.refresh import LiveSources, refresh_library
from storage.live.schedule import next_run
from storage.live.services.errors import BUDGET_SPENT, UNREACHABLE, SourceError
from storage.live.services.records import AuthorMetrics, ExternalAuthor, Work, WorkAuthor
from storage.live.source_state import source_state
from storage.lookup.find import find_author, find_paper
from storage.schema.columns import metadata
from tests.conftest import NOW, Shelf
from tests.history.test_undo import dump, take_back
from tests.live.fake_source import FakeSource

NUMBERS = AuthorMetrics(25, 40, 7900)
DAY = dt.timedelta(days=1)
PIERRE = WorkAuthor("Pierre Stock", "A1", "0000-0001-2345-6789")
P_STOCK = WorkAuthor("P. Stock", "A1")


def openalex(*works: Work, numbers: AuthorMetrics = NUMBERS) -> FakeSource:
    known = ExternalAuthor("A1", "Pierre Stock", "0000-0001-2345-6789", (), numbers)
    return FakeSource(people={"A1": known}, works={"A1": list(works)})


def voxtral(**said) -> Work:
    return Work(**{"key": "W1", "title": "Voxtral TTS", "authors": (WorkAuthor("Zoe Other"), P_STOCK), **said})


async def rows(shelf: Shelf, table: str):
    async with shelf.library.store.reading() as session:
        return (await session.execute(select(metadata.tables[table]))).all()


async def run(shelf: Shelf, *sources: FakeSource, now: dt.datetime = NOW, **how):
    return await refresh_library(shelf.library, LiveSources(sources, how.pop("categories", ())), now, **how)


async def test_an_author_is_identified_by_a_shared_paper_and_their_works_are_added(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    new = Work(
        "W2", "A New Paper", "Abstract.", (PIERRE, WorkAuthor("Zoe Other")), "2026-11-20", "NeurIPS", "10.1000/new"
    )
    (report,) = await run(quick_shelf, openalex(voxtral(doi="10.1000/vox", citations=12), new))
    assert (report.people, report.works, report.new, report.error) == (1, 2, 1, None)
    ids = {(row.scheme, row.value) for row in await rows(quick_shelf, "external_id")}
    assert ids == {("openalex", "A1"), ("orcid", "0000-0001-2345-6789")}
    card = await quick_shelf.library.ask(find_author, quick_shelf.library.index, "Pierre Stock")
    assert card.papers == 24
    known = await quick_shelf.library.ask(find_paper, quick_shelf.library.index, "Voxtral TTS")
    assert known.doi == "10.1000/vox"
    assert "Zoe Other" not in known.authors, "who loaded a profile knows better than a service"


async def test_nobody_is_identified_by_name_alone(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    strange = Work("W9", "Cooking With Gas", None, (PIERRE,), "2026-01-01")
    (report,) = await run(quick_shelf, openalex(strange))
    assert not await rows(quick_shelf, "external_id")
    assert report.works == 0
    assert "no paper in common" in report.notes[0]


async def test_numbers_keep_their_source_and_date(shelf: Shelf):
    await shelf.load_seed()
    await run(shelf, openalex(voxtral(citations=12)))
    by_source = {row.source: row for row in await rows(shelf, "metric_snapshot")}
    assert sorted(row.h_index for row in by_source.values()) == [25, 27]
    live = next(row for row in by_source.values() if row.h_index == 25)
    assert (live.novelty, live.ai_score, live.as_of) == (None, None, NOW.date())
    (word,) = await rows(shelf, "paper_live")
    assert (word.service, word.citations, word.as_of) == ("openalex", 12, NOW.date())


async def test_null_removes_nothing(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    await run(quick_shelf, openalex(voxtral(citations=12, tldr="Short.", venue="Interspeech", abstract="Other words.")))
    before = await quick_shelf.library.ask(find_paper, quick_shelf.library.index, "Voxtral TTS")
    await run(quick_shelf, openalex(voxtral(authors=()), numbers=AuthorMetrics()), now=NOW + DAY, patient=False)
    after = await quick_shelf.library.ask(find_paper, quick_shelf.library.index, "Voxtral TTS")
    assert dataclasses.replace(after, as_of=before.as_of) == before
    (word,) = await rows(quick_shelf, "paper_live")
    assert (word.citations, word.tldr, word.as_of) == (12, "Short.", NOW.date())
    assert len(await rows(quick_shelf, "metric_snapshot")) == 2


async def test_a_preprint_and_its_published_version_are_one_paper(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    both = (
        Work("W3", "One Paper", None, (PIERRE,), "2024-12-20", None, None, "2412.00001"),
        Work("W4", "One Paper", None, (PIERRE,), "2025-06-01", "ICML", "10.1000/icml"),
        Work("W5", "Two Paper", None, (PIERRE,), "2024-12-20", None, "10.1101/2024.12.20.1"),
        Work("W6", "Two Paper", None, (PIERRE,), "2025-06-01", "Nature", "10.1038/two"),
        Work("W7", "One Paper", None, (PIERRE,), "2019-01-01"),
    )
    (report,) = await run(quick_shelf, openalex(voxtral(), *both))
    assert report.new == 3, "of another year it is another paper"
    two = await quick_shelf.library.ask(find_paper, quick_shelf.library.index, "Two Paper")
    assert (two.doi, two.venue) == ("10.1038/two", "Nature")
    (again,) = await run(quick_shelf, openalex(voxtral(), *both), now=NOW + DAY)
    assert (again.new, again.changed, again.numbers) == (0, 0, 0)


async def test_a_failing_source_is_skipped_and_retried_when_it_allows(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    spent = openalex(voxtral())
    spent.error = SourceError("OpenAlex", "daily budget spent", BUDGET_SPENT, 7200)
    good = openalex(voxtral())
    good.service, good.name = "semantic_scholar", "Semantic Scholar"
    bad, fine = await run(quick_shelf, spent, good)
    assert (bad.error, bad.next_try) == ("daily budget spent", NOW + 2 * dt.timedelta(hours=1))
    assert (fine.error, fine.works) == (None, 1)
    spent.requests.clear()
    (skipped, _) = await run(quick_shelf, spent, good, now=NOW + dt.timedelta(hours=1), patient=False)
    assert spent.requests == [], "a source that asked to wait is not queried, even if patient=False"
    assert "not queried" in skipped.error
    spent.error = None
    (done, _) = await run(quick_shelf, spent, good, now=NOW + dt.timedelta(hours=2))
    assert (done.error, done.works) == (None, 1)
    state = await quick_shelf.library.ask(source_state, "openalex")
    assert (state.trouble, state.next_try) == (None, None)


async def test_results_before_a_failure_count(shelf: Shelf):
    await shelf.load_seed()
    source = openalex(voxtral(citations=3))
    arxiv = FakeSource("arxiv", "arXiv", knows_authors=False, knows_categories=True)
    arxiv.works = {
        "Pierre Stock": [Work("2611.1", "By Name", None, (WorkAuthor("Pierre Stock"), WorkAuthor("Nobody Known")))]
    }
    arxiv.works["cs.CL"] = [Work("2611.2", "From a Category", None, (WorkAuthor("Ann Body"),), "2026-11-22")]
    reports = await run(shelf, source, arxiv, categories=("cs.CL",))
    assert reports[1].passed_over == 1, "only the name fits"
    assert reports[1].new == 1
    arxiv.error = SourceError("arXiv", "no response within 30 seconds", UNREACHABLE)
    reports = await run(shelf, source, arxiv, now=NOW + DAY)
    assert reports[1].error == "no response within 30 seconds"
    assert await shelf.library.ask(next_run, LiveSources((arxiv,)), NOW + DAY) == NOW + DAY + dt.timedelta(hours=1)


async def test_a_name_with_a_known_coauthor_is_enough_for_arxiv(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    arxiv = FakeSource("arxiv", "arXiv", knows_authors=False)
    both = (WorkAuthor("Pierre Stock"), WorkAuthor("Alexandre Sablayrolles"))
    work = Work("2611.3", "Together Again", None, both, "2026-11-01")
    arxiv.works = {"Pierre Stock": [work]}
    (report,) = await run(quick_shelf, arxiv)
    assert (report.new, report.passed_over) == (1, 0)
    card = await quick_shelf.library.ask(find_author, quick_shelf.library.index, "Pierre Stock")
    assert card.papers == 24


async def test_a_merged_id_is_replaced(shelf: Shelf):
    await shelf.load_seed()
    await run(shelf, openalex(voxtral()))
    source = openalex(voxtral())
    source.people["A1"] = ExternalAuthor("A7", "Pierre Stock")
    source.works["A7"] = source.works["A1"]
    (report,) = await run(shelf, source, now=NOW + DAY)
    assert report.notes == ("Pierre Stock: A1 was merged into A7",)
    assert {row.value for row in await rows(shelf, "external_id") if row.scheme == "openalex"} == {"A7"}


async def test_a_refresh_is_undone_like_any_other_change(shelf: Shelf):
    await shelf.load_seed()
    before = await dump(shelf)
    new = Work("W2", "A New Paper", "Abstract.", (PIERRE,), "2026-11-20")
    await run(shelf, openalex(voxtral(doi="10.1000/vox", citations=12), new))
    assert (await take_back(shelf)).kind == "refresh"
    after = await dump(shelf)
    del before["live_source"], after["live_source"]
    assert after == before
