"""reviews: words that wait until staff have read them, and what of a class's has to wait"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXTS = (("title", 255), ("changed_title", 255), ("note", 500))


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        *(sa.Column(name, sa.String(length=length), nullable=False) for name, length in TEXTS),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("changed_source", sa.Text(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_reviews_{column}"))
            for column, target in (
                ("author_id", "memberships.id"),
                ("activity_id", "activities.id"),
                ("topic_id", "topics.id"),
                ("post_id", "posts.id"),
                ("changed_by_id", "memberships.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint(
            "author_id", "submission_key", name=op.f("uq_reviews_author_id_submission_key")
        ),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index("ix_reviews_waiting", ["state", "activity_id", "id"])
        batch_op.create_index(batch_op.f("ix_reviews_post_id"), ["post_id"])

    with op.batch_alter_table("space_contexts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("review_rule", sa.String(length=20), nullable=False, server_default="nothing")
        )
        batch_op.add_column(
            sa.Column("screens_arrivals", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    # Where classes meet already, as where they will: everything waits until somebody says less.
    op.execute(
        "UPDATE space_contexts SET review_rule = 'everything' WHERE space_id IN "
        "(SELECT id FROM spaces WHERE home_of_id IS NULL)"
    )
    with op.batch_alter_table("space_contexts", schema=None) as batch_op:
        batch_op.alter_column("review_rule", server_default=None)
        batch_op.alter_column("screens_arrivals", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("space_contexts", schema=None) as batch_op:
        batch_op.drop_column("screens_arrivals")
        batch_op.drop_column("review_rule")
    op.drop_table("reviews")
