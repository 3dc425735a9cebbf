"""Base class of sources that have author ids of their own."""

import datetime as dt
from abc import ABC, abstractmethod

from storage.live.services.errors import REFUSED, SourceError
from storage.live.services.records import ExternalAuthor, FoundWorks, Work
from storage.live.services.threads import run_in_daemon_thread


class KeyedSource(ABC):
    """Runs the blocking methods that subclasses define in a thread."""

    __slots__ = ()
    name: str
    knows_authors = True
    knows_categories = False

    async def author(self, key: str) -> ExternalAuthor:
        return await run_in_daemon_thread(lambda: self._author(key))

    async def works_by_author(self, key: str) -> FoundWorks:
        return await run_in_daemon_thread(lambda: self._works_by_author(key))

    async def find_work(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        return await run_in_daemon_thread(lambda: self._find_work(doi, arxiv_id, title))

    async def works_by_name(self, name: str, since: dt.date) -> FoundWorks:
        raise SourceError(self.name, "queried by author id, not by name", REFUSED)

    async def works_in_category(self, category: str, since: dt.date) -> FoundWorks:
        raise SourceError(self.name, "does not have arXiv categories", REFUSED)

    @abstractmethod
    def _author(self, key: str) -> ExternalAuthor: ...

    @abstractmethod
    def _works_by_author(self, key: str) -> FoundWorks: ...

    @abstractmethod
    def _find_work(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None: ...
