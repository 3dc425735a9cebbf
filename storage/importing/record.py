"""What a file says of one paper: the same shape from a profile text and from JSONL."""

from collections.abc import Iterator
from dataclasses import dataclass

from storage.text.keys import abstract_hash, name_hash


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One paper as a source states it. None: the source does not say.

    `published` is YYYY, YYYY-MM or YYYY-MM-DD. `yearless`: the year was concluded from the day of capture.
    `key` is the giver's own id. `owner` is the profile's owner, an author even where et al. hides the name.
    `digest` is of the words as given, before anything was concluded from them.
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
        """The listed names in order: (as written, hash, how many of this name came before on this paper)."""
        seen: dict[int, int] = {}
        for name in self.authors:
            key = name_hash(name)
            yield name, key, seen.get(key, 0)
            seen[key] = seen.get(key, 0) + 1
