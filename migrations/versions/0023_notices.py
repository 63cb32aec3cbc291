"""notices: what platforms tell us of themselves, and ids from LTI 1.1"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0017"
branch_labels = None
depends_on = None

ADDED = (
    ("deployments", "notices_url", 2048),
    ("deployments", "lti11_key", 255),
    ("contexts", "lti11_id", 255),
    ("resource_links", "lti11_id", 255),
    ("users", "lti11_id", 255),
)


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("deployment_id", sa.Integer(), nullable=False),
        sa.Column("lti_id", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployments.id"], name=op.f("fk_notices_deployment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint(
            "deployment_id", "lti_id", name=op.f("uq_notices_deployment_id_lti_id")
        ),
    )
    op.create_table(
        "notice_subscriptions",
        sa.Column("deployment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"],
            ["deployments.id"],
            name=op.f("fk_notice_subscriptions_deployment_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_subscriptions")),
        sa.UniqueConstraint(
            "deployment_id", "kind", name=op.f("uq_notice_subscriptions_deployment_id_kind")
        ),
    )
    op.create_index(
        op.f("ix_notice_subscriptions_due_at"), "notice_subscriptions", ["due_at"], unique=False
    )
    for table, name, length in ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            column = sa.Column(name, sa.String(length=length), nullable=False, server_default="")
            batch_op.add_column(column)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    for table, name, _length in reversed(ADDED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(name)
    op.drop_index(op.f("ix_notice_subscriptions_due_at"), table_name="notice_subscriptions")
    op.drop_table("notice_subscriptions")
    op.drop_table("notices")
