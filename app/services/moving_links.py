"""Links of the LMS that opened something shared, once their class has left: no link is dead."""

from sqlalchemy import select

from app.extensions import db
from app.models import Activity, ActorKind, Context, ResourceLink, Space
from app.services import homes
from app.services.recording import record


def bring_home(context: Context, space_id: int) -> None:
    """Each opens an Activity of the class's own from now on, with the same settings and no work.

    Its gradebook column keeps its grades: points and dates are the same. The words above the
    topics were the classes' together, and don't come along.
    """
    twins: dict[int, Activity] = {}
    query = select(ResourceLink, Activity).join(Activity, Activity.id == ResourceLink.activity_id)
    query = query.where(ResourceLink.context_id == context.id, Activity.space_id == space_id)
    for link, activity in db.session.execute(query.order_by(ResourceLink.id)).all():
        twin = twins.get(activity.id) or _twin(activity, link.title, homes.of(context))
        twins[activity.id] = twin
        link.activity_id = twin.id
        record("link.moved", school=context.deployment.school_id, actor=ActorKind.JOB,
               subject=link, **{"from": activity.id, "to": twin.id})  # fmt: skip


def _twin(activity: Activity, title: str, home: Space) -> Activity:
    twin = activity.copy(into=home)
    twin.revise(title=title or activity.title, prompt=None)
    db.session.add(twin)
    db.session.flush()
    return twin
