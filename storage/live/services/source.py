"""What every live source can be asked. Each raises SourceError, and nothing else, where it has no answer."""

import datetime as dt
from typing import Protocol

from storage.live.services.records import Found, Known, Work


class LiveSource(Protocol):
    @property
    def service(self) -> str:
        """One of storage.tables.LIVE."""
        ...

    @property
    def name(self) -> str:
        """As people write it."""
        ...

    @property
    def knows_authors(self) -> bool:
        """Whether it tells people of one name apart, by keys."""
        ...

    @property
    def knows_categories(self) -> bool: ...

    async def author(self, key: str) -> Known: ...

    async def of_author(self, key: str) -> Found: ...

    async def by_name(self, name: str, since: dt.date) -> Found:
        """Of everybody who bears the name."""
        ...

    async def of_category(self, category: str, since: dt.date) -> Found: ...

    async def find(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        """The work with one of the ids; without one, the nearest by its title, which may be another."""
        ...
