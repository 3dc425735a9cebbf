"""What every live source can be asked. Each method raises SourceError, and nothing else, if it has no answer."""

import datetime as dt
from typing import Protocol

from storage.live.services.records import ExternalAuthor, FoundWorks, Work


class SourceClient(Protocol):
    @property
    def service(self) -> str:
        """A key of storage.schema.library.LIVE."""
        ...

    @property
    def name(self) -> str:
        """The display name."""
        ...

    @property
    def knows_authors(self) -> bool:
        """Whether it has author ids, and so tells people of the same name apart."""
        ...

    @property
    def knows_categories(self) -> bool: ...

    async def author(self, key: str) -> ExternalAuthor: ...

    async def works_by_author(self, key: str) -> FoundWorks: ...

    async def works_by_name(self, name: str, since: dt.date) -> FoundWorks:
        """Works of everybody who has this name."""
        ...

    async def works_in_category(self, category: str, since: dt.date) -> FoundWorks: ...

    async def find_work(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        """The work with one of these ids; without an id, the nearest by title, which may be a different work."""
        ...
