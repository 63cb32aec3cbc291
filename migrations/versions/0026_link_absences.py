"""link absences: which students of a class its LMS does not give a link"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ADDED = ("launched_at", "members_read_at")


def upgrade() -> None:
    op.create_table(
        "link_absences",
        sa.Column("resource_link_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["memberships.id"], name=op.f("fk_link_absences_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["resource_link_id"],
            ["resource_links.id"],
            name=op.f("fk_link_absences_resource_link_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_absences")),
        sa.UniqueConstraint(
            "resource_link_id",
            "member_id",
            name=op.f("uq_link_absences_resource_link_id_member_id"),
        ),
    )
    with op.batch_alter_table("link_absences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_absences_member_id"), ["member_id"], unique=False)

    with op.batch_alter_table("resource_links", schema=None) as batch_op:
        for name in ADDED:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("resource_links", schema=None) as batch_op:
        for name in reversed(ADDED):
            batch_op.drop_column(name)

    op.drop_table("link_absences")
