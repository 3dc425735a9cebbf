"""What people made keeps the ids of papers, authors and sources that an undo took away: their foreign keys go."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FREED = {
    "told": "fk_told_paper_paper",
    "told_numbers": "fk_told_numbers_source_source",
    "member_link": "fk_member_link_author_author",
    "saved_paper": "fk_saved_paper_paper_paper",
    "nomination": "fk_nomination_paper_paper",
}
OF_NOMINATIONS = ("second", "club_round", "ballot")
"""Tables that refer to nominations, parents first."""


def upgrade() -> None:
    """SQLite makes a table anew to drop a key of it, which it refuses while other rows refer to the table's."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        _set_aside()
    for table, key in FREED.items():
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(key, type_="foreignkey")
    if on_sqlite:
        _put_back()


def _set_aside() -> None:
    for table in reversed(OF_NOMINATIONS):
        op.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608
        op.execute(f"DELETE FROM {table}")  # noqa: S608


def _put_back() -> None:
    for table in OF_NOMINATIONS:
        op.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")  # noqa: S608
        op.execute(f"DROP TABLE kept_{table}")


def downgrade() -> None:
    """Earlier versions do without these keys, too."""
