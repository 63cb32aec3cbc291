"""school policies: by which name partner classes know students, and the least that is reviewed"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add("schools", "partner_names", sa.String(length=20), "pseudonym")
    _add("schools", "least_review", sa.String(length=20), "nothing")
    _add("space_contexts", "shows_first_names", sa.Boolean(), sa.false())
    with op.batch_alter_table("pseudonyms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_name", sa.String(length=60), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_pseudonyms_space_id_first_name"), ["space_id", "first_name"]
        )


def _add(table: str, name: str, kind: sa.types.TypeEngine, default: object) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("pseudonyms", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_pseudonyms_space_id_first_name"), type_="unique")
        batch_op.drop_column("first_name")
    for table, name in (
        ("space_contexts", "shows_first_names"),
        ("schools", "least_review"),
        ("schools", "partner_names"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(name)
