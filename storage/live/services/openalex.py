"""OpenAlex, through pyalex: authors and their works. A merged author record leads to the one that replaced it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from storage.live.services.errors import GONE, REFUSED, UNREADABLE, SourceError
from storage.live.services.http import HttpClient
from storage.live.services.keyed_source import KeyedSource
from storage.live.services.openalex_parse import openalex_author, openalex_id, openalex_work
from storage.live.services.records import ExternalAuthor, FoundWorks, Work
from storage.live.services.sanitize import as_mapping
from storage.schema.library import LIVE, OPENALEX
from storage.text.fold import fold

_PAGE_SIZE = 100
_CANDIDATES = 10
"""Works of a title search that are compared with the title."""


@dataclass(frozen=True, slots=True)
class OpenAlex(KeyedSource):
    http: HttpClient
    base_url: str
    """Without a trailing slash."""
    max_works: int = 500
    """Of one author."""

    service = OPENALEX
    name = LIVE[OPENALEX]

    def _author(self, key: str) -> ExternalAuthor:
        """`key`: an OpenAlex id, or orcid:0000-…"""
        if not re.fullmatch(r"(?:https://openalex\.org/)?A[0-9]{1,15}|orcid:[0-9X-]{19}", key, re.ASCII):
            raise SourceError(self.name, f"{key[:40]!r} is not an author ID", GONE)
        value = self._call(lambda: self._query("authors")[key.removeprefix("https://openalex.org/")])
        author = openalex_author(value)
        if author is None:
            raise SourceError(self.name, "response contains no author", UNREADABLE)
        return author

    def _works_by_author(self, key: str) -> FoundWorks:
        author = openalex_id(key)
        if author is None:
            raise SourceError(self.name, f"{key[:40]!r} is not an author ID", GONE)
        works: dict[str, Work] = {}
        cursor: object = "*"
        seen, skipped = set[str](), 0
        while isinstance(cursor, str) and cursor not in seen and len(seen) * _PAGE_SIZE < self.max_works:
            seen.add(cursor)
            page = self._works_page(author, cursor)
            for value in page:
                work = openalex_work(value)
                skipped += work is None
                if work is not None:
                    works.setdefault(work.key, work)
            cursor = as_mapping(page.meta).get("next_cursor") if page else None
        is_cut = len(works) > self.max_works or (isinstance(cursor, str) and cursor not in seen)
        return FoundWorks(tuple(works.values())[: self.max_works], skipped, is_cut)

    def _works_page(self, author: str, cursor: str) -> Any:
        """A list of works, newest first, with the attribute `meta`."""

        def get() -> Any:
            query = self._query("works").filter(authorships={"author": {"id": author}})
            return query.sort(publication_date="desc").get(per_page=_PAGE_SIZE, cursor=cursor)

        page = self._call(get)
        if not isinstance(page, list):
            raise SourceError(self.name, "response contains no list of works", UNREADABLE)
        return cast("Any", page)

    def _find_work(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        for known in [doi, f"10.48550/arxiv.{arxiv_id}" if arxiv_id else None]:
            if known and (work := self._work_by_doi(known)) is not None:
                return work
        words = " ".join(re.findall(r"\w+", title))[:300]
        if not words:
            return None
        query = self._query("works").search_filter(title=words)
        values = self._call(lambda: query.get(per_page=_CANDIDATES))
        found = [work for value in values if (work := openalex_work(value))]
        same = (work for work in found if fold(work.title) == fold(title))
        return next(same, found[0] if found else None)

    def _work_by_doi(self, doi: str) -> Work | None:
        try:
            return openalex_work(self._call(lambda: self._query("works")[f"doi:{doi}"]))
        except SourceError as error:
            if error.kind in (GONE, REFUSED):  # REFUSED: it does not accept the text as a DOI
                return None
            raise

    def _query(self, kind: str) -> Any:
        """A pyalex query that goes through our HTTP client to our address. pyalex's `config` is global to the process
        and does not include the address of the service, so it is not used."""
        import pyalex

        api = cast("Any", pyalex)

        entity = api.Works if kind == "works" else api.Authors
        query, get_from_url = entity(), entity._get_from_url

        def _get_from_url(url: str, _: object = None) -> Any:
            return get_from_url(query, self.base_url + url.removeprefix("https://api.openalex.org"), self.http)

        query._get_from_url = _get_from_url
        query.resource_class = _unchanged
        return query

    def _call(self, request: Callable[[], Any]) -> Any:
        try:
            return request()
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise SourceError(self.name, "response could not be read", UNREADABLE) from None


def _unchanged(value: object) -> object:
    """In place of pyalex's resource classes, which fail for a whole page if one entry is not an object."""
    return value
