"""A Space: what there is to do in it."""

from flask import Blueprint, render_template
from sqlalchemy import select

from app.extensions import db
from app.models import Activity
from app.views import loading
from app.views.guards import requires_session

bp = Blueprint("spaces", __name__, url_prefix="/spaces")


@bp.get("/<int:space_id>")
@requires_session
def show(space_id: int) -> str:
    """Its Activities, oldest first: the order in which the teacher made them."""
    space, actor = loading.space(space_id)
    query = select(Activity).where(Activity.space_id == space.id).order_by(Activity.id)
    return render_template(
        "spaces/show.html", space=space, actor=actor, activities=db.session.scalars(query).all()
    )
