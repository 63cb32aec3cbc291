"""deep linking: what platforms asked teachers to choose"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deep_link_requests",
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("deployment_id", sa.Integer(), nullable=False),
        sa.Column("return_url", sa.String(length=2048), nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("is_multiple", sa.Boolean(), nullable=False),
        sa.Column("takes_line_items", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choice", sa.JSON(), nullable=True),
        sa.Column("items", sa.JSON(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployments.id"], name=op.f("fk_deep_link_requests_deployment_id")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_deep_link_requests_membership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deep_link_requests")),
    )
    op.create_index(
        op.f("ix_deep_link_requests_membership_id"), "deep_link_requests", ["membership_id"]
    )


def downgrade() -> None:
    op.drop_table("deep_link_requests")
