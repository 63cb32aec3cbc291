"""partings: the receipt of a class that leaves a shared space, and its archive"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partings",
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("context_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("erased", sa.JSON(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archive", sa.LargeBinary(), nullable=True),
        sa.Column("archive_size", sa.Integer(), nullable=False),
        sa.Column("archive_hash", sa.String(length=64), nullable=False),
        sa.Column("archive_erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaborations.id"],
            name=op.f("fk_partings_collaboration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["context_id"], ["contexts.id"], name=op.f("fk_partings_context_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partings")),
        sa.UniqueConstraint(
            "collaboration_id",
            "context_id",
            "number",
            name=op.f("uq_partings_collaboration_id_context_id_number"),
        ),
    )
    with op.batch_alter_table("partings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partings_context_id"), ["context_id"])
    with op.batch_alter_table("space_contexts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parts_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_space_contexts_parts_at"), ["parts_at"])
    # What has ended or was left already is kept for as long as its charter says, from then on.
    _start_waiting()


def _start_waiting() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT sc.id, sc.left_at, c.ended_at, ch.retention_days FROM space_contexts sc "
            "JOIN collaborations c ON c.space_id = sc.space_id "
            "JOIN charters ch ON ch.collaboration_id = c.id AND ch.version = c.version_in_force "
            "WHERE sc.joined_at IS NOT NULL "
            "AND (sc.left_at IS NOT NULL OR c.ended_at IS NOT NULL)"
        ).columns(left_at=sa.DateTime(timezone=True), ended_at=sa.DateTime(timezone=True))
    )
    places = sa.table("space_contexts", sa.column("id"), sa.column("parts_at", sa.DateTime(True)))
    for place_id, left_at, ended_at, days in rows.all():
        when = (left_at or ended_at) + timedelta(days=days)
        connection.execute(places.update().where(places.c.id == place_id).values(parts_at=when))


def downgrade() -> None:
    with op.batch_alter_table("space_contexts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_space_contexts_parts_at"))
        batch_op.drop_column("parts_at")
    op.drop_table("partings")
