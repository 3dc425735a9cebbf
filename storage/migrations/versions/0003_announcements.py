"""Announcements: subscriptions, what they follow, digests with their messages, what was told, and members who said who
they are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("set_up_by", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("baseline", sa.BigInteger(), nullable=False),
        sa.Column("everything", sa.Boolean(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("time", sa.String(5), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("role", sa.BigInteger(), nullable=True),
        sa.Column("in_thread", sa.Boolean(), nullable=False),
        sa.Column("says_nothing", sa.Boolean(), nullable=False),
        sa.Column("new_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("trouble_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble_told", sa.Boolean(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
        sa.UniqueConstraint("channel", name="uq_subscription_channel"),
        sa.UniqueConstraint("person", name="uq_subscription_person"),
    )
    op.create_index("ix_subscription_guild", "subscription", ["guild"])
    op.create_index("ix_subscription_next_due", "subscription", ["next_due"])
    op.create_table(
        "digest",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subscription", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(40), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("covers_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("covers_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("considered", sa.Integer(), nullable=False),
        sa.Column("posted", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("thread", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["subscription"], ["subscription.id"], name="fk_digest_subscription_subscription"),
        sa.PrimaryKeyConstraint("id", name="pk_digest"),
        sa.UniqueConstraint("subscription", "number", name="uq_digest_subscription_number"),
        sa.UniqueConstraint("subscription", "period", name="uq_digest_subscription_period"),
    )
    op.create_index("ix_digest_state", "digest", ["state"])
    op.create_table(
        "follow",
        sa.Column("subscription", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("key", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["subscription"], ["subscription.id"], name="fk_follow_subscription_subscription"),
        sa.PrimaryKeyConstraint("subscription", "kind", "key", name="pk_follow"),
    )
    op.create_table(
        "member_link",
        sa.Column("guild", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ping", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["author.id"], name="fk_member_link_author_author"),
        sa.PrimaryKeyConstraint("guild", "person", name="pk_member_link"),
    )
    op.create_index("ix_member_link_author", "member_link", ["author"])
    op.create_table(
        "outgoing_message",
        sa.Column("digest", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("nonce", sa.String(25), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"], name="fk_outgoing_message_digest_digest"),
        sa.PrimaryKeyConstraint("digest", "position", name="pk_outgoing_message"),
    )
    op.create_table(
        "told",
        sa.Column("subscription", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paper", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"], name="fk_told_digest_digest"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_told_paper_paper"),
        sa.ForeignKeyConstraint(["subscription"], ["subscription.id"], name="fk_told_subscription_subscription"),
        sa.PrimaryKeyConstraint("subscription", "paper", name="pk_told"),
    )
    op.create_index("ix_told_digest", "told", ["digest"])
    op.create_table(
        "told_numbers",
        sa.Column("subscription", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name="fk_told_numbers_source_source"),
        sa.ForeignKeyConstraint(
            ["subscription"], ["subscription.id"], name="fk_told_numbers_subscription_subscription"
        ),
        sa.PrimaryKeyConstraint("subscription", "source", "digest", name="pk_told_numbers"),
    )


def downgrade() -> None:
    op.drop_table("told_numbers")
    op.drop_index("ix_told_digest", table_name="told")
    op.drop_table("told")
    op.drop_table("outgoing_message")
    op.drop_index("ix_member_link_author", table_name="member_link")
    op.drop_table("member_link")
    op.drop_table("follow")
    op.drop_index("ix_digest_state", table_name="digest")
    op.drop_table("digest")
    op.drop_index("ix_subscription_next_due", table_name="subscription")
    op.drop_index("ix_subscription_guild", table_name="subscription")
    op.drop_table("subscription")
