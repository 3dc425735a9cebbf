"""arXiv, through its client package: new works by name or by category. It has no author ids."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storage.live.services.errors import REFUSED, UNREADABLE, SourceError
from storage.live.services.http import HttpClient, HttpResponse
from storage.live.services.records import ExternalAuthor, FoundWorks, Work, WorkAuthor
from storage.live.services.sanitize import (
    MAX_ABSTRACT,
    MAX_AUTHORS,
    clean_arxiv_id,
    clean_date,
    clean_doi,
    clean_names,
    clean_text,
    clean_title,
)
from storage.live.services.threads import run_in_daemon_thread
from storage.schema.library import ARXIV, LIVE
from storage.text.fields import canonical_field
from storage.text.fold import fold

_PAGE_SIZE = 100
_CANDIDATES = 10
"""Works of a title search that are compared with the title."""
_ERROR_ENTRY = re.compile(rb"<id>\s*https?://(?:export\.)?arxiv\.org/api/errors")
_FEED = re.compile(rb"<feed[\s>]")


@dataclass(frozen=True, slots=True)
class _FeedSession:
    """Passes only complete feeds to the client package, which takes an HTML page, a truncated feed or an error for a
    feed with fewer entries or none."""

    http: HttpClient

    def get(self, url: str, **_: object) -> HttpResponse:
        response = self.http.get(url)
        body = response.content
        if not _FEED.search(body[:2_000]) or not body.rstrip().endswith(b"</feed>"):
            raise SourceError(self.http.source, "response is not a complete feed", UNREADABLE)
        if _ERROR_ENTRY.search(body[:20_000]):
            raise SourceError(self.http.source, "request rejected", REFUSED)
        return response


@dataclass(frozen=True, slots=True)
class Arxiv:
    http: HttpClient
    base_url: str
    max_works: int = 500
    """Of one name."""
    max_works_in_category: int = 2_000

    service = ARXIV
    name = LIVE[ARXIV]
    knows_authors = False
    knows_categories = True

    async def author(self, key: str) -> ExternalAuthor:
        raise SourceError(self.name, "has no author IDs", REFUSED)

    async def works_by_author(self, key: str) -> FoundWorks:
        raise SourceError(self.name, "has no author IDs", REFUSED)

    async def works_by_name(self, name: str, since: dt.date) -> FoundWorks:
        words = " ".join(re.findall(r"[\w'.-]+", name))[:200]
        if not words:
            return FoundWorks(())
        return await run_in_daemon_thread(lambda: self._newest(f'au:"{words}"', since, self.max_works))

    async def works_in_category(self, category: str, since: dt.date) -> FoundWorks:
        if not re.fullmatch(r"[A-Za-z-]+(\.[A-Za-z-]+)?", category):
            raise SourceError(self.name, f"{category[:40]!r} is not a category", REFUSED)
        return await run_in_daemon_thread(lambda: self._newest(f"cat:{category}", since, self.max_works_in_category))

    async def find_work(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        return await run_in_daemon_thread(lambda: self._find_work(arxiv_id, title))

    def _newest(self, query: str, since: dt.date, max_works: int) -> FoundWorks:
        """Stops at the first older entry: entries come newest first."""
        works: dict[str, Work] = {}
        skipped = 0
        for number, entry in enumerate(self._entries(max_works + 1, query=query)):
            if entry.published.date() < since:
                return FoundWorks(tuple(works.values()), skipped)
            if number == max_works:
                return FoundWorks(tuple(works.values()), skipped, True)
            work = arxiv_work(entry)
            skipped += work is None
            if work is not None:
                works.setdefault(work.key, work)
        return FoundWorks(tuple(works.values()), skipped)

    def _find_work(self, arxiv_id: str | None, title: str) -> Work | None:
        words = " ".join(re.findall(r"\w+", title))[:300]
        if arxiv_id is None and not words:
            return None
        search: dict[str, Any] = {"id_list": [arxiv_id]} if arxiv_id else {"query": f'ti:"{words}"'}
        entries = self._entries(1 if arxiv_id else _CANDIDATES, **search)
        found = [work for entry in entries if (work := arxiv_work(entry)) is not None]
        return next((work for work in found if fold(work.title) == fold(title)), found[0] if found else None)

    def _entries(self, max_results: int, **search: Any) -> Iterator[Any]:
        """arxiv.Result objects. `search`: keyword arguments of arxiv.Search."""
        import arxiv

        client: Any = arxiv.Client(page_size=min(_PAGE_SIZE, max_results), delay_seconds=0, num_retries=0)
        client.query_url_format = self.base_url + "?{}"
        client._session = _FeedSession(self.http)
        order = arxiv.SortCriterion.SubmittedDate if "query" in search else arxiv.SortCriterion.Relevance
        try:
            yield from client.results(arxiv.Search(max_results=max_results, sort_by=order, **search))
        except arxiv.UnexpectedEmptyPageError:
            # arXiv announces more entries than it sends; the part must not pass for the whole.
            raise SourceError(self.name, "result list ended early", UNREADABLE) from None
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
            raise SourceError(self.name, "response could not be read", UNREADABLE) from None


def arxiv_work(entry: Any) -> Work | None:
    """From an arxiv.Result. None without an arXiv id or a title."""
    key, title = clean_arxiv_id(entry.entry_id), clean_title(entry.title)
    if key is None or title is None:
        return None
    authors = [(clean_text(author.name), author.affiliation) for author in entry.authors[:MAX_AUTHORS]]
    return Work(
        key=key,
        title=title,
        abstract=clean_text(entry.summary, MAX_ABSTRACT),
        authors=tuple(WorkAuthor(name, affiliations=clean_names(places)) for name, places in authors if name),
        published=clean_date(entry.published.date().isoformat()),
        venue=clean_text(entry.journal_ref),
        doi=clean_doi(entry.doi),
        arxiv_id=key,
        url=f"https://arxiv.org/abs/{key}",
        field=canonical_field(clean_text(entry.primary_category)),
    )
