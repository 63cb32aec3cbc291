"""What people of the story write. A child's words wait for staff wherever the tool says so."""

from app import richtext
from app.extensions import db
from app.models import Activity, Membership, Post, Review, ReviewKind, Topic
from app.policies import discussion as policy
from app.services import discussing, publishing, reviewing
from app.services.reviewing import Written
from scripts.seeding.preparing import opened_by_link
from scripts.seeding.story import Step
from scripts.seeding.telling import Deed, Telling, allow


def start(telling: Telling, step: Step) -> None:
    """A topic."""
    by = telling.people.member(step.who)
    is_own = step["in"] == "own"
    activity = opened_by_link(by) if is_own else telling.find(Activity, step["in"])
    text, name = richtext.render(step["words"]), step["name"]
    _may_write(activity, by, step)
    allow(policy.can_start_topic(by, activity), step)
    written = Written(ReviewKind.TOPIC, activity, step["title"], text.source)
    if not _has_to_wait(telling, step, written, by):
        topic = discussing.start_topic(activity, step["title"], text, by=by, key=name)
        telling.keep(name, discussing.opening(topic))


def reply(telling: Telling, step: Step) -> None:
    """An answer to what somebody wrote."""
    by, post = telling.people.member(step.who), telling.find(Post, step["to"])
    topic = topic_of(post)
    text, name = richtext.render(step["words"]), step["name"]
    _may_write(topic.activity, by, step)
    allow(policy.can_reply(by, topic, post), step)
    written = Written(ReviewKind.REPLY, topic.activity, "", text.source, topic=topic, post=post)
    if not _has_to_wait(telling, step, written, by):
        telling.keep(name, discussing.reply(post, topic, text, by=by, key=name))


def pin(telling: Telling, step: Step) -> None:
    """Put a topic above the others."""
    by, topic = telling.people.member(step.who), topic_of(telling.find(Post, step["topic"]))
    allow(policy.can_moderate_topic(by, topic), step)
    topic.pin(True)


def topic_of(post: Post) -> Topic:
    """Where a Post stands."""
    return db.session.get_one(Topic, post.topic_id)


def _may_write(activity: Activity, by: Membership, step: Step) -> None:
    allow(not publishing.hindrance(activity.space, by), step)
    texts = (step.more.get("title", ""), step["words"])
    allow(not any(publishing.objection(activity.space, by, text) for text in texts), step)


def _has_to_wait(telling: Telling, step: Step, written: Written, by: Membership) -> bool:
    wait = reviewing.wait_for(written, by)
    if wait is None:
        return False
    review: Review = reviewing.hold(written, wait, by=by, key=step["name"])
    telling.keep(f"review of {step['name']}", review)
    return True


DEEDS: dict[str, Deed] = {"starts": start, "replies": reply, "pins": pin}
