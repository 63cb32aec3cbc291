"""Connect the application to its database."""

from flask import Flask

from app.config import PROJECT, Settings
from app.extensions import db, engine_options, migrate, prepare_sqlite


def init_database(app: Flask) -> None:
    """Open the database that the settings name, and make migrations known."""
    settings: Settings = app.extensions["courtyard_settings"]
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.database_url)
    if settings.environment != "production":
        (PROJECT / "instance").mkdir(exist_ok=True)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(PROJECT / "migrations"), render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)
