"""The tables of the undo log, and of uploads waiting for a decision."""

# pyright: reportAssignmentType=false
# As in storage/schema/library.py.
import datetime as dt

from sqlalchemy import BigInteger, Column, LargeBinary, String, Text
from sqlmodel import Field, SQLModel

from storage.schema.columns import big, given_id
from storage.schema.utc import UtcDateTime


class ReplacedRow(SQLModel, table=True):
    """Rows as they were before a run changed them: all rows of a table with the key's values, perhaps none."""

    __tablename__ = "former"

    run: int = Field(sa_column=given_id())
    name: str = Field(sa_column=Column("table", String(32), primary_key=True))
    key: str = Field(sa_column=Column(String(600), primary_key=True), description='JSON: {"paper": 17}')
    rows: str = Field(sa_type=Text, description="a JSON list of objects")


class RetiredId(SQLModel, table=True):
    """A paper, author or source whose run was undone. Its id is never assigned again."""

    __tablename__ = "gone"

    kind: str = Field(max_length=16, primary_key=True, description="paper, author or source")
    id: int = Field(sa_column=given_id())
    run: int = Field(sa_column=big(nullable=False, index=True), description="the run that undid it")


class Upload(SQLModel, table=True):
    """A file that somebody sent, until they decide whether to import it."""

    key: str = Field(primary_key=True, max_length=16)
    name: str = Field(sa_type=Text)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    person: int = Field(sa_column=Column(BigInteger, nullable=False), description="the Discord id of who sent it")
    at: dt.datetime = Field(sa_type=UtcDateTime)
