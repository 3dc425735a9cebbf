"""Semantic Scholar, through its client library: people, their works, and summaries that a model wrote."""

import asyncio
import dataclasses
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, quote_plus

from storage.live.services import sanitize as plain
from storage.live.services.by_keys import ByKeys
from storage.live.services.errors import GONE, REFUSED, UNREADABLE, SourceError
from storage.live.services.http import Asker
from storage.live.services.records import Found, Known, Work
from storage.live.services.semantic_scholar_answers import person_of, summaries_of, work_of
from storage.schema.library import LIVE, SEMANTIC_SCHOLAR

_PAGE = 100
_OF_WORKS = [
    *("paperId", "title", "abstract", "year", "publicationDate", "venue", "externalIds", "url", "citationCount"),
    "authors",
]
_OF_A_WORK = [*_OF_WORKS, "tldr"]
"""Lists of works refuse to give summaries: they are asked for by ids, afterwards."""
_BATCH = 500
_OF_PEOPLE = ["authorId", "name", "affiliations", "hIndex", "paperCount", "citationCount", "externalIds"]


@dataclass(slots=True)
class _Requester:
    """Stands where the library's own is, which tries for minutes, takes 502 for an empty answer, cannot be bounded
    in size, and writes the key into the log. `said`: the last answer, as it came."""

    asker: Asker
    said: Any = None

    async def get_data_async(self, url: str, parameters: str, headers: object, payload: object = None) -> Any:
        self.said = None  # an answer that cannot be read is not the one before
        parameters = parameters.lstrip("&")
        said = self.asker.send(f"{url}?{parameters}" if parameters else url, payload).json()
        if payload is None and not _is_object(said):
            raise ValueError("no object")
        self.said = said
        return said


@dataclass(frozen=True, slots=True)
class SemanticScholar(ByKeys):
    asker: Asker
    base: str
    most: int = 500
    """Works of one person."""

    service = SEMANTIC_SCHOLAR
    name = LIVE[SEMANTIC_SCHOLAR]

    def _author(self, key: str) -> Known:
        client, requester = self._client()
        self._one(client.get_author(quote(key, safe=""), fields=_OF_PEOPLE), requester)
        known = person_of(requester.said)
        if known is None:
            raise SourceError(self.name, "its answer is no person", UNREADABLE)
        return known

    def _of_author(self, key: str) -> Found:
        from semanticscholar.PaginatedResults import PaginatedResults

        _, requester = self._client()
        pages: Any = PaginatedResults(
            requester=requester,  # type: ignore[arg-type]
            data_type=_as_it_is,
            url=f"{self.base}/graph/v1/author/{quote(key, safe='')}/papers",
            fields=_OF_WORKS,  # type: ignore[arg-type]
            limit=_PAGE,
        )
        works: dict[str, Work] = {}
        skipped, is_more, asked = 0, True, 0
        while is_more and asked <= self.most // _PAGE and len(works) < self.most:
            asked += 1
            before = len(works)
            skipped += sum(not self._keep(said, works) for said in self._run(pages._async_get_next_page()))
            if "data" not in requester.said:
                raise SourceError(self.name, "its answer has no works in it", UNREADABLE)
            is_more = len(works) > before and self._is_more(pages)
        newest = sorted(works.values(), key=lambda work: work.published or "", reverse=True)
        told = self._with_summaries(newest[: self.most])
        return Found(told, skipped, is_more or len(newest) > self.most)

    def _with_summaries(self, works: Sequence[Work]) -> tuple[Work, ...]:
        """The works themselves where only this cannot be answered."""
        summaries: dict[str, str] = {}
        for first in range(0, len(works), _BATCH):
            client, requester = self._client()
            keys = [work.key for work in works[first : first + _BATCH]]
            ask = client.get_papers(keys, fields=["paperId", "tldr"])
            summaries |= summaries_of(self._unless(ask, requester, REFUSED, GONE, UNREADABLE))
        return tuple(dataclasses.replace(work, tldr=summaries.get(work.key)) for work in works)

    def _is_more(self, pages: Any) -> bool:
        try:
            return bool(pages._has_next_page())
        except TypeError:  # an offset that is no number
            return False

    def _keep(self, said: object, works: dict[str, Work]) -> bool:
        work = work_of(said)
        if work is not None:
            works.setdefault(work.key, work)
        return work is not None

    def _find(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        for known in filter(None, [doi and f"DOI:{doi}", arxiv_id and f"ARXIV:{arxiv_id}"]):
            client, requester = self._client()
            ask = client.get_paper(quote(known, safe=":/"), fields=_OF_A_WORK)
            # A text that it does not take for an id says nothing of the rest.
            if (work := work_of(self._unless(ask, requester, GONE, REFUSED))) is not None:
                return work
        if not title.strip():
            return None
        client, requester = self._client()
        ask = client.search_paper(quote_plus(title[:300]), fields=_OF_WORKS, match_title=True)
        found = plain.mapping(self._unless(ask, requester, GONE)).get("data")
        return next(filter(None, map(work_of, plain.sequence(found))), None)

    def _client(self) -> tuple[Any, _Requester]:
        from semanticscholar import AsyncSemanticScholar

        client: Any = AsyncSemanticScholar(api_url=self.base, retry=False)
        requester = _Requester(self.asker)
        client._requester = requester
        return client, requester

    def _unless(self, ask: Coroutine[Any, Any, Any], requester: _Requester, *kinds: str) -> Any:
        """The answer; None where the trouble is of one of the kinds."""
        try:
            self._one(ask, requester)
        except SourceError as error:
            if error.kind not in kinds:
                raise
            return None
        return requester.said

    def _one(self, ask: Coroutine[Any, Any, Any], requester: _Requester) -> None:
        """What the library makes of an answer does not count: it gives up a whole record for one odd value in it."""
        try:
            self._run(ask)
        except SourceError as error:
            if error.kind != UNREADABLE or requester.said is None:
                raise

    def _run(self, ask: Coroutine[Any, Any, Any]) -> Any:
        try:
            return asyncio.run(ask)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise SourceError(self.name, "its answer cannot be read", UNREADABLE) from None


def _is_object(said: object) -> bool:
    return isinstance(said, Mapping) and set(plain.mapping(cast("object", said))) != {"error"}


def _as_it_is(said: object) -> object:
    return said
