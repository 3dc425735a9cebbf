"""A live source in memory: returns the given records, or raises the given error."""

import datetime as dt
from dataclasses import dataclass, field

from storage.live.services.errors import SourceError
from storage.live.services.records import ExternalAuthor, FoundWorks, Work


@dataclass
class FakeSource:
    service: str = "openalex"
    name: str = "OpenAlex"
    knows_authors: bool = True
    knows_categories: bool = False
    people: dict[str, ExternalAuthor] = field(default_factory=dict)
    works: dict[str, list[Work]] = field(default_factory=dict)
    """By key, name or category."""
    error: SourceError | None = None
    requests: list[str] = field(default_factory=list)

    def _say(self, what: str) -> None:
        self.requests.append(what)
        if self.error is not None:
            raise self.error

    async def author(self, key: str) -> ExternalAuthor:
        self._say(f"author {key}")
        known = {**self.people, **{f"orcid:{person.orcid}": person for person in self.people.values()}}
        return known[key]

    async def works_by_author(self, key: str) -> FoundWorks:
        self._say(f"works {key}")
        return FoundWorks(tuple(self.works.get(key, ())))

    async def works_by_name(self, name: str, since: dt.date) -> FoundWorks:
        self._say(f"name {name}")
        return FoundWorks(tuple(self.works.get(name, ())))

    async def works_in_category(self, category: str, since: dt.date) -> FoundWorks:
        self._say(f"category {category}")
        return FoundWorks(tuple(self.works.get(category, ())))

    async def find_work(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        self._say(f"find {doi or arxiv_id or title}")
        every = [work for works in self.works.values() for work in works]
        return next((work for work in every if work.title == title or (doi and work.doi == doi)), None)
