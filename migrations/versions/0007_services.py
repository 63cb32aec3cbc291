"""where a platform's services are, and whether the worker lives"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

URLS = {
    "contexts": ("memberships_url", "lineitems_url", "groups_url"),
    "resource_links": ("lineitem_url",),
    "platforms": ("auth_audience",),
}


def upgrade() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("program", sa.String(length=20), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeats")),
        sa.UniqueConstraint("program", name=op.f("uq_heartbeats_program")),
    )
    for table, names in URLS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                column = sa.Column(name, sa.String(length=2048), server_default="", nullable=False)
                batch_op.add_column(column)
            if table == "contexts":
                scopes = sa.Column("ags_scopes", sa.JSON(), server_default="[]", nullable=False)
                batch_op.add_column(scopes)


def downgrade() -> None:
    for table, names in URLS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.drop_column(name)
            if table == "contexts":
                batch_op.drop_column("ags_scopes")
    op.drop_table("heartbeats")
