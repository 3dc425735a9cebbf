"""arXiv, through its client library: what appeared under a name or in a category. It tells no namesakes apart."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storage.live.services import sanitize as plain
from storage.live.services.errors import REFUSED, UNREADABLE, SourceError
from storage.live.services.http import Answer, Asker
from storage.live.services.records import Found, Known, Person, Work
from storage.live.services.threads import aside
from storage.schema.library import ARXIV, LIVE
from storage.text.fields import canonical
from storage.text.fold import fold

_PAGE = 100
_CANDIDATES = 10
_FAULT = re.compile(rb"<id>\s*https?://(?:export\.)?arxiv\.org/api/errors")
_FEED = re.compile(rb"<feed[\s>]")


@dataclass(frozen=True, slots=True)
class _Feeds:
    """Gives the library whole feeds alone: it takes an HTML page, a feed that was cut, and an error for a feed
    with nothing or less in it."""

    asker: Asker

    def get(self, url: str, **_: object) -> Answer:
        answer = self.asker.get(url)
        body = answer.content
        if not _FEED.search(body[:2_000]) or not body.rstrip().endswith(b"</feed>"):
            raise SourceError(self.asker.source, "its answer is no whole feed", UNREADABLE)
        if _FAULT.search(body[:20_000]):
            raise SourceError(self.asker.source, "it refused the request", REFUSED)
        return answer


@dataclass(frozen=True, slots=True)
class Arxiv:
    asker: Asker
    base: str
    most: int = 500
    """Works that bear a name."""
    most_of_category: int = 2_000

    service = ARXIV
    name = LIVE[ARXIV]
    knows_authors = False
    knows_categories = True

    async def author(self, key: str) -> Known:
        raise SourceError(self.name, "it knows names, not people", REFUSED)

    async def of_author(self, key: str) -> Found:
        raise SourceError(self.name, "it knows names, not people", REFUSED)

    async def by_name(self, name: str, since: dt.date) -> Found:
        words = " ".join(re.findall(r"[\w'.-]+", name))[:200]
        if not words:
            return Found(())
        return await aside(lambda: self._newest(f'au:"{words}"', since, self.most))

    async def of_category(self, category: str, since: dt.date) -> Found:
        if not re.fullmatch(r"[A-Za-z-]+(\.[A-Za-z-]+)?", category):
            raise SourceError(self.name, f"{category[:40]!r} is no category of it", REFUSED)
        return await aside(lambda: self._newest(f"cat:{category}", since, self.most_of_category))

    async def find(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        return await aside(lambda: self._find(arxiv_id, title))

    def _newest(self, query: str, since: dt.date, most: int) -> Found:
        """Ends at the first that is older."""
        works: dict[str, Work] = {}
        skipped = 0
        for number, entry in enumerate(self._entries(most + 1, query=query)):
            if entry.published.date() < since:
                return Found(tuple(works.values()), skipped)
            if number == most:
                return Found(tuple(works.values()), skipped, True)
            work = work_of(entry)
            skipped += work is None
            if work is not None:
                works.setdefault(work.key, work)
        return Found(tuple(works.values()), skipped)

    def _find(self, arxiv_id: str | None, title: str) -> Work | None:
        words = " ".join(re.findall(r"\w+", title))[:300]
        if arxiv_id is None and not words:
            return None
        how: dict[str, Any] = {"id_list": [arxiv_id]} if arxiv_id else {"query": f'ti:"{words}"'}
        entries = self._entries(1 if arxiv_id else _CANDIDATES, **how)
        found = [work for entry in entries if (work := work_of(entry)) is not None]
        return next((work for work in found if fold(work.title) == fold(title)), found[0] if found else None)

    def _entries(self, most: int, **how: Any) -> Iterator[Any]:
        import arxiv

        client: Any = arxiv.Client(page_size=min(_PAGE, most), delay_seconds=0, num_retries=0)
        client.query_url_format = self.base + "?{}"
        client._session = _Feeds(self.asker)
        order = arxiv.SortCriterion.SubmittedDate if "query" in how else arxiv.SortCriterion.Relevance
        try:
            yield from client.results(arxiv.Search(max_results=most, sort_by=order, **how))
        except arxiv.UnexpectedEmptyPageError:
            # arXiv counts more than it gives; half a list would pass for the whole.
            raise SourceError(self.name, "its list ended early", UNREADABLE) from None
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
            raise SourceError(self.name, "its answer cannot be read", UNREADABLE) from None


def work_of(entry: Any) -> Work | None:
    """None without an id of arXiv or a title. `entry`: an arxiv.Result."""
    key, title = plain.arxiv_id(entry.entry_id), plain.title(entry.title)
    if key is None or title is None:
        return None
    authors = [(plain.text(author.name), author.affiliation) for author in entry.authors[: plain.MOST_AUTHORS]]
    return Work(
        key=key,
        title=title,
        abstract=plain.text(entry.summary, plain.ABSTRACT),
        authors=tuple(Person(name, affiliations=plain.names(places)) for name, places in authors if name),
        published=plain.day(entry.published.date().isoformat()),
        venue=plain.text(entry.journal_ref),
        doi=plain.doi(entry.doi),
        arxiv_id=key,
        url=f"https://arxiv.org/abs/{key}",
        field=canonical(plain.text(entry.primary_category)),
    )
