"""Indexes of what refers to authors and papers: without them, each one that an undo deletes was a scan."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_merged = sa.text("merged_into IS NOT NULL")
    op.create_index(
        "ix_author_merged_into", "author", ["merged_into"], sqlite_where=is_merged, postgresql_where=is_merged
    )
    op.create_index("ix_other_title_paper", "other_title", ["paper"])


def downgrade() -> None:
    op.drop_index("ix_other_title_paper", table_name="other_title")
    op.drop_index("ix_author_merged_into", table_name="author")
