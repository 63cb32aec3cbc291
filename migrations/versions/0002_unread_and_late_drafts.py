"""what nobody has left to read, and the form of a post's last edit"""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

topics = sa.table("topics", sa.column("id"), sa.column("deleted_numbers"))
posts = sa.table("posts", sa.column("topic_id"), sa.column("number"), sa.column("deleted_at"))
marks = sa.table("read_marks", sa.column("id"), sa.column("ranges"), sa.column("read_count"))


def upgrade() -> None:
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edit_key", sa.String(length=64), nullable=True))
    with op.batch_alter_table("read_marks", schema=None) as batch_op:
        batch_op.drop_column("read_count")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        column = sa.Column("deleted_numbers", sa.Text(), server_default="", nullable=False)
        batch_op.add_column(column)
    _note_deleted_numbers()


def _note_deleted_numbers() -> None:
    query = sa.select(posts.c.topic_id, posts.c.number).where(posts.c.deleted_at.is_not(None))
    rows = op.get_bind().execute(query.order_by(posts.c.topic_id, posts.c.number)).all()
    for topic_id, group in groupby(rows, key=lambda row: row[0]):
        numbers = ",".join(str(number) for _, number in group)
        op.execute(topics.update().where(topics.c.id == topic_id).values(deleted_numbers=numbers))


def downgrade() -> None:
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_column("deleted_numbers")
    with op.batch_alter_table("read_marks", schema=None) as batch_op:
        column = sa.Column("read_count", sa.Integer(), server_default="0", nullable=False)
        batch_op.add_column(column)
    _count_what_was_read()
    with op.batch_alter_table("read_marks", schema=None) as batch_op:
        batch_op.alter_column("read_count", server_default=None)
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_column("edit_key")


def _count_what_was_read() -> None:
    for mark_id, ranges in op.get_bind().execute(sa.select(marks.c.id, marks.c.ranges)).all():
        pairs = [part.partition("-") for part in ranges.split(",") if part]
        count = sum(int(last or first) - int(first) + 1 for first, _, last in pairs)
        op.execute(marks.update().where(marks.c.id == mark_id).values(read_count=count))
