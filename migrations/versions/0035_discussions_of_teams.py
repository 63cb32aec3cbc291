"""discussions of teams: an activity of one team, and teams that staff make where classes meet"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("form_hash", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_teams_space_id_source_id"), ["space_id", "source_id"]
        )
        batch_op.create_unique_constraint(batch_op.f("uq_teams_form_hash"), ["form_hash"])
        batch_op.create_foreign_key(
            batch_op.f("fk_teams_source_id"), "teams", ["source_id"], ["id"]
        )
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_activities_team_id"), ["team_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_activities_team_id"), "teams", ["team_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_activities_team_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_activities_team_id"), type_="unique")
        batch_op.drop_column("team_id")
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_teams_source_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_teams_form_hash"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_teams_space_id_source_id"), type_="unique")
        batch_op.drop_column("form_hash")
        batch_op.drop_column("source_id")
