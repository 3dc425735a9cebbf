"""Semantic Scholar, through its client package: authors, their works, and machine-written summaries (TLDRs)."""

import asyncio
import dataclasses
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, quote_plus

from storage.live.services.errors import GONE, REFUSED, UNREADABLE, SourceError
from storage.live.services.http import HttpClient
from storage.live.services.keyed_source import KeyedSource
from storage.live.services.records import ExternalAuthor, FoundWorks, Work
from storage.live.services.sanitize import as_list, as_mapping
from storage.live.services.semantic_scholar_parse import (
    semantic_scholar_author,
    semantic_scholar_tldrs,
    semantic_scholar_work,
)
from storage.schema.library import LIVE, SEMANTIC_SCHOLAR

_PAGE_SIZE = 100
_LISTED_WORK_FIELDS = [
    *("paperId", "title", "abstract", "year", "publicationDate", "venue", "externalIds", "url", "citationCount"),
    "authors",
]
_WORK_FIELDS = [*_LISTED_WORK_FIELDS, "tldr"]
"""Endpoints that list works reject the field `tldr`: it is requested by id afterwards."""
_BATCH_SIZE = 500
"""Works per request of the batch endpoint, at most."""
_AUTHOR_FIELDS = ["authorId", "name", "affiliations", "hIndex", "paperCount", "citationCount", "externalIds"]


@dataclass(slots=True)
class _Requester:
    """Takes the place of the package's own requester, which retries for minutes, takes 502 for an empty answer, has no
    size limit, and logs the key. `last`: the last response as parsed JSON, or None if it could not be read."""

    http: HttpClient
    last: Any = None

    async def get_data_async(self, url: str, parameters: str, headers: object, payload: object = None) -> Any:
        self.last = None  # an unreadable response must not leave the previous one
        parameters = parameters.lstrip("&")
        value = self.http.send(f"{url}?{parameters}" if parameters else url, payload).json()
        if payload is None and not _is_record(value):
            raise ValueError("not a JSON object")
        self.last = value
        return value


@dataclass(frozen=True, slots=True)
class SemanticScholar(KeyedSource):
    http: HttpClient
    base_url: str
    """Without a trailing slash."""
    max_works: int = 500
    """Of one author."""

    service = SEMANTIC_SCHOLAR
    name = LIVE[SEMANTIC_SCHOLAR]

    def _author(self, key: str) -> ExternalAuthor:
        client, requester = self._client()
        self._send(client.get_author(quote(key, safe=""), fields=_AUTHOR_FIELDS), requester)
        author = semantic_scholar_author(requester.last)
        if author is None:
            raise SourceError(self.name, "response contains no author", UNREADABLE)
        return author

    def _works_by_author(self, key: str) -> FoundWorks:
        from semanticscholar.PaginatedResults import PaginatedResults

        _, requester = self._client()
        pages: Any = PaginatedResults(
            requester=requester,  # type: ignore[arg-type]
            data_type=_unchanged,
            url=f"{self.base_url}/graph/v1/author/{quote(key, safe='')}/papers",
            fields=_LISTED_WORK_FIELDS,  # type: ignore[arg-type]
            limit=_PAGE_SIZE,
        )
        works: dict[str, Work] = {}
        skipped, has_more, requests = 0, True, 0
        while has_more and requests <= self.max_works // _PAGE_SIZE and len(works) < self.max_works:
            requests += 1
            before = len(works)
            skipped += sum(not self._add_work(value, works) for value in self._run(pages._async_get_next_page()))
            if "data" not in requester.last:
                raise SourceError(self.name, "response contains no list of works", UNREADABLE)
            has_more = len(works) > before and self._has_next_page(pages)
        newest = sorted(works.values(), key=lambda work: work.published or "", reverse=True)
        with_tldrs = self._with_tldrs(newest[: self.max_works])
        return FoundWorks(with_tldrs, skipped, has_more or len(newest) > self.max_works)

    def _with_tldrs(self, works: Sequence[Work]) -> tuple[Work, ...]:
        """The works without summaries if only the summaries cannot be had."""
        tldrs: dict[str, str] = {}
        for first in range(0, len(works), _BATCH_SIZE):
            client, requester = self._client()
            keys = [work.key for work in works[first : first + _BATCH_SIZE]]
            request = client.get_papers(keys, fields=["paperId", "tldr"])
            tldrs |= semantic_scholar_tldrs(self._send_unless(request, requester, REFUSED, GONE, UNREADABLE))
        return tuple(dataclasses.replace(work, tldr=tldrs.get(work.key)) for work in works)

    def _has_next_page(self, pages: Any) -> bool:
        try:
            return bool(pages._has_next_page())
        except TypeError:  # the offset in the response is not a number
            return False

    def _add_work(self, value: object, works: dict[str, Work]) -> bool:
        work = semantic_scholar_work(value)
        if work is not None:
            works.setdefault(work.key, work)
        return work is not None

    def _find_work(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        for known in filter(None, [doi and f"DOI:{doi}", arxiv_id and f"ARXIV:{arxiv_id}"]):
            client, requester = self._client()
            request = client.get_paper(quote(known, safe=":/"), fields=_WORK_FIELDS)
            # REFUSED: it does not accept the text as an id.
            if (work := semantic_scholar_work(self._send_unless(request, requester, GONE, REFUSED))) is not None:
                return work
        if not title.strip():
            return None
        client, requester = self._client()
        request = client.search_paper(quote_plus(title[:300]), fields=_LISTED_WORK_FIELDS, match_title=True)
        found = as_mapping(self._send_unless(request, requester, GONE)).get("data")
        return next(filter(None, map(semantic_scholar_work, as_list(found))), None)

    def _client(self) -> tuple[Any, _Requester]:
        from semanticscholar import AsyncSemanticScholar

        client: Any = AsyncSemanticScholar(api_url=self.base_url, retry=False)
        requester = _Requester(self.http)
        client._requester = requester
        return client, requester

    def _send_unless(self, request: Coroutine[Any, Any, Any], requester: _Requester, *kinds: str) -> Any:
        """The response as parsed JSON; None if it fails with one of these kinds of error."""
        try:
            self._send(request, requester)
        except SourceError as error:
            if error.kind not in kinds:
                raise
            return None
        return requester.last

    def _send(self, request: Coroutine[Any, Any, Any], requester: _Requester) -> None:
        """Leaves the response in `requester.last`. The package's own reading of it does not count: it gives up a whole
        record for one odd value."""
        try:
            self._run(request)
        except SourceError as error:
            if error.kind != UNREADABLE or requester.last is None:
                raise

    def _run(self, request: Coroutine[Any, Any, Any]) -> Any:
        try:
            return asyncio.run(request)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise SourceError(self.name, "response could not be read", UNREADABLE) from None


def _is_record(value: object) -> bool:
    return isinstance(value, Mapping) and set(as_mapping(cast("object", value))) != {"error"}


def _unchanged(value: object) -> object:
    return value
