"""the console: its links and sessions, who is a school's administrator, and what is approved"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPROVED = ("platforms", "deployments")


def upgrade() -> None:
    op.create_table(
        "console_links",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_links")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_console_links_code_hash")),
    )
    op.create_table(
        "console_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_console_sessions_token_hash")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "is_school_administrator", sa.Boolean(), server_default=sa.false(), nullable=False
            )
        )
    for table in APPROVED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
        rows = sa.table(table, sa.column("approved_at"), sa.column("created_at"))
        op.execute(rows.update().values(approved_at=rows.c.created_at))


def downgrade() -> None:
    for table in APPROVED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("approved_at")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_column("is_school_administrator")
    op.drop_table("console_sessions")
    op.drop_table("console_links")
