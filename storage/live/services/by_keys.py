"""A source that tells people apart by keys of its own: what is the same in all of them."""

import datetime as dt
from abc import ABC, abstractmethod

from storage.live.services.errors import REFUSED, SourceError
from storage.live.services.records import Found, Known, Work
from storage.live.services.threads import aside


class ByKeys(ABC):
    """Asks in a thread aside. Subclasses say how to ask, and wait there."""

    __slots__ = ()
    name: str
    knows_authors = True
    knows_categories = False

    async def author(self, key: str) -> Known:
        return await aside(lambda: self._author(key))

    async def of_author(self, key: str) -> Found:
        return await aside(lambda: self._of_author(key))

    async def find(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        return await aside(lambda: self._find(doi, arxiv_id, title))

    async def by_name(self, name: str, since: dt.date) -> Found:
        raise SourceError(self.name, "it is asked about people by their ids, not by a name", REFUSED)

    async def of_category(self, category: str, since: dt.date) -> Found:
        raise SourceError(self.name, "it does not know the categories of arXiv", REFUSED)

    @abstractmethod
    def _author(self, key: str) -> Known: ...

    @abstractmethod
    def _of_author(self, key: str) -> Found: ...

    @abstractmethod
    def _find(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None: ...
