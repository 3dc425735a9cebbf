"""The real clients against a local server with bad responses: refresh, status and digest report them."""

import dataclasses
import datetime as dt

import pytest

from commands.announcements.embeds.headline import failing_sources_text
from commands.library.embeds.status import library_status_embed, refresh_report_embed
from storage.announcements.scope import Scope, fetch_coverage
from storage.history.library_status import library_status as look
from storage.live.answers import ServiceReport
from storage.live.refresh import LiveSources, refresh_library
from storage.lookup.find import find_author, find_paper
from tests.conftest import NOW, Shelf
from tests.live.services.builders import FAST, SHORT, feed, page, source, work
from tests.live.services.fake_server import Say, Services, running
from tests.live.test_refresh import rows

HTML = Say("<html><body>Bad gateway</body></html>", 200, {"Content-Type": "text/html"})
TOMORROW = NOW + dt.timedelta(days=1)
PERSON = {"id": "https://openalex.org/A1", "display_name": "Pierre Stock", "works_count": 40, "cited_by_count": 7900}
AUTHORED = [{"author": {"id": "https://openalex.org/A1", "display_name": "P. Stock"}}]
VOXTRAL = work("W1", title="Voxtral TTS", authorships=AUTHORED, cited_by_count=12, publication_year=2026)
GOOD = (page(VOXTRAL), PERSON | {"summary_stats": {"h_index": 25}}, page(VOXTRAL))
"""The work by its title, the person, their works."""
BAD = {
    "400": Say({"error": "bad"}, 400),
    "401": Say({"error": "key"}, 401),
    "429 too fast": Say({"error": "slow down"}, 429, {"Retry-After": "120"}),
    "429 spent": Say({"error": "Insufficient budget"}, 429, {"Retry-After": "7200", "X-RateLimit-Remaining": "0"}),
    "500": Say("oops", 500),
    "HTML": HTML,
    "cut JSON": Say('{"results": [{"id": '),
    "nothing": Say(b""),
    "null": Say("null"),
    "silence": Say({}, silence=600),
    "hangs up": Say({}, hangs_up=True),
}


async def asked(shelf: Shelf, services: Services, now: dt.datetime = NOW, service: str = "openalex"):
    limits = SHORT if services.forever == BAD["silence"] else FAST
    live = LiveSources((source(service, services, limits=limits),))
    (report,) = await refresh_library(shelf.library, live, now, patient=False)
    return report


async def told(shelf: Shelf, service: str = "openalex") -> tuple[str, str]:
    """(what /library status says of the source, what a digest says)."""
    found = await shelf.library.ask(look, (service,), None, NOW)
    fields = {field.name: field.value for field in library_status_embed(found).fields}
    covered = await shelf.library.ask(fetch_coverage, Scope(True, ()), NOW.date())
    return fields["Live sources"], failing_sources_text(covered)


@pytest.mark.parametrize("bad", BAD)
async def test_a_bad_response_is_reported_and_removes_nothing(quick_shelf: Shelf, bad: str):
    await quick_shelf.load_seed()
    async with running() as services:
        services.say(*GOOD)
        good = await asked(quick_shelf, services)
        assert (good.error, good.works, good.numbers) == (None, 1, 4)
        assert (await told(quick_shelf))[1] == ""
        before = await cards(quick_shelf)
        services.forever = BAD[bad]
        report = await asked(quick_shelf, services, TOMORROW)
    assert await cards(quick_shelf) == before
    await is_told(quick_shelf, report, "openalex")
    if "429" in bad:
        assert report.next_try == TOMORROW + dt.timedelta(minutes=120 if "spent" in bad else 2)


@pytest.mark.parametrize("service", ["arxiv", "semantic_scholar"])
@pytest.mark.parametrize("bad", BAD)
async def test_bad_responses_of_the_other_sources_are_reported_too(quick_shelf: Shelf, bad: str, service: str):
    await quick_shelf.load_seed()
    before = await cards(quick_shelf)
    async with running() as services:
        services.forever = BAD[bad]
        report = await asked(quick_shelf, services, TOMORROW, service)
    assert await cards(quick_shelf) == before
    await is_told(quick_shelf, report, service)


async def is_told(shelf: Shelf, report: ServiceReport, service: str) -> None:
    """By the refresh, by /library status, and by the headline of the next digest."""
    assert report.error
    shown = "".join(str(field.value) for field in refresh_report_embed([report]).fields).replace("\\", "")
    assert report.error in shown
    status, digest = await told(shelf, service)
    assert report.error[:40] in status.replace("\\", "")
    assert digest == f"⚠️ {report.name} could not be queried; it will be tried again."


async def cards(shelf: Shelf):
    person = await shelf.library.ask(find_author, shelf.library.index, "Pierre Stock")
    paper = await shelf.library.ask(find_paper, shelf.library.index, "Voxtral TTS")
    live = tuple(dataclasses.replace(one, as_of=NOW.date()) for one in person.live)
    return dataclasses.replace(person, live=live), dataclasses.replace(paper, as_of=None)


async def test_cards_show_the_numbers_of_openalex_beside_those_of_the_profile(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    async with running() as services:
        services.say(*GOOD)
        await asked(quick_shelf, services)
    person, paper = await cards(quick_shelf)
    assert (person.numbers.h_index, person.numbers.source) == (27, "pierre-stock.txt")
    assert [(one.what, one.value) for one in person.live[0].numbers] == [
        ("h_index", 25), ("paper_count", 40), ("citations", 7900),
    ]  # fmt: skip
    assert [(one.source, one.citations) for one in paper.live] == [("OpenAlex", 12)]


async def test_no_works_and_an_empty_feed_are_not_failures(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    async with running() as services:
        services.say(page(VOXTRAL), PERSON, page())
        report = await asked(quick_shelf, services)
        assert (report.error, report.works) == (None, 0)
        services.say(feed())
        report = await asked(quick_shelf, services, service="arxiv")
        assert (report.error, report.works, report.notes) == (None, 0, ())


async def test_a_merged_author_is_followed(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    async with running() as services:
        services.say(*GOOD)
        await asked(quick_shelf, services)
        moved = PERSON | {"id": "https://openalex.org/A7"}
        services.say(Say(b"", 301, {"Location": f"{services.url}/authors/A7"}), moved, page(VOXTRAL))
        report = await asked(quick_shelf, services, TOMORROW)
    assert report.notes == ("Pierre Stock: A1 was merged into A7",)
    assert {row.value for row in await rows(quick_shelf, "external_id")} == {"A7"}


async def test_nulls_change_nothing(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    nulls = work("W1", title="Voxtral TTS", authorships=None, cited_by_count=None, abstract_inverted_index=None)
    async with running() as services:
        services.say(*GOOD)
        await asked(quick_shelf, services)
        before = await cards(quick_shelf)
        empty = {"id": "https://openalex.org/A1", "display_name": None, "works_count": None, "summary_stats": None}
        services.say(empty, page(nulls, work("W2", title=None)))
        report = await asked(quick_shelf, services, TOMORROW)
    assert (report.error, report.new, report.changed, report.numbers) == (None, 0, 0, 0)
    assert await cards(quick_shelf) == before
