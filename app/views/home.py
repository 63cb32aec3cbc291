"""The front door, and whether anyone is home."""

from flask import Blueprint, Response, jsonify, render_template
from sqlalchemy import text

from app.extensions import db
from app.views.guards import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def show() -> str:
    """For whoever comes without a course: what this is, and how to get in."""
    return render_template("home/show.html")


@bp.get("/healthz")
@public
def health() -> Response:
    """Answer when the tool serves and its database does."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")
