"""The tables of what admins say of who is who. What they say stands before what a load concludes."""

# pyright: reportAssignmentType=false
# As in storage/tables.py.
from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from storage.schema.columns import given_id, refers


class Alias(SQLModel, table=True):
    """Another name by which a person is found."""

    author: int = Field(sa_column=refers("author.id", key=True))
    name_hash: int = Field(sa_column=given_id())
    name: str = Field(sa_type=Text)


class Apart(SQLModel, table=True):
    """Two people who are not one, whatever a load concludes. `one` has the smaller id."""

    one: int = Field(sa_column=refers("author.id", key=True))
    other: int = Field(sa_column=refers("author.id", key=True, index=True))


class NotBy(SQLModel, table=True):
    """A paper that a person did not write, whatever a source says."""

    __tablename__ = "not_by"
    paper: int = Field(sa_column=refers("paper.id", key=True))
    author: int = Field(sa_column=refers("author.id", key=True, index=True))
