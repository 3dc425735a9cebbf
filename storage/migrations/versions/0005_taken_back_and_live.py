"""What can be taken back, files that wait for a yes, papers that vanished from a profile, live sources, and what admins
say of who is who."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("import_run") as run:
        run.add_column(sa.Column("kind", sa.String(16), nullable=False, server_default="import"))
        run.add_column(sa.Column("person", sa.BigInteger(), nullable=True))
        run.add_column(sa.Column("told", sa.Text(), nullable=True))
        run.add_column(sa.Column("effective", sa.Boolean(), nullable=False, server_default=sa.true()))
        run.add_column(sa.Column("firsts", sa.Text(), nullable=True))
        run.add_column(sa.Column("undone_by", sa.BigInteger(), nullable=True))
    op.add_column("statement", sa.Column("vanished", sa.Date(), nullable=True))
    _taken_back()
    _live()
    _identities()


def _taken_back() -> None:
    op.create_table(
        "former",
        sa.Column("run", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("table", sa.String(32), nullable=False),
        sa.Column("key", sa.String(600), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("run", "table", "key", name="pk_former"),
    )
    op.create_table(
        "gone",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_gone"),
    )
    op.create_index("ix_gone_run", "gone", ["run"])
    op.create_table(
        "upload",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_upload"),
    )


def _live() -> None:
    op.create_table(
        "live_source",
        sa.Column("service", sa.String(20), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.Column("must_wait", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("service", name="pk_live_source"),
    )
    op.create_table(
        "paper_live",
        sa.Column("paper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("service", sa.String(20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("citations", sa.BigInteger(), nullable=True),
        sa.Column("tldr", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_paper_live_paper_paper"),
        sa.PrimaryKeyConstraint("paper", "service", name="pk_paper_live"),
    )
    op.create_table(
        "external_id",
        sa.Column("scheme", sa.String(20), nullable=False),
        sa.Column("value", sa.String(100), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paper", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["author.id"], name="fk_external_id_author_author"),
        sa.PrimaryKeyConstraint("scheme", "value", name="pk_external_id"),
    )
    op.create_index("ix_external_id_author", "external_id", ["author"])


def _identities() -> None:
    op.create_table(
        "alias",
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name_hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["author.id"], name="fk_alias_author_author"),
        sa.PrimaryKeyConstraint("author", "name_hash", name="pk_alias"),
    )
    op.create_table(
        "apart",
        sa.Column("one", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("other", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["one"], ["author.id"], name="fk_apart_one_author"),
        sa.ForeignKeyConstraint(["other"], ["author.id"], name="fk_apart_other_author"),
        sa.PrimaryKeyConstraint("one", "other", name="pk_apart"),
    )
    op.create_index("ix_apart_other", "apart", ["other"])
    op.create_table(
        "not_by",
        sa.Column("paper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_not_by_paper_paper"),
        sa.ForeignKeyConstraint(["author"], ["author.id"], name="fk_not_by_author_author"),
        sa.PrimaryKeyConstraint("paper", "author", name="pk_not_by"),
    )
    op.create_index("ix_not_by_author", "not_by", ["author"])


def downgrade() -> None:
    for table in ("not_by", "apart", "alias", "external_id", "paper_live", "live_source", "upload", "gone", "former"):
        op.drop_table(table)
    op.drop_column("statement", "vanished")
    for column in ("undone_by", "firsts", "effective", "told", "person", "kind"):
        op.drop_column("import_run", column)
