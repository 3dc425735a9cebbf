"""What a source says about one paper, in the same shape from every format."""

from collections.abc import Iterator
from dataclasses import dataclass

from storage.text.keys import abstract_hash, name_hash


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One paper as a source states it. None: the source does not say.

    `line` is its line in the file, from 1. `published` is YYYY, YYYY-MM or YYYY-MM-DD. `yearless`: the year was
    inferred from the day of capture. `key` is the source's own id of the paper. `owner` is the profile's owner, an
    author even where "et al." hides the name. `digest` is of the record as given, before anything was inferred.
    """

    line: int
    title: str
    title_raw: str
    digest: int
    abstract: str | None = None
    abstract_raw: str | None = None
    authors: tuple[str, ...] = ()
    authors_cut: bool = False
    owner: str | None = None
    affiliations: tuple[str, ...] = ()
    published: str | None = None
    yearless: bool = False
    field: str | None = None
    venue: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    code_url: str | None = None
    has_code: bool = False
    citations: int | None = None
    key: str | None = None

    @property
    def title_hash(self) -> int:
        return name_hash(self.title)

    @property
    def abstract_hash(self) -> int | None:
        return None if self.abstract is None else abstract_hash(self.abstract)

    def names(self) -> Iterator[tuple[str, int, int]]:
        """(name, hash, occurrence) of the listed names. `occurrence` counts those of the same hash before, from 0."""
        seen: dict[int, int] = {}
        for name in self.authors:
            key = name_hash(name)
            yield name, key, seen.get(key, 0)
            seen[key] = seen.get(key, 0) + 1
