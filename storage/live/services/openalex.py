"""OpenAlex, through pyalex: people and their works. It goes on from merged people to who they are now."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from storage.live.services import sanitize as plain
from storage.live.services.by_keys import ByKeys
from storage.live.services.errors import GONE, REFUSED, UNREADABLE, SourceError
from storage.live.services.http import Asker
from storage.live.services.openalex_answers import key_of, person_of, work_of
from storage.live.services.records import Found, Known, Work
from storage.schema.library import LIVE, OPENALEX
from storage.text.fold import fold

_PAGE = 100
_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class OpenAlex(ByKeys):
    asker: Asker
    base: str
    """Without a slash at its end."""
    most: int = 500
    """Works of one person."""

    service = OPENALEX
    name = LIVE[OPENALEX]

    def _author(self, key: str) -> Known:
        """`key`: OpenAlex's own id, or orcid:0000-…"""
        if not re.fullmatch(r"(?:https://openalex\.org/)?A[0-9]{1,15}|orcid:[0-9X-]{19}", key, re.ASCII):
            raise SourceError(self.name, f"{key[:40]!r} is no id of a person there", GONE)
        known = person_of(self._call(lambda: self._entity("authors")[key.removeprefix("https://openalex.org/")]))
        if known is None:
            raise SourceError(self.name, "its answer is no person", UNREADABLE)
        return known

    def _of_author(self, key: str) -> Found:
        asked = key_of(key)
        if asked is None:
            raise SourceError(self.name, f"{key[:40]!r} is no id of a person there", GONE)
        works: dict[str, Work] = {}
        cursor: object = "*"
        seen, skipped = set[str](), 0
        while isinstance(cursor, str) and cursor not in seen and len(seen) * _PAGE < self.most:
            seen.add(cursor)
            page = self._page(asked, cursor)
            for said in page:
                work = work_of(said)
                skipped += work is None
                if work is not None:
                    works.setdefault(work.key, work)
            cursor = plain.mapping(page.meta).get("next_cursor") if page else None
        is_cut = len(works) > self.most or (isinstance(cursor, str) and cursor not in seen)
        return Found(tuple(works.values())[: self.most], skipped, is_cut)

    def _page(self, key: str, cursor: str) -> Any:
        """Newest first, with its `meta`."""

        def ask() -> Any:
            query = self._entity("works").filter(authorships={"author": {"id": key}})
            return query.sort(publication_date="desc").get(per_page=_PAGE, cursor=cursor)

        page = self._call(ask)
        if not isinstance(page, list):
            raise SourceError(self.name, "its answer is no list of works", UNREADABLE)
        return cast("Any", page)

    def _find(self, doi: str | None, arxiv_id: str | None, title: str) -> Work | None:
        for known in [doi, f"10.48550/arxiv.{arxiv_id}" if arxiv_id else None]:
            if known and (work := self._by_doi(known)) is not None:
                return work
        words = " ".join(re.findall(r"\w+", title))[:300]
        if not words:
            return None
        query = self._entity("works").search_filter(title=words)
        found = [work for said in self._call(lambda: query.get(per_page=_CANDIDATES)) if (work := work_of(said))]
        same = (work for work in found if fold(work.title) == fold(title))
        return next(same, found[0] if found else None)

    def _by_doi(self, doi: str) -> Work | None:
        try:
            return work_of(self._call(lambda: self._entity("works")[f"doi:{doi}"]))
        except SourceError as error:
            if error.kind in (GONE, REFUSED):  # a text that it does not take for a DOI says nothing of the rest
                return None
            raise

    def _entity(self, kind: str) -> Any:
        """The query of pyalex, that asks by our asker and at our address. Its `config` of the whole process, where
        the address of the service is not among the settings, has no part in it."""
        import pyalex

        api = cast("Any", pyalex)

        shape = api.Works if kind == "works" else api.Authors
        origin, ask = shape(), shape._get_from_url

        def _get_from_url(url: str, _: object = None) -> Any:
            return ask(origin, self.base + url.removeprefix("https://api.openalex.org"), self.asker)

        origin._get_from_url = _get_from_url
        origin.resource_class = _as_it_is
        return origin

    def _call(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise SourceError(self.name, "its answer cannot be read", UNREADABLE) from None


def _as_it_is(said: object) -> object:
    """An entry that is no object would end a whole page."""
    return said
