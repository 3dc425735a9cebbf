"""What Semantic Scholar answers, read into our values. Pure."""

from collections.abc import Mapping
from typing import Any

from storage.live.services import sanitize as plain
from storage.live.services.records import Known, Numbers, Person, Work


def person_of(said: object) -> Known | None:
    """None without an id; it was asked for by that, so the name may be missing."""
    author = plain.mapping(said)
    key, name = plain.text(author.get("authorId")), plain.text(author.get("name"))
    if key is None:
        return None
    numbers = Numbers(*(plain.count(author.get(field)) for field in ("hIndex", "paperCount", "citationCount")))
    orcid = plain.orcid(plain.mapping(author.get("externalIds")).get("ORCID"))
    return Known(key, name, orcid, plain.names(plain.sequence(author.get("affiliations"))), numbers)


def work_of(said: object) -> Work | None:
    """None without an id or a title."""
    work = plain.mapping(said)
    key, title = plain.text(work.get("paperId")), plain.title(work.get("title"))
    if key is None or title is None:
        return None
    elsewhere = plain.mapping(work.get("externalIds"))
    doi = elsewhere.get("DOI")
    preprint = doi if isinstance(doi, str) and doi.lower().startswith("10.48550/arxiv.") else None
    return Work(
        key=key,
        title=title,
        abstract=plain.text(work.get("abstract"), plain.ABSTRACT),
        authors=_authors(work.get("authors")),
        published=plain.day(work.get("publicationDate")) or plain.day(work.get("year")),
        venue=plain.text(work.get("venue")),
        doi=plain.doi(doi),
        arxiv_id=plain.arxiv_id(elsewhere.get("ArXiv")) or plain.arxiv_id(preprint),
        url=plain.address(work.get("url")),
        citations=plain.count(work.get("citationCount")),
        tldr=_summary(work),
    )


def summaries_of(said: object) -> dict[str, str]:
    """By key, from a list of works; of those that have one."""
    told = [(plain.text(work.get("paperId")), _summary(work)) for work in map(plain.mapping, plain.sequence(said))]
    return {key: summary for key, summary in told if key and summary}


def _summary(work: Mapping[str, Any]) -> str | None:
    return plain.text(plain.mapping(work.get("tldr")).get("text"), plain.ABSTRACT)


def _authors(said: object) -> tuple[Person, ...]:
    people = [plain.mapping(one) for one in plain.sequence(said)[: plain.MOST_AUTHORS]]
    named = [(plain.text(one.get("name")), plain.text(one.get("authorId"))) for one in people]
    return tuple(Person(name, key) for name, key in named if name)
