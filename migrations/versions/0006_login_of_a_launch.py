"""which login a launch answered"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("launch_records", schema=None) as batch_op:
        batch_op.add_column(sa.Column("login_attempt_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("launch_records", schema=None) as batch_op:
        batch_op.drop_column("login_attempt_id")
