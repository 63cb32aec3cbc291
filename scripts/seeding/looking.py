"""What staff of the story decide on, and what readers ask them to look at."""

from app.extensions import db
from app.models import Flag, FlagReason, Post, Review
from app.policies.flagging import can_decide_flag, can_flag
from app.queries import flags, reviews
from app.queries.flags import FlagRow
from app.services import deciding, flagging
from app.services.flagging import Complaint
from scripts.seeding.story import Step
from scripts.seeding.telling import Deed, Telling, allow
from scripts.seeding.writing import topic_of


def let_through(telling: Telling, step: Step) -> None:
    """One text after another, a minute for each."""
    for minutes, name in enumerate(step["posts"]):
        with telling.at(step, later=minutes):
            review = _waiting(telling, step, name)
            deciding.approve(review, step.more.get("note", ""), by=telling.people.member(step.who))
            db.session.flush()
            if not review.is_waiting:
                telling.made[name] = review.post_id or 0


def _waiting(telling: Telling, step: Step, name: str) -> Review:
    """What waits for the class of whoever decides. Raises NotAllowed."""
    by, review = telling.people.member(step.who), telling.find(Review, f"review of {name}")
    allow(
        by.is_staff
        and db.session.execute(reviews.some(by.context_id, [review.id])).first() is not None,
        step,
    )
    return review


def give_back(telling: Telling, step: Step) -> None:
    """With a word on why."""
    by = telling.people.member(step.who)
    deciding.return_(_waiting(telling, step, step["post"]), step["note"], by=by)


def tell_staff(telling: Telling, step: Step) -> None:
    """Flag a post."""
    by, post = telling.people.member(step.who), telling.find(Post, step["post"])
    allow(can_flag(by, post), step)
    complaint = Complaint(FlagReason(step["reason"]), step.more.get("words", ""))
    telling.keep(step["name"], flagging.flag(post, topic_of(post), complaint, by=by))


def hide(telling: Telling, step: Step) -> None:
    """What was flagged, with a note to whoever flagged it."""
    by, flag = telling.people.member(step.who), telling.find(Flag, step["name"])
    allow(can_decide_flag(by), step)
    row = FlagRow.of(db.session.execute(flags.one(by.context_id, flag.id)).one())
    flagging.decide(row, step["note"], version=row.post.version, is_hidden=True, by=by)


DEEDS: dict[str, Deed] = {
    "lets through": let_through,
    "gives back": give_back,
    "flags": tell_staff,
    "hides": hide,
}
