"""What a link to an Invitation leads to. Its code stands after the #, which no browser sends."""

from flask import Blueprint, render_template

from app.views.guards import public

bp = Blueprint("invitations", __name__, url_prefix="/invitations")


@bp.get("")
@public
def show() -> str:
    """What to do with it: the course is where a teacher enters it."""
    return render_template("invitations/show.html")
