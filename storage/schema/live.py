"""The tables of live sources: their state, their facts about papers, and external ids of authors."""

# pyright: reportAssignmentType=false
# As in storage/schema/library.py.
import datetime as dt

from sqlalchemy import Column, String, Text
from sqlmodel import Field, SQLModel

from storage.schema.columns import big, refers
from storage.schema.utc import UtcDateTime


class LiveSource(SQLModel, table=True):
    """When a service was last queried, and with what result."""

    __tablename__ = "live_source"
    service: str = Field(primary_key=True, max_length=20)
    tried_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    succeeded_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    result: str | None = Field(default=None, sa_type=Text, description="result of the last success, in words")
    trouble: str | None = Field(
        default=None, sa_type=Text, description="error of the last attempt, in words; NULL after a success"
    )
    next_try: dt.datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="time of the next attempt after an error"
    )
    must_wait: bool = Field(default=False, description="whether the service itself asked for that wait")


class PaperLive(SQLModel, table=True):
    """A service's citation count and TLDR of a paper, with the date of the count. NULL is unknown."""

    __tablename__ = "paper_live"
    paper: int = Field(sa_column=refers("paper.id", key=True))
    service: str = Field(primary_key=True, max_length=20)
    as_of: dt.date
    citations: int | None = Field(default=None, sa_column=big())
    tldr: str | None = Field(default=None, sa_type=Text, description="machine-written summary")


class ExternalId(SQLModel, table=True):
    """An author's id elsewhere: found through a shared paper, or entered by an admin."""

    __tablename__ = "external_id"
    scheme: str = Field(primary_key=True, max_length=20, description="orcid, or a service")
    value: str = Field(sa_column=Column(String(100), primary_key=True))
    author: int = Field(sa_column=refers("author.id", index=True))
    paper: int | None = Field(
        default=None, sa_column=big(), description="the paper by which it was found; NULL: entered by an admin"
    )
