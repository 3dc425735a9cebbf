"""Questions that buttons refer to, the meaning of papers as vectors, and papers by the time they came."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_question"),
    )
    op.create_table(
        "paper_vector",
        sa.Column("paper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("made_in", sa.BigInteger(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_paper_vector_paper_paper"),
        sa.PrimaryKeyConstraint("paper", name="pk_paper_vector"),
    )
    op.create_index("ix_paper_first_in_published_id", "paper", ["first_in", "published", "id"])


def downgrade() -> None:
    op.drop_index("ix_paper_first_in_published_id", "paper")
    op.drop_table("paper_vector")
    op.drop_table("question")
