"""copies: what an activity and a course were copied from"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "context_copies",
        sa.Column("deployment_id", sa.Integer(), nullable=False),
        sa.Column("lti_id", sa.String(length=255), nullable=False),
        sa.Column("origin_lti_id", sa.String(length=255), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"], ["deployments.id"], name=op.f("fk_context_copies_deployment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_copies")),
        sa.UniqueConstraint(
            "deployment_id",
            "lti_id",
            "origin_lti_id",
            name=op.f("uq_context_copies_deployment_id_lti_id_origin_lti_id"),
        ),
    )
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("copied_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_activities_copied_from_id"), "activities", ["copied_from_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_activities_copied_from_id"), type_="foreignkey")
        batch_op.drop_column("copied_from_id")
    op.drop_table("context_copies")
