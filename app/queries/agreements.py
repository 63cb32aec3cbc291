"""Hold the Collaboration of what somebody is about to change.

Whoever signs, freezes, leaves or parts holds its row for themselves (docs/adr/0009); who writes
shares it. So a class that leaves waits for words that are on their way, and has them in its
Archive; and words that come a moment later find their place closed. Hold it before anything else is
locked or read: PostgreSQL shows what was committed meanwhile to the next question alone.
"""

from sqlalchemy import Select, bindparam, select

from app.models import Activity, Collaboration, Post, Review, SpaceContext, Topic

_HELD = select(Collaboration.id).with_for_update(read=True, of=Collaboration)
_OF_ACTIVITY = _HELD.join(Activity, Activity.space_id == Collaboration.space_id)
_OF_TOPIC = _OF_ACTIVITY.join(Topic, Topic.activity_id == Activity.id)

OF_SPACE: Select[int] = _HELD.where(Collaboration.space_id == bindparam("number"))
OF_ACTIVITY: Select[int] = _OF_ACTIVITY.where(Activity.id == bindparam("number"))
OF_TOPIC: Select[int] = _OF_TOPIC.where(Topic.id == bindparam("number"))
OF_POST: Select[int] = _OF_TOPIC.join(Post, Post.topic_id == Topic.id).where(
    Post.id == bindparam("number")
)
OF_REVIEW: Select[int] = _OF_ACTIVITY.join(Review, Review.activity_id == Activity.id).where(
    Review.id == bindparam("number")
)
OF_CLASS: Select[int] = (
    _HELD.join(SpaceContext, SpaceContext.space_id == Collaboration.space_id)
    .where(SpaceContext.context_id == bindparam("number"))
    .order_by(Collaboration.id)
)
"""All that a class was ever invited to, in one order: staff decide on words of several at once."""
