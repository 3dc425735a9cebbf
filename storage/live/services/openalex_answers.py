"""What OpenAlex answers, read into our values. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from storage.live.services import sanitize as plain
from storage.live.services.records import Known, Numbers, Person, Work

_LONGEST = 50_000
"""Words of an abstract. A position beyond it is no word's."""


def key_of(value: object) -> str | None:
    """'A5023888391', also from its address."""
    found = re.search(r"(?:^|/)([AW][0-9]{1,15})$", value, re.ASCII) if isinstance(value, str) else None
    return found[1] if found else None


def person_of(said: object) -> Known | None:
    """None without an id; it was asked for by that, so the name may be missing."""
    author = plain.mapping(said)
    key, name = key_of(author.get("id")), plain.text(author.get("display_name"))
    if key is None:
        return None
    places = _places(author.get("last_known_institutions"))
    numbers = Numbers(
        h_index=plain.count(plain.mapping(author.get("summary_stats")).get("h_index")),
        paper_count=plain.count(author.get("works_count")),
        citations=plain.count(author.get("cited_by_count")),
    )
    return Known(key, name, plain.orcid(author.get("orcid")), places, numbers)


def work_of(said: object) -> Work | None:
    """None without an id or a title."""
    work = plain.mapping(said)
    key, title = key_of(work.get("id")), plain.title(work.get("title")) or plain.title(work.get("display_name"))
    if key is None or title is None:
        return None
    where = plain.mapping(work.get("primary_location"))
    return Work(
        key=key,
        title=title,
        abstract=_abstract(work.get("abstract_inverted_index")),
        authors=_authors(work.get("authorships")),
        published=plain.day(work.get("publication_date")) or plain.day(work.get("publication_year")),
        venue=plain.text(plain.mapping(where.get("source")).get("display_name")),
        doi=plain.doi(work.get("doi")),
        arxiv_id=_arxiv_id(work),
        url=plain.address(where.get("landing_page_url")),
        citations=plain.count(work.get("cited_by_count")),
    )


def _arxiv_id(work: Mapping[str, Any]) -> str | None:
    places = [plain.mapping(place) for place in [work.get("primary_location"), *plain.sequence(work.get("locations"))]]
    links = [place.get(name) for place in places for name in ("landing_page_url", "pdf_url")]
    on_arxiv = [link for link in links if isinstance(link, str) and "arxiv" in link.lower()]
    return next((known for known in map(plain.arxiv_id, [_text(work.get("doi")), *on_arxiv]) if known), None)


def _text(doi: object) -> str | None:
    """A DOI where it is arXiv's own."""
    return doi if isinstance(doi, str) and "10.48550/arxiv." in doi.lower() else None


def _authors(said: object) -> tuple[Person, ...]:
    people = (_author(plain.mapping(one)) for one in plain.sequence(said)[: plain.MOST_AUTHORS])
    return tuple(person for person in people if person is not None)


def _author(said: Mapping[str, Any]) -> Person | None:
    author = plain.mapping(said.get("author"))
    name = plain.text(author.get("display_name")) or plain.text(said.get("raw_author_name"))
    if name is None:
        return None
    places = _places(said.get("institutions"))
    return Person(name, key_of(author.get("id")), plain.orcid(author.get("orcid")), places)


def _places(said: object) -> tuple[str, ...]:
    return plain.names(plain.mapping(place).get("display_name") for place in plain.sequence(said))


def _abstract(said: object) -> str | None:
    """From word → positions. A word at an absurd position is dropped, a gap closes."""
    words: dict[int, str] = {}
    for word, positions in plain.mapping(said).items():
        for position in plain.sequence(positions):
            place = plain.count(position)
            if place is not None and place < _LONGEST:
                words.setdefault(place, word)
    return plain.text(" ".join(words[place] for place in sorted(words)), plain.ABSTRACT)
