"""words that staff saw: of a flagged prompt, as it was when they decided"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was kept before is looked at anew: nobody knows which words it was about."""
    with op.batch_alter_table("prompt_flags", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("decided_seen", sa.String(length=16), nullable=False, server_default="")
        )
    with op.batch_alter_table("prompt_flags", schema=None) as batch_op:
        batch_op.alter_column("decided_seen", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("prompt_flags", schema=None) as batch_op:
        batch_op.drop_column("decided_seen")
