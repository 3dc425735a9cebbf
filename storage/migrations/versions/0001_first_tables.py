"""first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "affiliation",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_hash", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
        sa.UniqueConstraint("name_hash", name=op.f("uq_affiliation_name_hash")),
    )
    op.create_table(
        "author",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("main_field", sa.Text(), nullable=True),
        sa.Column("pooled", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("changed_in", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["author.id"], name=op.f("fk_author_merged_into_author")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author")),
    )
    with op.batch_alter_table("author", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_author_changed_in"), ["changed_in"], unique=False)

    op.create_table(
        "document",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("captured", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_document")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("captured", sa.Date(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_digest"), ["digest"], unique=False)

    op.create_table(
        "paper",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_raw", sa.Text(), nullable=True),
        sa.Column("title_hash", sa.BigInteger(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=True),
        sa.Column("abstract_raw", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("doi", sa.String(length=500), nullable=True),
        sa.Column("arxiv_id", sa.String(length=32), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("code_url", sa.Text(), nullable=True),
        sa.Column("has_code", sa.Boolean(), nullable=False),
        sa.Column("citations", sa.BigInteger(), nullable=True),
        sa.Column("authors_cut", sa.Boolean(), nullable=False),
        sa.Column("first_in", sa.BigInteger(), nullable=False),
        sa.Column("changed_in", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_arxiv_id"), ["arxiv_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_changed_in"), ["changed_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_doi"), ["doi"], unique=False)
        batch_op.create_index("ix_paper_published_id", ["published", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_title_hash"), ["title_hash"], unique=False)

    op.create_table(
        "store_fact",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_store_fact")),
    )
    op.create_table(
        "authorship",
        sa.Column("paper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_hash", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["author.id"], name=op.f("fk_authorship_author_author")),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name=op.f("fk_authorship_paper_paper")),
        sa.PrimaryKeyConstraint("paper", "author", name=op.f("pk_authorship")),
    )
    with op.batch_alter_table("authorship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authorship_author"), ["author"], unique=False)

    op.create_table(
        "paper_affiliation",
        sa.Column("paper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("affiliation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["affiliation"], ["affiliation.id"], name=op.f("fk_paper_affiliation_affiliation_affiliation")
        ),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name=op.f("fk_paper_affiliation_paper_paper")),
        sa.PrimaryKeyConstraint("paper", "affiliation", name=op.f("pk_paper_affiliation")),
    )
    with op.batch_alter_table("paper_affiliation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_affiliation_affiliation"), ["affiliation"], unique=False)

    op.create_table(
        "source",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("captured", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["author.id"], name=op.f("fk_source_owner_author")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_owner"), ["owner"], unique=False)

    op.create_table(
        "author_name",
        sa.Column("source", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name_hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["author"], ["author.id"], name=op.f("fk_author_name_author_author")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_author_name_source_source")),
        sa.PrimaryKeyConstraint("source", "name_hash", "occurrence", name=op.f("pk_author_name")),
    )
    with op.batch_alter_table("author_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_author_name_author"), ["author"], unique=False)

    op.create_table(
        "metric_snapshot",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("h_index", sa.BigInteger(), nullable=True),
        sa.Column("paper_count", sa.BigInteger(), nullable=True),
        sa.Column("citations", sa.BigInteger(), nullable=True),
        sa.Column("novelty", sa.Float(), nullable=True),
        sa.Column("ai_score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["author.id"], name=op.f("fk_metric_snapshot_author_author")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_metric_snapshot_source_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric_snapshot")),
        sa.UniqueConstraint("source", "as_of", name=op.f("uq_metric_snapshot_source_as_of")),
    )
    with op.batch_alter_table("metric_snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_metric_snapshot_author"), ["author"], unique=False)

    op.create_table(
        "statement",
        sa.Column("source", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name=op.f("fk_statement_paper_paper")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_statement_source_source")),
        sa.PrimaryKeyConstraint("source", "key", name=op.f("pk_statement")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_paper"), ["paper"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_paper"))

    op.drop_table("statement")
    with op.batch_alter_table("metric_snapshot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_metric_snapshot_author"))

    op.drop_table("metric_snapshot")
    with op.batch_alter_table("author_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_author_name_author"))

    op.drop_table("author_name")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_owner"))

    op.drop_table("source")
    with op.batch_alter_table("paper_affiliation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_affiliation_affiliation"))

    op.drop_table("paper_affiliation")
    with op.batch_alter_table("authorship", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorship_author"))

    op.drop_table("authorship")
    op.drop_table("store_fact")
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_title_hash"))
        batch_op.drop_index("ix_paper_published_id")
        batch_op.drop_index(batch_op.f("ix_paper_doi"))
        batch_op.drop_index(batch_op.f("ix_paper_changed_in"))
        batch_op.drop_index(batch_op.f("ix_paper_arxiv_id"))

    op.drop_table("paper")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_digest"))

    op.drop_table("import_run")
    op.drop_table("document")
    with op.batch_alter_table("author", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_author_changed_in"))

    op.drop_table("author")
    op.drop_table("affiliation")
