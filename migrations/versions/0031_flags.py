"""flags: somebody asks staff to look at a post; whom a school's staff turn to"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "flags",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_version", sa.Integer(), nullable=True),
        sa.Column("decided_title", sa.String(length=255), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_flags_{column}"))
            for column, target in (
                ("member_id", "memberships.id"),
                ("post_id", "posts.id"),
                ("decided_by_id", "memberships.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
    )
    with op.batch_alter_table("flags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flags_member_id"), ["member_id"])
        batch_op.create_index(batch_op.f("ix_flags_post_id"), ["post_id"])
        batch_op.create_index(
            "uq_flags_waiting",
            ["post_id", "member_id"],
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )
    for table in ("posts", "topics"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("schools", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "escalation_contact", sa.String(length=200), nullable=False, server_default=""
            )
        )
    with op.batch_alter_table("schools", schema=None) as batch_op:
        batch_op.alter_column("escalation_contact", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("schools", schema=None) as batch_op:
        batch_op.drop_column("escalation_contact")
    for table in ("topics", "posts"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("held_at")
    op.drop_table("flags")
