"""The tables of reading lists. A paper that leaves the library stays on a list by its title, until it comes back.

Ids of lists and shares are random, so that none is ever reused: a button of last year leads to its own list or to none.
"""

# pyright: reportAssignmentType=false
# As in storage/schema/library.py.
import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.schema.columns import big, given_id, lasting_id
from storage.schema.utc import UtcDateTime


def goes_with(target: str) -> Column[int]:
    """A reference to the row that this one belongs to, and is deleted with."""
    return Column(BigInteger, ForeignKey(target, ondelete="CASCADE"), nullable=False, index=True)


class ReadingList(SQLModel, table=True):
    __tablename__ = "reading_list"
    __table_args__ = (
        UniqueConstraint("person", "name_key"),
        UniqueConstraint("guild", "name_key"),
        CheckConstraint("(person IS NULL) <> (guild IS NULL)", name="one_owner"),
    )
    id: int = Field(sa_column=given_id())
    person: int | None = Field(default=None, sa_column=big(), description="the owner of a personal list")
    guild: int | None = Field(default=None, sa_column=big(), description="the server of a shared list")
    name: str = Field(sa_type=Text)
    name_key: str = Field(max_length=32, description="a hash of the folded name")
    made_by: int | None = Field(default=None, sa_column=big())
    made_at: dt.datetime = Field(sa_type=UtcDateTime)


class SavedPaper(SQLModel, table=True):
    __tablename__ = "saved_paper"
    __table_args__ = (UniqueConstraint("list", "paper"),)
    id: int = Field(sa_column=given_id())
    list: int = Field(sa_column=goes_with("reading_list.id"))
    paper: int | None = Field(
        default=None, sa_column=lasting_id(nullable=True, index=True), description="NULL: an earlier version forgot it"
    )
    title: str = Field(sa_type=Text, description="as it was when it was saved")
    note: str | None = Field(default=None, sa_type=Text)
    person: int | None = Field(default=None, sa_column=big(index=True), description="who added it")
    added_at: dt.datetime = Field(sa_type=UtcDateTime)
    noted_at: dt.datetime = Field(sa_type=UtcDateTime)


class SharedList(SQLModel, table=True):
    """A list as somebody shared it with a channel: later additions and notes are not visible there."""

    __tablename__ = "shared_list"
    id: int = Field(sa_column=given_id())
    list: int = Field(sa_column=goes_with("reading_list.id"))
    person: int | None = Field(default=None, sa_column=big(index=True), description="who shared it")
    notes: bool = Field(description="whether the notes were shared, too")
    at: dt.datetime = Field(sa_type=UtcDateTime)


class SaveDraft(SQLModel, table=True):
    """What somebody wants to save, until they choose which paper they meant."""

    __tablename__ = "save_draft"
    id: int = Field(sa_column=given_id())
    person: int = Field(sa_column=big(nullable=False, index=True))
    guild: int | None = Field(default=None, sa_column=big(), description="NULL: into a list of their own")
    name: str = Field(sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)
    may_manage: bool
    at: dt.datetime = Field(sa_type=UtcDateTime)
