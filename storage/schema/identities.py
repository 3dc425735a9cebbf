"""The tables of admins' decisions on identities. They take precedence over what an import concludes."""

# pyright: reportAssignmentType=false
# As in storage/schema/library.py.
from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from storage.schema.columns import given_id, refers


class Alias(SQLModel, table=True):
    """Another name under which an author is found."""

    author: int = Field(sa_column=refers("author.id", key=True))
    name_hash: int = Field(sa_column=given_id())
    name: str = Field(sa_type=Text)


class Apart(SQLModel, table=True):
    """Two authors who are not the same person, whatever an import concludes. `one` has the smaller id."""

    one: int = Field(sa_column=refers("author.id", key=True))
    other: int = Field(sa_column=refers("author.id", key=True, index=True))


class NotBy(SQLModel, table=True):
    """A paper that an author did not write, whatever a source says."""

    __tablename__ = "not_by"
    paper: int = Field(sa_column=refers("paper.id", key=True))
    author: int = Field(sa_column=refers("author.id", key=True, index=True))
