"""Reads OpenAlex's JSON into our records. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from storage.live.services.records import AuthorMetrics, ExternalAuthor, Work, WorkAuthor
from storage.live.services.sanitize import (
    MAX_ABSTRACT,
    MAX_AUTHORS,
    as_list,
    as_mapping,
    clean_arxiv_id,
    clean_count,
    clean_date,
    clean_doi,
    clean_names,
    clean_orcid,
    clean_text,
    clean_title,
    clean_url,
)

_MAX_WORDS = 50_000
"""Words of an abstract; a position beyond this is invalid."""


def openalex_id(value: object) -> str | None:
    """'A5023888391', from the bare id or its URL."""
    found = re.search(r"(?:^|/)([AW][0-9]{1,15})$", value, re.ASCII) if isinstance(value, str) else None
    return found[1] if found else None


def openalex_author(value: object) -> ExternalAuthor | None:
    """None without an id. The name may be missing: the record was requested by id."""
    author = as_mapping(value)
    key, name = openalex_id(author.get("id")), clean_text(author.get("display_name"))
    if key is None:
        return None
    affiliations = _institutions(author.get("last_known_institutions"))
    metrics = AuthorMetrics(
        h_index=clean_count(as_mapping(author.get("summary_stats")).get("h_index")),
        paper_count=clean_count(author.get("works_count")),
        citations=clean_count(author.get("cited_by_count")),
    )
    return ExternalAuthor(key, name, clean_orcid(author.get("orcid")), affiliations, metrics)


def openalex_work(value: object) -> Work | None:
    """None without an id or a title."""
    work = as_mapping(value)
    key, title = openalex_id(work.get("id")), clean_title(work.get("title")) or clean_title(work.get("display_name"))
    if key is None or title is None:
        return None
    location = as_mapping(work.get("primary_location"))
    return Work(
        key=key,
        title=title,
        abstract=_abstract(work.get("abstract_inverted_index")),
        authors=_authors(work.get("authorships")),
        published=clean_date(work.get("publication_date")) or clean_date(work.get("publication_year")),
        venue=clean_text(as_mapping(location.get("source")).get("display_name")),
        doi=clean_doi(work.get("doi")),
        arxiv_id=_arxiv_id(work),
        url=clean_url(location.get("landing_page_url")),
        citations=clean_count(work.get("cited_by_count")),
    )


def _arxiv_id(work: Mapping[str, Any]) -> str | None:
    """From the DOI if it is arXiv's own, else from the links of the work's locations."""
    doi = work.get("doi")
    locations = [as_mapping(place) for place in [work.get("primary_location"), *as_list(work.get("locations"))]]
    links = [place.get(name) for place in locations for name in ("landing_page_url", "pdf_url")]
    texts = [
        *([doi] if isinstance(doi, str) and "10.48550/arxiv." in doi.lower() else []),
        *(link for link in links if isinstance(link, str) and "arxiv" in link.lower()),
    ]
    return next(filter(None, map(clean_arxiv_id, texts)), None)


def _authors(value: object) -> tuple[WorkAuthor, ...]:
    authors = (_author(as_mapping(one)) for one in as_list(value)[:MAX_AUTHORS])
    return tuple(author for author in authors if author is not None)


def _author(authorship: Mapping[str, Any]) -> WorkAuthor | None:
    author = as_mapping(authorship.get("author"))
    name = clean_text(author.get("display_name")) or clean_text(authorship.get("raw_author_name"))
    if name is None:
        return None
    affiliations = _institutions(authorship.get("institutions"))
    return WorkAuthor(name, openalex_id(author.get("id")), clean_orcid(author.get("orcid")), affiliations)


def _institutions(value: object) -> tuple[str, ...]:
    return clean_names(as_mapping(one).get("display_name") for one in as_list(value))


def _abstract(value: object) -> str | None:
    """From an inverted index, word → positions. Invalid positions are dropped, and gaps closed."""
    words: dict[int, str] = {}
    for word, positions in as_mapping(value).items():
        for position in map(clean_count, as_list(positions)):
            if position is not None and position < _MAX_WORDS:
                words.setdefault(position, word)
    return clean_text(" ".join(words[position] for position in sorted(words)), MAX_ABSTRACT)
