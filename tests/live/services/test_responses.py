"""How each source is queried, and how its responses are read: complete ones and odd ones."""

import datetime as dt

import pytest

from storage.live.services.errors import GONE, REFUSED, SourceError
from storage.live.services.openalex_parse import openalex_work
from storage.live.services.records import AuthorMetrics, ExternalAuthor, Work, WorkAuthor
from tests.live.services.builders import entry, feed, page, paper, source, work
from tests.live.services.fake_server import Say, Services

SINCE = dt.date(2023, 1, 1)


async def test_openalex_follows_a_merged_author(services: Services) -> None:
    services.say(
        Say(status=301, headers={"Location": "/authors/A2"}),
        {
            "id": "https://openalex.org/A2",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
            "display_name": "Ada L.",
            "works_count": 3,
            "cited_by_count": -1,
            "summary_stats": {"h_index": True},
            "last_known_institutions": [None, {"display_name": "Here"}],
        },
    )
    known = await source("openalex", services).author("A1")
    assert known == ExternalAuthor("A2", "Ada L.", "0000-0002-1825-0097", ("Here",), AuthorMetrics(None, 3, None))
    assert services.requests[0].path == "/authors/A1"


async def test_openalex_returns_the_works_of_an_author_page_by_page(services: Services) -> None:
    services.say(page(work("W1"), None, {"id": None}, work("W2", title=None), cursor="n"), page(work("W3")))
    found = await source("openalex", services).works_by_author("A1")
    assert [one.key for one in found.works] == ["W1", "W3"]
    assert (found.skipped, found.is_cut) == (3, False)
    assert services.requests[0].query["filter"] == "authorships.author.id:A1"
    assert services.requests[1].query["cursor"] == "n"


async def test_endless_pages_are_abandoned(services: Services) -> None:
    services.forever = Say(page(work("W1"), cursor="same"))
    assert len((await source("openalex", services).works_by_author("A1")).works) == 1
    services.forever = Say({"offset": 0, "next": 100, "data": [paper("p1")]})
    assert len((await source("semantic_scholar", services).works_by_author("1")).works) == 1
    assert len(services.requests) < 8


async def test_more_works_than_the_maximum_are_cut_and_marked(services: Services) -> None:
    for number in range(6):
        keys = range(number * 100, number * 100 + 100)
        services.say(page(*(work(f"W{key}") for key in keys), cursor=f"c{number}"))
    found = await source("openalex", services).works_by_author("A1")
    assert (len(found.works), found.is_cut) == (500, True)


def test_a_work_of_openalex_is_read_in_full() -> None:
    said = work(
        title="<i>H</i><sub>2</sub>O &amp; \x00you",
        doi="https://doi.org/10.48550/arXiv.2301.00001",
        publication_date="2023-02-31",
        publication_year=2023,
        cited_by_count="7",
        abstract_inverted_index={"world": [7], "Hello": [0], "far": [10**9], "odd": [None, -1, True, "2"], "no": None},
        authorships=[None, {"author": None}, {"author": {"id": "https://openalex.org/A1", "display_name": "Ada"}}],
        primary_location={"landing_page_url": "javascript:x", "source": {"display_name": "Venue"}},
    )
    read = openalex_work(said)
    assert read == Work(
        "W1", "H₂O & you", "Hello world", (WorkAuthor("Ada", "A1"),), "2023", "Venue", None, "2301.00001", None, None
    )


def test_a_location_on_arxiv_gives_the_arxiv_id() -> None:
    said = work(
        doi="https://doi.org/10.1000/XY", locations=[{"landing_page_url": "https://arxiv.org/abs/2301.00001v3"}]
    )
    read = openalex_work(said)
    assert read is not None
    assert (read.doi, read.arxiv_id) == ("10.1000/xy", "2301.00001")


async def test_openalex_finds_by_doi_by_arxiv_id_and_by_title(services: Services) -> None:
    services.say(Say("", 404), work("W5"))
    found = await source("openalex", services).find_work("10.1/x", "2301.00001", "A Title")
    assert found is not None
    assert [one.path for one in services.requests] == ["/works/doi:10.1/x", "/works/doi:10.48550/arxiv.2301.00001"]
    services.say(page(work("W6", title="Another"), work("W7", title="A title")))
    found = await source("openalex", services).find_work(None, None, "A Title")
    assert found is not None
    assert found.key == "W7"


async def test_semantic_scholar_returns_authors_works_and_tldrs(services: Services) -> None:
    services.say({"authorId": "2", "name": "Ada", "hIndex": 3, "paperCount": 9, "citationCount": 1e400})
    known = await source("semantic_scholar", services).author("1")
    assert known == ExternalAuthor("2", "Ada", None, (), AuthorMetrics(3, 9, None))
    old = paper("p1", year=2001, tldr={"text": "Short."}, externalIds={"DOI": "10.1000/A", "ArXiv": "2301.00001"})
    new = paper("p2", publicationDate="2024-01-02", tldr=None, authors=[None, {"name": "Ada", "authorId": None}])
    services.say({"offset": 0, "data": [old, None, new]}, [None, {"paperId": "p2", "tldr": {"text": "Brief."}}, old])
    found = await source("semantic_scholar", services).works_by_author("2")
    assert [one.key for one in found.works] == ["p2", "p1"]
    assert found.skipped == 1
    assert "tldr" not in services.requests[1].query["fields"]  # which lists of works refuse
    assert services.requests[2].path == "/graph/v1/paper/batch"
    assert (found.works[0].authors, found.works[0].tldr) == ((WorkAuthor("Ada"),), "Brief.")
    read = found.works[1]
    assert (read.doi, read.arxiv_id, read.tldr, read.published) == ("10.1000/a", "2301.00001", "Short.", "2001")


async def test_works_are_returned_even_if_their_tldrs_fail(services: Services) -> None:
    semantic_scholar = source("semantic_scholar", services)
    for say in (Say({"error": "no"}, 400), Say({"error": "none"}), Say("cut ["), Say([1, None])):
        services.say({"offset": 0, "data": [paper("p1")]}, say)
        found = await semantic_scholar.works_by_author("2")
        assert [(one.key, one.tldr) for one in found.works] == [("p1", None)]


@pytest.mark.parametrize("service", ["openalex", "semantic_scholar"])
async def test_after_a_rejected_id_the_title_is_searched(service: str, services: Services) -> None:
    found = page(work("W1")) | {"data": [paper("p1")]}
    services.say(Say({"error": "bad"}, 400), found)
    assert await source(service, services).find_work("10.1/(odd", None, "A Title") is not None
    services.forever = Say({"error": "key"}, 401)
    with pytest.raises(SourceError) as caught:
        await source(service, services).find_work("10.1/x", None, "A Title")
    assert caught.value.kind == REFUSED


async def test_arxiv_prefers_the_exact_title(services: Services) -> None:
    services.say(feed(entry(title="A Title More"), entry("2301.00002v1", title="A title")))
    found = await source("arxiv", services).find_work(None, None, "A Title")
    assert found is not None
    assert found.key == "2301.00002"


async def test_semantic_scholar_reads_records_that_its_package_cannot(services: Services) -> None:
    services.say(Say({"error": "x"}, 404), paper("p1", publicationDate="2024-99-99", journal=5))
    found = await source("semantic_scholar", services).find_work("10.1/x", "2301.00001", "T")
    assert found is not None
    assert found.published is None
    services.say({"data": [paper("p3")]})
    found = await source("semantic_scholar", services).find_work(None, None, "A & B?")
    assert found is not None
    assert services.requests[-1].query["query"] == "A & B?"
    assert await source("semantic_scholar", services).find_work(None, None, "Nowhere") is None


async def test_arxiv_returns_new_works_by_name(services: Services) -> None:
    services.say(feed(entry(), entry("2201.00002v1", published="2022-12-31T00:00:00Z"), total=900))
    found = await source("arxiv", services).works_by_name('Ada "Lovelace"', SINCE)
    assert services.requests[0].query["search_query"] == 'au:"Ada Lovelace"'
    assert len(services.requests) == 1
    assert not found.is_cut
    (read,) = found.works
    assert (read.key, read.arxiv_id, read.doi, read.field) == ("2301.00001", "2301.00001", "10.1000/abc", "cs.CL")
    assert (read.published, read.authors) == ("2023-01-05", (WorkAuthor("Ada Lovelace"),))


async def test_arxiv_tells_an_empty_feed_from_an_error_feed(services: Services) -> None:
    services.say(feed())
    assert (await source("arxiv", services).works_in_category("cs.CL", SINCE)).works == ()
    fault = "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>x</summary></entry>"
    services.say(feed(fault))
    with pytest.raises(SourceError):
        await source("arxiv", services).find_work(None, "2301.00001", "")


async def test_an_invalid_author_id_is_not_requested(services: Services) -> None:
    with pytest.raises(SourceError) as caught:
        await source("openalex", services).works_by_author("A1,institutions.id:I1")
    assert caught.value.kind == GONE
    assert services.requests == []
