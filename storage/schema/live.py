"""The tables of live sources: how each is doing, and what it says that is not the paper's own text."""

# pyright: reportAssignmentType=false
# As in storage/tables.py.
import datetime as dt

from sqlalchemy import Column, String, Text
from sqlmodel import Field, SQLModel

from storage.schema.columns import big, refers
from storage.schema.utc import UtcDateTime


class LiveSource(SQLModel, table=True):
    """How a service is doing."""

    __tablename__ = "live_source"
    service: str = Field(primary_key=True, max_length=20)
    tried_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    succeeded_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    result: str | None = Field(default=None, sa_type=Text, description="what the last success brought, in words")
    trouble: str | None = Field(default=None, sa_type=Text, description="why the last try failed, in words")
    next_try: dt.datetime | None = Field(default=None, sa_type=UtcDateTime, description="when it is tried again")
    must_wait: bool = Field(default=False, description="the service asked not to be asked before")


class PaperLive(SQLModel, table=True):
    """A service's own numbers and words on a paper, with their day. NULL is unknown."""

    __tablename__ = "paper_live"
    paper: int = Field(sa_column=refers("paper.id", key=True))
    service: str = Field(primary_key=True, max_length=20)
    as_of: dt.date
    citations: int | None = Field(default=None, sa_column=big())
    tldr: str | None = Field(default=None, sa_type=Text, description="made by a machine")


class ExternalId(SQLModel, table=True):
    """An id of a person elsewhere: tied through a paper that both know, or by an admin's word."""

    __tablename__ = "external_id"
    scheme: str = Field(primary_key=True, max_length=20, description="orcid, or a service")
    value: str = Field(sa_column=Column(String(100), primary_key=True))
    author: int = Field(sa_column=refers("author.id", index=True))
    paper: int | None = Field(
        default=None, sa_column=big(), description="the paper that shows it; NULL: an admin said so"
    )
