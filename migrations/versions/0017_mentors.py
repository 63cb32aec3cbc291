"""mentors: whose work each of them may see"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("mentee_subs", sa.JSON(), nullable=False, server_default="[]")
        )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.alter_column("mentee_subs", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_column("mentee_subs")
