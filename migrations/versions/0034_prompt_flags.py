"""prompt flags: staff are asked to look at a teacher's words above the topics"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "prompt_flags",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_prompt_flags_{column}"))
            for column, target in (
                ("activity_id", "activities.id"),
                ("member_id", "memberships.id"),
                ("decided_by_id", "memberships.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_flags")),
    )
    with op.batch_alter_table("prompt_flags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prompt_flags_activity_id"), ["activity_id"])
        batch_op.create_index(batch_op.f("ix_prompt_flags_member_id"), ["member_id"])
        batch_op.create_index(
            "uq_prompt_flags_waiting",
            ["activity_id", "member_id"],
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.drop_column("held_at")
    op.drop_table("prompt_flags")
