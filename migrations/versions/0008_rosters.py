"""what a class's roster owes us, and how asking for it went"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_syncs",
        sa.Column("context_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("seen_count", sa.Integer(), nullable=False),
        sa.Column("worked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["context_id"], ["contexts.id"], name=op.f("fk_roster_syncs_context_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_syncs")),
        sa.UniqueConstraint("context_id", name=op.f("uq_roster_syncs_context_id")),
    )
    with op.batch_alter_table("roster_syncs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_syncs_due_at"), ["due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("roster_syncs")
