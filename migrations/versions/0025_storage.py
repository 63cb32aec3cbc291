"""storage: what proves a browser that keeps no cookies, and tickets for a new tab"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("login_attempts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("storage_hash", sa.String(length=64), nullable=False, server_default="")
        )
    with op.batch_alter_table("login_attempts", schema=None) as batch_op:
        batch_op.alter_column("storage_hash", server_default=None)
    with op.batch_alter_table("platforms", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("has_storage", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("platforms", schema=None) as batch_op:
        batch_op.alter_column("has_storage", server_default=None)
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ticket_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("ticket_expires_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.create_unique_constraint(batch_op.f("uq_sessions_ticket_hash"), ["ticket_hash"])


def downgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_sessions_ticket_hash"), type_="unique")
        batch_op.drop_column("ticket_expires_at")
        batch_op.drop_column("ticket_hash")
    with op.batch_alter_table("platforms", schema=None) as batch_op:
        batch_op.drop_column("has_storage")
    with op.batch_alter_table("login_attempts", schema=None) as batch_op:
        batch_op.drop_column("storage_hash")
