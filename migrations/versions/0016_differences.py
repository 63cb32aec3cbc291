"""differences: where a roster's changes are asked for, and when all of it was read last"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("roster_syncs", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("differences_url", sa.String(length=2048), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("whole_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("roster_syncs", schema=None) as batch_op:
        batch_op.alter_column("differences_url", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("roster_syncs", schema=None) as batch_op:
        batch_op.drop_column("whole_at")
        batch_op.drop_column("differences_url")
