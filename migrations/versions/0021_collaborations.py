"""collaborations: classes that work together, and spaces that stand still"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation_tries",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_invitation_tries_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_tries")),
    )
    with op.batch_alter_table("invitation_tries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_tries_user_id_created_at"),
            ["user_id", "created_at"],
            unique=False,
        )

    op.create_table(
        "collaborations",
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_within_school", sa.Boolean(), nullable=False),
        sa.Column("newest_version", sa.Integer(), nullable=False),
        sa.Column("version_in_force", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name=op.f("fk_collaborations_space_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaborations")),
        sa.UniqueConstraint("space_id", name=op.f("uq_collaborations_space_id")),
    )
    op.create_table(
        "pseudonyms",
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["memberships.id"], name=op.f("fk_pseudonyms_member_id")
        ),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_pseudonyms_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonyms")),
        sa.UniqueConstraint("space_id", "member_id", name=op.f("uq_pseudonyms_space_id_member_id")),
        sa.UniqueConstraint("space_id", "name", name=op.f("uq_pseudonyms_space_id_name")),
    )
    with op.batch_alter_table("pseudonyms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pseudonyms_member_id"), ["member_id"], unique=False)

    op.create_table(
        "charters",
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("norms", sa.Text(), nullable=False),
        sa.Column("contact_rules", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["memberships.id"], name=op.f("fk_charters_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaborations.id"], name=op.f("fk_charters_collaboration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charters")),
        sa.UniqueConstraint(
            "collaboration_id", "version", name=op.f("uq_charters_collaboration_id_version")
        ),
    )
    op.create_table(
        "invitations",
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaborations.id"],
            name=op.f("fk_invitations_collaboration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["memberships.id"], name=op.f("fk_invitations_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitations_collaboration_id"), ["collaboration_id"], unique=False
        )

    op.create_table(
        "acceptances",
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("context_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charters.id"], name=op.f("fk_acceptances_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["context_id"], ["contexts.id"], name=op.f("fk_acceptances_context_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["memberships.id"], name=op.f("fk_acceptances_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptances")),
        sa.UniqueConstraint(
            "charter_id", "context_id", name=op.f("uq_acceptances_charter_id_context_id")
        ),
    )
    with op.batch_alter_table("space_contexts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("thawed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("space_contexts", schema=None) as batch_op:
        batch_op.alter_column("number", server_default=None)
    op.execute("UPDATE space_contexts SET joined_at = created_at")
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("form_hash", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_activities_form_hash"), ["form_hash"])
    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("space_contexts", schema=None) as batch_op:
        batch_op.drop_column("thawed_at")
        batch_op.drop_column("left_at")
        batch_op.drop_column("joined_at")
        batch_op.drop_column("number")

    op.drop_table("acceptances")
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitations_collaboration_id"))

    op.drop_table("invitations")
    op.drop_table("charters")
    with op.batch_alter_table("pseudonyms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pseudonyms_member_id"))

    op.drop_table("pseudonyms")
    op.drop_table("collaborations")
    with op.batch_alter_table("invitation_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_tries_user_id_created_at"))

    op.drop_table("invitation_tries")
    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.drop_column("frozen_at")
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_activities_form_hash"), type_="unique")
        batch_op.drop_column("form_hash")
