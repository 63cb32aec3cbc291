"""The blueprint, and what each of its pages does first."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from app.extensions import db

bp = Blueprint("collaborations", __name__, url_prefix="/contexts/<int:context_id>/collaborations")


def back(context_id: int, collaboration_id: int, page: str = "") -> ResponseReturnValue:
    """Commit, and go on to the Collaboration's own page, or one below it."""
    db.session.commit()
    return redirect(f"/contexts/{context_id}/collaborations/{collaboration_id}{page}", 303)


def to_all(context_id: int) -> ResponseReturnValue:
    """Commit, and go on to the class's list: what was left is no page of this class's any more."""
    db.session.commit()
    return redirect(f"/contexts/{context_id}/collaborations", 303)
