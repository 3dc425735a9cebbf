"""The working memory of an import.

One `ImportState` travels through the import of a file. For each chunk of records, fetch.py fills `state.chunk` from the
store, compare.py changes it in memory (pure), and write.py brings the store up to it.
"""

import datetime as dt
from dataclasses import astuple, dataclass, field
from typing import Any

from storage.importing.report import ImportCounts
from storage.importing.same_person import person_key
from storage.schema.library import LIBRARY, LIVE

FAR_AHEAD = 2**40


@dataclass(slots=True)
class Mention:
    """One author on one paper. `position` counts from 0; None: hidden behind "et al."."""

    author: int
    name: str
    name_hash: int
    position: int | None


@dataclass(slots=True)
class KnownPaper:
    """A paper as the store has it, or as this chunk has changed it."""

    id: int
    values: dict[str, Any]
    """Column → value, for fetch.VALUE_COLUMNS."""
    mentions: list[Mention] = field(default_factory=list[Mention])
    affiliations: list[str] = field(default_factory=list[str])
    said: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    """(source id, statement key) → digest of that source's last record of this paper."""
    is_new: bool = False
    values_changed: bool = False
    mentions_changed: bool = False
    affiliations_changed: bool = False

    @property
    def touched(self) -> bool:
        return self.is_new or self.values_changed or self.mentions_changed or self.affiliations_changed

    def said_by(self, source: int) -> dict[int, int]:
        """Statement key → digest, of one source."""
        return {key: digest for (who, key), digest in self.said.items() if who == source}


@dataclass(slots=True)
class KnownAuthor:
    id: int
    name: str
    pooled: bool
    """Known from bulk loads alone, where nothing but the name tells people apart."""
    profile: int | None = None
    """The source id of the author's own profile; None for somebody known from other people's papers."""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SourceState:
    """The source whose records are being imported."""

    id: int
    kind: str
    owner: int | None = None
    newest: bool = True
    """False for a text older than the newest one of this source: it fills gaps and overrides nothing."""
    is_new: bool = False

    @property
    def is_library(self) -> bool:
        """Whether its papers are anybody's, so that nothing but the name tells its people apart."""
        return self.kind == LIBRARY or (self.is_live and self.owner is None)

    @property
    def is_live(self) -> bool:
        return self.kind in LIVE


UNKNOWN_SOURCE = SourceState(0, "")
"""Until a profile's owner is identified. No row has this id."""


@dataclass(slots=True)
class FileState:
    """One file (or one answer of a live source) while it is imported."""

    name: str
    captured: dt.date
    """The day its text was saved."""
    digest: str = ""
    """SHA-256 of its bytes, in hexadecimal; empty for a live source."""
    retitled: dict[int, int] = field(default_factory=dict[int, int])
    """Title hash → id of the paper known under another title. For profiles only: their whole text is at hand."""
    lines: dict[int, int] = field(default_factory=dict[int, int])
    """Statement key → line number of the first record of that paper."""


@dataclass(slots=True)
class NextIds:
    """The next free id of each table. Only the holder of the write lock assigns ids."""

    author: int
    paper: int
    source: int
    affiliation: int
    metric_snapshot: int
    import_run: int

    def next(self, table: str) -> int:
        given = getattr(self, table)
        setattr(self, table, given + 1)
        return given

    def far_ahead(self) -> "NextIds":
        """Ids for a dry run, which nobody else assigns meanwhile."""
        return NextIds(*(id + FAR_AHEAD for id in astuple(self)))


@dataclass(frozen=True, slots=True)
class Run:
    """`next_ids`: JSON of the ids that were free before it. Whatever has one of them, or a later one, came with it."""

    id: int
    next_ids: str


@dataclass(slots=True)
class ChunkState:
    """The papers and people that one chunk of records may be about, and what the chunk changes."""

    papers: dict[int, KnownPaper] = field(default_factory=dict[int, KnownPaper])
    authors: dict[int, KnownAuthor] = field(default_factory=dict[int, KnownAuthor])
    names: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    """(name hash, occurrence) → author id, in the source being imported."""
    by_key: dict[int, int] = field(default_factory=dict[int, int])
    """Statement key → paper id, in the source being imported."""
    by_doi: dict[str, int] = field(default_factory=dict[str, int])
    by_arxiv: dict[str, int] = field(default_factory=dict[str, int])
    by_person: dict[tuple[int, str], set[int]] = field(default_factory=dict[tuple[int, str], set[int]])
    """(title hash, person key of an author) → ids of papers of that title. The key of a paper without authors is ""."""
    by_other_title: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    """Title hash → ids of the papers that had it before, or have it in another source."""
    by_abstract: dict[int, int] = field(default_factory=dict[int, int])
    """Abstract hash → id of the one paper that had it before this chunk. Shared abstracts are left out."""
    new_names: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Keys of `names` to be written."""
    new_statements: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """(paper id, statement key) whose digest is to be written."""
    new_titles: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """(title hash, paper id) of other titles to be written."""
    merged: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """(author id before, author id after), in the order of merging."""
    apart: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    """Pairs of author ids that an admin declared to be two people; the smaller id first."""
    not_by: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    """(paper id, author id) where an admin said that the person did not write the paper."""

    def add_paper(self, paper: KnownPaper) -> None:
        self.papers[paper.id] = paper
        values = paper.values
        if values["doi"]:
            self.by_doi.setdefault(values["doi"], paper.id)
        if values["arxiv_id"]:
            self.by_arxiv.setdefault(values["arxiv_id"], paper.id)

    def add_people(self, paper: KnownPaper) -> None:
        """Finds the paper by its title and authors, once these are known."""
        for key in {person_key(mention.name) for mention in paper.mentions} or {""}:
            self.by_person.setdefault((paper.values["title_hash"], key), set()).add(paper.id)

    def add_other_title(self, title_hash: int, paper: int) -> None:
        papers = self.by_other_title.setdefault(title_hash, [])
        if paper not in papers:
            papers.append(paper)
            self.new_titles.append((title_hash, paper))

    def assign_name(self, name_hash: int, occurrence: int, author: int) -> None:
        """From now on the source means this author by the name."""
        self.names[name_hash, occurrence] = author
        self.new_names.append((name_hash, occurrence))

    def merge_authors(self, was: int, into: int) -> None:
        """Joins two authors that a shared paper shows to be one person."""
        self.merged.append((was, into))
        self.apart = {_pair(*(into if one == was else one for one in pair)) for pair in self.apart}
        self.not_by = {(paper, into if author == was else author) for paper, author in self.not_by}
        for key, author in self.names.items():
            if author == was:
                self.names[key] = into
        for paper in self.papers.values():
            here = {mention.author for mention in paper.mentions}
            if was in here:
                paper.mentions = [m for m in paper.mentions if m.author != was or into not in here]
                for mention in paper.mentions:
                    mention.author = into if mention.author == was else mention.author
                paper.mentions_changed = True

    def are_apart(self, one: int, other: int) -> bool:
        return bool(self.apart) and _pair(one, other) in self.apart


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


@dataclass(slots=True)
class ImportState:
    """What travels through an import: the run, the source, the file, the counts for the report, the current chunk."""

    ids: NextIds
    run: Run
    counts: ImportCounts
    file: FileState
    source: SourceState = UNKNOWN_SOURCE
    chunk: ChunkState = field(default_factory=ChunkState)

    def add_author(self, name: str) -> KnownAuthor:
        author = KnownAuthor(self.ids.next("author"), name, pooled=self.source.is_library, is_new=True)
        self.chunk.authors[author.id] = author
        return author
