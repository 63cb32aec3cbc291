"""rotations: classes take turns, and what the featured one writes is given readers"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rotations",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("turn_days", sa.Integer(), nullable=False),
        sa.Column("readers_count", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("context_ids", sa.JSON(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_numbered(),
        _key("rotations", "activity_id", "activities"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotations")),
        sa.UniqueConstraint("activity_id", name=op.f("uq_rotations_activity_id")),
    )
    op.create_table(
        "featured_topics",
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        *_numbered(),
        _key("featured_topics", "rotation_id", "rotations"),
        _key("featured_topics", "topic_id", "topics"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_featured_topics")),
        sa.UniqueConstraint("topic_id", name=op.f("uq_featured_topics_topic_id")),
    )
    op.create_table(
        "readers",
        sa.Column("featured_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        *_numbered(),
        _key("readers", "featured_id", "featured_topics"),
        _key("readers", "member_id", "memberships"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readers")),
        sa.UniqueConstraint(
            "featured_id", "member_id", name=op.f("uq_readers_featured_id_member_id")
        ),
    )
    with op.batch_alter_table("featured_topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_featured_topics_rotation_id"), ["rotation_id"])
    with op.batch_alter_table("readers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readers_member_id"), ["member_id"])


def _numbered() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    for table in ("readers", "featured_topics", "rotations"):
        op.drop_table(table)
