"""The other titles of papers, and a key of each abstract: what tells a paper by when its title was edited."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from storage.migrations.frozen_abstract_hash import abstract_hash

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BATCH = 2_000
PAPER = sa.table("paper", sa.column("id"), sa.column("abstract"), sa.column("abstract_hash"))


def upgrade() -> None:
    op.create_table(
        "other_title",
        sa.Column("title_hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_other_title_paper_paper"),
        sa.PrimaryKeyConstraint("title_hash", "paper", name="pk_other_title"),
    )
    op.add_column("paper", sa.Column("abstract_hash", sa.BigInteger(), nullable=True))
    fill = (
        sa.update(PAPER)
        .where(PAPER.c.id == sa.bindparam("b_id", type_=sa.BigInteger()))
        .values(abstract_hash=sa.bindparam("b_hash", type_=sa.BigInteger()))
    )
    for batch in _hashed():
        op.get_bind().execute(fill, batch)
    op.create_index("ix_paper_abstract_hash", "paper", ["abstract_hash"])


def _hashed() -> Iterator[list[dict[str, int]]]:
    """The keys of all abstracts that have one, a batch of papers at a time."""
    ordered = sa.select(PAPER.c.id, PAPER.c.abstract).where(PAPER.c.abstract.is_not(None)).order_by(PAPER.c.id)
    rows = op.get_bind().execute(ordered.limit(BATCH)).all()
    while rows:
        keys = ((row.id, abstract_hash(row.abstract)) for row in rows)
        if batch := [{"b_id": paper, "b_hash": key} for paper, key in keys if key is not None]:
            yield batch
        rows = op.get_bind().execute(ordered.where(PAPER.c.id > rows[-1].id).limit(BATCH)).all()


def downgrade() -> None:
    op.drop_index("ix_paper_abstract_hash", table_name="paper")
    op.drop_column("paper", "abstract_hash")
    op.drop_table("other_title")
