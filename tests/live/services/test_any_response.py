"""Any response is read or raises SourceError: any JSON, markup in titles, and recorded responses."""

import json
from collections.abc import Awaitable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.live.services.errors import UNREADABLE, SourceError
from storage.live.services.openalex_parse import openalex_work
from storage.live.services.records import AuthorMetrics, Work
from storage.live.services.sanitize import clean_title
from storage.live.services.semantic_scholar_parse import semantic_scholar_work
from tests.examples import ONE_FIXTURE, examples
from tests.live.services.builders import source
from tests.live.services.fake_server import Say, Services
from tests.rows import each_row

RECORDED = Path(__file__).parents[4] / "shared" / "recorded"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "data", "results", "meta", "paperId", "authorId", "name", "next", "offset"])
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@each_row(
    ("said", "read"),
    [
        ("if a <b and c> d, 0 < p <i", "if a <b and c> d, 0 < p <i"),
        ("<jats:p>One.</jats:p><jats:p>Two</jats:p>", "One. Two"),
        ('<i class="x">E.&nbsp;coli</i> &amp;amp; R&D&notes', "E. coli & R&D&notes"),
        ('<mml:math xmlns:mml="http://x"><mml:mi>x</mml:mi><mml:mo>=</mml:mo></mml:math>1', "x=1"),
        ("x<sup>2</sup>", "x²"),
        (" \x00 ", None),
        (7, None),
    ],
)
def test_markup_is_removed_and_mathematics_kept(said: object, read: str | None) -> None:
    assert clean_title(said) == read


async def kind_of(ask: Awaitable[object]) -> str | None:
    try:
        await ask
    except SourceError as error:
        return error.kind
    return None


@examples(30, suppress_health_check=ONE_FIXTURE)
@given(said=JSON)
async def test_any_json_is_read_or_raises_a_source_error(said: object, services: Services) -> None:
    services.forever = Say(said)
    for service in ("openalex", "semantic_scholar"):
        asked = source(service, services)
        for ask in (asked.author("A1"), asked.works_by_author("A1"), asked.find_work("10.1/x", None, "T")):
            assert await kind_of(ask) in (None, UNREADABLE)


@given(said=JSON, key=st.sampled_from(["id", "paperId"]))
def test_a_work_of_any_shape_is_read_or_none(said: object, key: str) -> None:
    names = [*Work.__slots__, "authorships", "externalIds", "abstract_inverted_index", "locations", "publication_date"]
    every = dict.fromkeys([*names, "tldr", "year", "citationCount"], said) | {key: "W1", "title": "T"}
    assert openalex_work(every) is not None or key != "id"
    assert semantic_scholar_work(every) is not None or key != "paperId"


def recorded(name: str) -> dict[str, object]:
    path = RECORDED / name
    if not path.is_file():
        pytest.skip("the recorded responses are not beside the project")
    return json.loads(path.read_text())


async def test_recorded_responses_of_openalex_are_read(services: Services) -> None:
    openalex = source("openalex", services)
    services.say(recorded("openalex/A5023888391.json"))
    known = await openalex.author("A5023888391")
    assert (known.name, known.metrics, known.orcid) == (
        "Jason Priem",
        AuthorMetrics(17, 62, 3890),
        "0000-0001-6187-6610",
    )
    services.say(recorded("openalex/W2741809807.json"))
    found = await openalex.find_work("10.7717/peerj.4375", None, "")
    assert found is not None
    assert (found.venue, found.published, found.citations) == ("PeerJ", "2018-02-13", 962)
    services.say(recorded("openalex/works_by_author_A5017898742.json"))
    assert len((await openalex.works_by_author("A5017898742")).works) == 9


async def test_recorded_responses_of_arxiv_are_read(services: Services) -> None:
    arxiv = source("arxiv", services)
    for name in ("id_0000.0000_s0_m100_8b51d9633a68", "id_1605.08386_s0_m100_199195aa31ad"):
        services.say(Say(str(recorded(f"arxiv/{name}.json")["body"])))
        found = await arxiv.find_work(None, "1605.08386", "")
        assert (found.field if found else None) == ("math.CO" if "1605" in name else None)
