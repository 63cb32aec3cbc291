"""A student's work in an Activity: what they wrote there, and nothing of anyone else's."""

from flask import Blueprint, abort, render_template

from app.extensions import db
from app.models import Activity, Membership
from app.policies.discussion import can_see_topics
from app.policies.works import can_see_work
from app.queries import works
from app.queries.works import WrittenRow
from app.views import forms, loading
from app.views.guards import requires_session

bp = Blueprint("works", __name__, url_prefix="/activities")


@bp.get("/<int:activity_id>/works/<int:member_id>")
@requires_session
def show(activity_id: int, member_id: int) -> str:
    """Their posts, the newest first."""
    return page(*loading.activity(activity_id), member_id, before=forms.number("before"))


def page(activity: Activity, actor: Membership, member_id: int, before: int = 0) -> str:
    """A page of them, from an id on; a launch shows the first. 404 where they are not theirs."""
    author = loading.student(member_id, actor.context_id)
    if not can_see_work(actor, author):
        abort(404)
    if not can_see_topics(actor, activity):
        return render_template("activities/waiting.html", activity=activity, actor=actor)
    query = works.posts(activity.id, author.id, before, for_staff=actor.is_staff)
    written = [WrittenRow(*row) for row in db.session.execute(query)]
    shown = written[: works.PAGE]
    return render_template(
        "works/show.html",
        activity=activity,
        actor=actor,
        author=author,
        written=shown,
        is_first=before == 0,
        next_key=shown[-1].id if len(written) > works.PAGE else None,
    )


def of_mentees(activity: Activity, actor: Membership) -> str:
    """What a mentor finds in an Activity: the way to each child's work."""
    query = works.mentees(actor.context_id, actor.mentee_subs)
    children = db.session.scalars(query).all() if actor.mentee_subs else []
    return render_template("works/index.html", activity=activity, actor=actor, children=children)
