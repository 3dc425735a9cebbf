"""The tables of the library: papers, authors, sources, and the runs that changed them.

Ids of authors, papers, sources and runs are assigned by the importer, the only one to write them, under the write lock.
They are never reused, so that a button of last year still means the same paper.
"""

# pyright: reportAssignmentType=false
# SQLModel declares __tablename__ as a declared_attr; its documentation assigns a plain string.
import datetime as dt

from sqlalchemy import BigInteger, Column, Index, String, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.schema.columns import big, given_id, refers
from storage.schema.utc import UtcDateTime

PROFILE = "profile"
LIBRARY = "library"
OPENALEX, ARXIV, SEMANTIC_SCHOLAR = "openalex", "arxiv", "semantic_scholar"
"""The kinds of sources. The last three are services, queried in the background."""
LIVE = {OPENALEX: "OpenAlex", ARXIV: "arXiv", SEMANTIC_SCHOLAR: "Semantic Scholar"}
"""The services' display names."""
IMPORT, REFRESH, IDENTITY, UNDO, REDO = "import", "refresh", "identity", "undo", "redo"
"""The kinds of runs."""


class ImportRun(SQLModel, table=True):
    """One change to the library: an import, a refresh of live sources, an admin's decision on identities, an undo or a
    redo.

    Its id is the library's revision, by which the search index catches up.
    """

    __tablename__ = "import_run"
    id: int = Field(sa_column=given_id())
    file: str = Field(sa_type=Text)
    digest: str = Field(max_length=64, index=True, description="SHA-256 of the bytes")
    started_at: dt.datetime = Field(sa_type=UtcDateTime)
    captured: dt.date
    new: int
    changed: int
    unchanged: int
    refused: int
    kind: str = Field(default=IMPORT, max_length=16, description="IMPORT, REFRESH, IDENTITY, UNDO or REDO")
    person: int | None = Field(default=None, sa_column=big(), description="the Discord id of who did it")
    told: str | None = Field(default=None, sa_type=Text, description="what it did, where it is no import of a file")
    effective: bool = Field(default=True, description="whether it changed anything that a person can see")
    firsts: str | None = Field(
        default=None, sa_type=Text, description="JSON: table → first free id before it; NULL: cannot be undone"
    )
    undone_by: int | None = Field(default=None, sa_column=big())


class Document(SQLModel, table=True):
    """The day on which a text (by its digest) was captured, so that the same text always means the same dates."""

    digest: str = Field(primary_key=True, max_length=64)
    captured: dt.date


_IS_MERGED = text("merged_into IS NOT NULL")


class Author(SQLModel, table=True):
    """A person. A merged one stays, as a pointer to the author they became."""

    __table_args__ = (
        Index("ix_author_merged_into", "merged_into", sqlite_where=_IS_MERGED, postgresql_where=_IS_MERGED),
    )
    id: int = Field(sa_column=given_id())
    name: str = Field(sa_type=Text)
    main_field: str | None = Field(default=None, sa_type=Text)
    pooled: bool = Field(description="known from bulk files alone, where only the name tells people apart")
    merged_into: int | None = Field(default=None, sa_column=refers("author.id", nullable=True))
    changed_in: int = Field(sa_column=big(nullable=False, index=True))


class Source(SQLModel, table=True):
    """Where records come from: a profile or a service on one person (the owner), a service on anybody, or all bulk
    files (JSONL, BibTeX, RIS) together."""

    id: int = Field(sa_column=given_id())
    kind: str = Field(max_length=16, description="PROFILE, LIBRARY or one of LIVE")
    name: str = Field(sa_type=Text, description="the file of its newest text; of a service, its name")
    owner: int | None = Field(default=None, sa_column=refers("author.id", nullable=True, index=True))
    captured: dt.date = Field(description="the day of its newest text")


class AuthorName(SQLModel, table=True):
    """Whom one source means by a name. Within a source a name is one person; across sources only papers can tell."""

    __tablename__ = "author_name"
    source: int = Field(sa_column=refers("source.id", key=True))
    name_hash: int = Field(sa_column=given_id())
    occurrence: int = Field(primary_key=True, description="0, or 1… for namesakes on one paper")
    author: int = Field(sa_column=refers("author.id", index=True))


class Paper(SQLModel, table=True):
    __table_args__ = (
        Index("ix_paper_published_id", "published", "id"),
        Index("ix_paper_first_in_published_id", "first_in", "published", "id"),
    )
    id: int = Field(sa_column=given_id())
    title: str = Field(sa_type=Text, description="readable")
    title_raw: str | None = Field(default=None, sa_type=Text, description="as given, where that differs")
    title_hash: int = Field(sa_column=big(nullable=False, index=True))
    abstract: str | None = Field(default=None, sa_type=Text)
    abstract_raw: str | None = Field(default=None, sa_type=Text)
    abstract_hash: int | None = Field(default=None, sa_column=big(index=True))
    field: str | None = Field(default=None, sa_type=Text)
    published: str | None = Field(default=None, max_length=10, description="YYYY, YYYY-MM or YYYY-MM-DD")
    venue: str | None = Field(default=None, sa_type=Text)
    doi: str | None = Field(default=None, sa_column=Column(String(500), index=True))
    arxiv_id: str | None = Field(default=None, sa_column=Column(String(32), index=True))
    url: str | None = Field(default=None, sa_type=Text)
    code_url: str | None = Field(default=None, sa_type=Text)
    has_code: bool = Field(default=False, description="marked as having code; False merely means not marked")
    citations: int | None = Field(default=None, sa_column=big())
    authors_cut: bool = Field(default=False, description="the list ends in et al.")
    first_in: int = Field(sa_column=big(nullable=False))
    changed_in: int = Field(sa_column=big(nullable=False, index=True))


class OtherTitle(SQLModel, table=True):
    """A title that a paper had before, or has in some source: a record under it means this paper."""

    __tablename__ = "other_title"
    title_hash: int = Field(sa_column=given_id())
    paper: int = Field(sa_column=refers("paper.id", key=True, index=True))


class Authorship(SQLModel, table=True):
    paper: int = Field(sa_column=refers("paper.id", key=True))
    author: int = Field(sa_column=refers("author.id", key=True, index=True))
    position: int | None = Field(default=None, description="from 0; NULL: hidden behind et al.")
    name: str = Field(sa_type=Text, description="as written on this paper")
    name_hash: int = Field(sa_column=big(nullable=False))


class Affiliation(SQLModel, table=True):
    id: int = Field(sa_column=given_id())
    name: str = Field(sa_type=Text)
    name_hash: int = Field(sa_column=Column(BigInteger, unique=True, nullable=False))


class PaperAffiliation(SQLModel, table=True):
    __tablename__ = "paper_affiliation"
    paper: int = Field(sa_column=refers("paper.id", key=True))
    affiliation: int = Field(sa_column=refers("affiliation.id", key=True, index=True))
    position: int


class Statement(SQLModel, table=True):
    """A source's last record of a paper, as a digest: the same record again changes nothing."""

    source: int = Field(sa_column=refers("source.id", key=True))
    key: int = Field(sa_column=given_id(), description="hash of the source's own id, else of the paper's id")
    paper: int = Field(sa_column=refers("paper.id", index=True))
    digest: int = Field(sa_column=big(nullable=False))
    run: int = Field(sa_column=big(nullable=False), description="the import that brought this record")
    vanished: dt.date | None = Field(
        default=None, description="the day of the newer copy that no longer lists the paper"
    )


class MetricSnapshot(SQLModel, table=True):
    """The metrics of one source on one day, never mixed with those of another. NULL: unknown."""

    __tablename__ = "metric_snapshot"
    __table_args__ = (UniqueConstraint("source", "as_of"),)
    id: int = Field(sa_column=given_id())
    author: int = Field(sa_column=refers("author.id", index=True))
    source: int = Field(sa_column=refers("source.id"))
    as_of: dt.date
    h_index: int | None = Field(default=None, sa_column=big())
    paper_count: int | None = Field(default=None, sa_column=big())
    citations: int | None = Field(default=None, sa_column=big())
    novelty: float | None = Field(default=None, description="percent")
    ai_score: float | None = None


class StoreFact(SQLModel, table=True):
    """Small facts about this database: its id, and which commands were registered with Discord."""

    __tablename__ = "store_fact"
    key: str = Field(primary_key=True, max_length=200)
    value: str = Field(sa_type=Text)


class Question(SQLModel, table=True):
    """A query that is too long for a button's custom_id, which holds the key instead."""

    key: str = Field(primary_key=True, max_length=16)
    text: str = Field(sa_type=Text)


class PaperVector(SQLModel, table=True):
    """A paper's embedding, computed in the background."""

    __tablename__ = "paper_vector"
    paper: int = Field(sa_column=refers("paper.id", key=True))
    digest: int = Field(
        sa_column=big(nullable=False), description="of the text that it was computed from, and of the model"
    )
    made_in: int = Field(sa_column=big(nullable=False), description="the paper's changed_in at that time")
    vector: bytes = Field(description="little-endian 16-bit floats, of length 1")
