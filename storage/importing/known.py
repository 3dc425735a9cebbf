"""What the store knows of the papers and people that one chunk of records speaks of: the working memory of an import.

Matching and comparing change it in memory; write.py then brings the store up to it.
"""

from dataclasses import dataclass, field
from typing import Any

from storage.schema.library import LIBRARY, LIVE


@dataclass(slots=True)
class Mention:
    """One author on one paper. `position` from 0; None: hidden behind et al."""

    author: int
    name: str
    name_hash: int
    position: int | None


@dataclass(slots=True)
class KnownPaper:
    id: int
    values: dict[str, Any]
    mentions: list[Mention] = field(default_factory=list[Mention])
    affiliations: list[str] = field(default_factory=list[str])
    said: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    """(source, key) → digest of what was said."""
    is_new: bool = False
    values_changed: bool = False
    mentions_changed: bool = False
    affiliations_changed: bool = False

    @property
    def touched(self) -> bool:
        return self.is_new or self.values_changed or self.mentions_changed or self.affiliations_changed

    def said_by(self, source: int) -> dict[int, int]:
        return {key: digest for (who, key), digest in self.said.items() if who == source}


@dataclass(slots=True)
class KnownAuthor:
    id: int
    name: str
    pooled: bool
    profile: int | None = None
    """The source of the author's own profile, None for a person known from other people's papers."""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SourceState:
    """The source whose records are being loaded."""

    id: int
    kind: str
    owner: int | None = None
    newest: bool = True
    """False for a text older than one we already have of this source: it fills gaps and overrides nothing."""
    is_new: bool = False

    @property
    def is_library(self) -> bool:
        """Whether it tells of anybody's papers, so that a name is all that tells its people apart."""
        return self.kind == LIBRARY or (self.is_live and self.owner is None)

    @property
    def is_live(self) -> bool:
        return self.kind in LIVE


@dataclass(slots=True)
class FileState:
    """One file while it is loaded."""

    retitled: dict[int, int] = field(default_factory=dict[int, int])
    """Title hash → the paper known under another title, of a profile: there the whole text was at hand beforehand."""
    lines: dict[int, int] = field(default_factory=dict[int, int])
    """Statement key → the line that spoke of the paper first."""


@dataclass(slots=True)
class NextIds:
    """The next free ids. Only the holder of the write lock gives ids out."""

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


@dataclass(slots=True)
class Known:
    ids: NextIds
    papers: dict[int, KnownPaper] = field(default_factory=dict[int, KnownPaper])
    authors: dict[int, KnownAuthor] = field(default_factory=dict[int, KnownAuthor])
    names: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    """(name hash, occurrence) → author, in the source that speaks."""
    by_key: dict[int, int] = field(default_factory=dict[int, int])
    by_doi: dict[str, int] = field(default_factory=dict[str, int])
    by_arxiv: dict[str, int] = field(default_factory=dict[str, int])
    by_title: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    by_other_title: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    by_abstract: dict[int, int] = field(default_factory=dict[int, int])
    """Abstract hash → the one paper that had it before this chunk. An abstract of several papers says nothing."""
    new_names: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    new_statements: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """(paper, key) whose digest is to be written."""
    new_titles: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """(title hash, paper) of other titles."""
    merged: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """(author that was, author that is) in the order of merging."""
    apart: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    """Two people who are not one, as an admin says; the smaller id first."""
    not_by: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    """(paper, author): as an admin says."""

    def add_paper(self, paper: KnownPaper) -> None:
        self.papers[paper.id] = paper
        values = paper.values
        if values["doi"]:
            self.by_doi.setdefault(values["doi"], paper.id)
        if values["arxiv_id"]:
            self.by_arxiv.setdefault(values["arxiv_id"], paper.id)
        same_title = self.by_title.setdefault(values["title_hash"], [])
        if paper.id not in same_title:
            same_title.append(paper.id)

    def add_other_title(self, title_hash: int, paper: int) -> None:
        papers = self.by_other_title.setdefault(title_hash, [])
        if paper not in papers:
            papers.append(paper)
            self.new_titles.append((title_hash, paper))

    def add_author(self, name: str, *, pooled: bool) -> KnownAuthor:
        author = KnownAuthor(self.ids.next("author"), name, pooled, is_new=True)
        self.authors[author.id] = author
        return author

    def name_means(self, name_hash: int, occurrence: int, author: int) -> None:
        self.names[name_hash, occurrence] = author
        self.new_names.append((name_hash, occurrence))

    def merge(self, was: int, into: int) -> None:
        """Two people known apart turn out to be one: a paper that both are the same author of says so."""
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
