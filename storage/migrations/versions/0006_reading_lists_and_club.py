"""Reading lists, and the journal club."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _lists()
    _saved()
    _club()


def _id(name: str = "id") -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)


def _indexed(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _lists() -> None:
    op.create_table(
        "reading_list",
        _id(),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("guild", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(32), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint("(person IS NULL) <> (guild IS NULL)", name=op.f("ck_reading_list_one_owner")),
        sa.PrimaryKeyConstraint("id", name="pk_reading_list"),
        sa.UniqueConstraint("person", "name_key", name="uq_reading_list_person_name_key"),
        sa.UniqueConstraint("guild", "name_key", name="uq_reading_list_guild_name_key"),
    )
    op.create_table(
        "shared_list",
        _id(),
        sa.Column("list", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("notes", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["list"], ["reading_list.id"], name="fk_shared_list_list_reading_list", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_shared_list"),
    )
    _indexed("shared_list", "list", "person")


def _saved() -> None:
    op.create_table(
        "saved_paper",
        _id(),
        sa.Column("list", sa.BigInteger(), nullable=False),
        sa.Column("paper", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["list"], ["reading_list.id"], name="fk_saved_paper_list_reading_list", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_saved_paper_paper_paper", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_paper"),
        sa.UniqueConstraint("list", "paper", name="uq_saved_paper_list_paper"),
    )
    _indexed("saved_paper", "list", "paper", "person")
    op.create_table(
        "save_draft",
        _id(),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("may_manage", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_save_draft"),
    )
    _indexed("save_draft", "person")


def _club() -> None:
    op.create_table(
        "nomination",
        _id(),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("paper", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_nomination_paper_paper", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_nomination"),
    )
    _indexed("nomination", "guild", "paper", "person")
    op.create_table(
        "second",
        _id("nomination"),
        _id("person"),
        sa.ForeignKeyConstraint(["nomination"], ["nomination.id"], name="fk_second_nomination_nomination"),
        sa.PrimaryKeyConstraint("nomination", "person", name="pk_second"),
    )
    _rounds()


def _rounds() -> None:
    op.create_table(
        "club_round",
        _id(),
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("winner", sa.BigInteger(), nullable=True),
        sa.Column("votes", sa.Integer(), nullable=True),
        sa.Column("tied", sa.Integer(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("thread", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["winner"], ["nomination.id"], name="fk_club_round_winner_nomination"),
        sa.PrimaryKeyConstraint("id", name="pk_club_round"),
        sa.UniqueConstraint("guild", "number", name="uq_club_round_guild_number"),
    )
    op.create_table(
        "ballot",
        _id("round"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("nomination", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["club_round.id"], name="fk_ballot_round_club_round"),
        sa.ForeignKeyConstraint(["nomination"], ["nomination.id"], name="fk_ballot_nomination_nomination"),
        sa.PrimaryKeyConstraint("round", "position", name="pk_ballot"),
    )
    _indexed("ballot", "nomination")


def downgrade() -> None:
    for table in ("ballot", "club_round", "second", "nomination", "save_draft", "saved_paper", "shared_list"):
        op.drop_table(table)
    op.drop_table("reading_list")
