"""registration: invitations to it, and deployments that wait for their school"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registration_invitations",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("platform_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platforms.id"],
            name=op.f("fk_registration_invitations_platform_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_registration_invitations_school_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_registration_invitations_code_hash")),
    )
    op.create_index(
        op.f("ix_registration_invitations_school_id"), "registration_invitations", ["school_id"]
    )
    with op.batch_alter_table("deployments", schema=None) as batch_op:
        batch_op.alter_column("school_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_check_constraint(
            op.f("ck_deployments_placed"), "approved_at IS NULL OR school_id IS NOT NULL"
        )


def downgrade() -> None:
    _give_every_deployment_a_school()
    with op.batch_alter_table("deployments", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_deployments_placed"), type_="check")
        batch_op.alter_column("school_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index(
        op.f("ix_registration_invitations_school_id"), table_name="registration_invitations"
    )
    op.drop_table("registration_invitations")


def _give_every_deployment_a_school() -> None:
    """One that waits and is nobody's has no classes, and the next launch finds it again.

    Were there one that has, it must not become another School's.
    """
    schools = sa.table("schools", sa.column("id"), sa.column("name"), sa.column("created_at"))
    deployments = sa.table("deployments", sa.column("id"), sa.column("school_id"))
    used = [
        sa.select(sa.column("deployment_id")).select_from(sa.table(table))
        for table in ("contexts", "sessions")
    ]
    nobodys = deployments.c.school_id.is_(None)
    unused = [deployments.c.id.not_in(query) for query in used]
    op.execute(deployments.delete().where(nobodys, *unused))
    left = op.get_bind().scalar(sa.select(sa.func.count()).select_from(deployments).where(nobodys))
    if left:
        name = "Deployments without a school"
        op.execute(schools.insert().values(name=name, created_at=sa.func.now()))
        school = sa.select(schools.c.id).where(schools.c.name == name).scalar_subquery()
        op.execute(deployments.update().where(nobodys).values(school_id=school))
