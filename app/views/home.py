"""The front door, and whether anyone is home."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.errors import note_unavailable
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
def health() -> ResponseReturnValue:
    """Answer when the tool serves and its database does; 503 when the latter doesn't."""
    try:
        db.session.execute(text("SELECT 1"))
    except OperationalError as error:
        note_unavailable(error)
        return jsonify(status="unavailable", reason=_("The database does not answer.")), 503
    return jsonify(status="ok")
