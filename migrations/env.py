"""Run migrations against the application's own database: ``flask --app wsgi db upgrade``."""

from alembic import context
from sqlalchemy import TypeDecorator

from app.extensions import db
from app.models import Base


def _render(kind: str, item: object, _context: object) -> str | bool:
    """Write a column type of ours as what it is stored as: migrations outlive the code."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def run() -> None:
    """Migrate in one transaction; SQLite rebuilds tables, since it can't alter them."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
