"""Reads Semantic Scholar's JSON into our records. Pure."""

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


def semantic_scholar_author(value: object) -> ExternalAuthor | None:
    """None without an id. The name may be missing: the record was requested by id."""
    author = as_mapping(value)
    key, name = clean_text(author.get("authorId")), clean_text(author.get("name"))
    if key is None:
        return None
    metrics = AuthorMetrics(
        h_index=clean_count(author.get("hIndex")),
        paper_count=clean_count(author.get("paperCount")),
        citations=clean_count(author.get("citationCount")),
    )
    orcid = clean_orcid(as_mapping(author.get("externalIds")).get("ORCID"))
    return ExternalAuthor(key, name, orcid, clean_names(as_list(author.get("affiliations"))), metrics)


def semantic_scholar_work(value: object) -> Work | None:
    """None without an id or a title."""
    work = as_mapping(value)
    key, title = clean_text(work.get("paperId")), clean_title(work.get("title"))
    if key is None or title is None:
        return None
    external_ids = as_mapping(work.get("externalIds"))
    doi = external_ids.get("DOI")
    preprint_doi = doi if isinstance(doi, str) and doi.lower().startswith("10.48550/arxiv.") else None
    return Work(
        key=key,
        title=title,
        abstract=clean_text(work.get("abstract"), MAX_ABSTRACT),
        authors=_authors(work.get("authors")),
        published=clean_date(work.get("publicationDate")) or clean_date(work.get("year")),
        venue=clean_text(work.get("venue")),
        doi=clean_doi(doi),
        arxiv_id=clean_arxiv_id(external_ids.get("ArXiv")) or clean_arxiv_id(preprint_doi),
        url=clean_url(work.get("url")),
        citations=clean_count(work.get("citationCount")),
        tldr=_tldr(work),
    )


def semantic_scholar_tldrs(value: object) -> dict[str, str]:
    """Work id → summary, from a list of works; without the works that have none."""
    works = map(as_mapping, as_list(value))
    pairs = [(clean_text(work.get("paperId")), _tldr(work)) for work in works]
    return {key: tldr for key, tldr in pairs if key and tldr}


def _tldr(work: Mapping[str, Any]) -> str | None:
    return clean_text(as_mapping(work.get("tldr")).get("text"), MAX_ABSTRACT)


def _authors(value: object) -> tuple[WorkAuthor, ...]:
    authors = map(as_mapping, as_list(value)[:MAX_AUTHORS])
    named = [(clean_text(author.get("name")), clean_text(author.get("authorId"))) for author in authors]
    return tuple(WorkAuthor(name, key) for name, key in named if name)
