"""Which Activity a new ResourceLink opens, where one was made for it already."""

from sqlalchemy import select

from app.extensions import db
from app.lti.claims import Launch, custom
from app.lti.deep_linking import ACTIVITY_ID
from app.models import Activity, Context, Space
from app.models.base import LARGEST_ID


def activity_for(context: Context, launch: Launch) -> Activity | None:
    """The Activity that a teacher of this class chose for the link, by deep linking.

    The platform sends back what the answer gave it. It is taken only where it names an Activity of
    the class's own Space: a class that was copied brings its old class's numbers along.
    """
    text = custom(launch.claims, ACTIVITY_ID)
    if not (text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= LARGEST_ID):
        return None
    chosen = select(Activity).join(Space).where(Activity.id == int(text))
    return db.session.scalar(chosen.where(Space.home_of_id == context.id))
