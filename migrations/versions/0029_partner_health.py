"""partner health: when a class is at school, and what its staff ask of another class's"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

NUDGE_KEYS = (
    ("collaboration_id", "collaborations.id"),
    ("from_context_id", "contexts.id"),
    ("to_context_id", "contexts.id"),
    ("by_id", "memberships.id"),
)


def upgrade() -> None:
    op.create_table(
        "timetables",
        sa.Column("context_id", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("term_starts_on", sa.Date(), nullable=True),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["context_id"], ["contexts.id"], name=op.f("fk_timetables_context_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetables")),
        sa.UniqueConstraint("context_id", name=op.f("uq_timetables_context_id")),
    )
    op.create_table(
        "nudges",
        *(sa.Column(name, sa.Integer(), nullable=False) for name, _target in NUDGE_KEYS),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_nudges_{name}"))
            for name, target in NUDGE_KEYS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudges")),
        sa.UniqueConstraint(
            "collaboration_id",
            "from_context_id",
            "to_context_id",
            "made_on",
            name=op.f("uq_nudges_once_a_day"),
        ),
    )
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nudges_to_context_id"), ["to_context_id"])


def downgrade() -> None:
    op.drop_table("nudges")
    op.drop_table("timetables")
