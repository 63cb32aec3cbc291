"""What teachers of the story prepare for their class: consents, activities, turns, links."""

from sqlalchemy import select

from app import richtext
from app.extensions import db
from app.models import Activity, Collaboration, Membership, Purpose, ResourceLink
from app.models.activity_terms import ActivityTerms
from app.models.rotation import RotationTerms
from app.policies.linking import can_relink
from app.policies.rotating import can_set_rotation
from app.policies.spaces import can_add_activity
from app.policies.stewarding import can_steward
from app.services import activities, collaborating, consenting, relinking, rotating, stewarding
from app.services.consenting import Wish
from scripts.seeding.story import Step
from scripts.seeding.telling import Deed, Telling, allow

PUBLISHING = (Purpose.PARTNER_VISIBILITY, Purpose.WRITING)


def write_down_consents(telling: Telling, step: Step) -> None:
    """Most families said yes to being read by partner classes; some said no, or nothing yet."""
    people = telling.people
    by, without = people.member(step.who), {*step["refused"], *step["unanswered"]}
    agreed = [key for key in people.students_of(people.class_of(step.who)) if key not in without]
    wishes = [_wish(telling, key, purpose, True) for key in agreed for purpose in PUBLISHING]
    wishes += [_wish(telling, key, PUBLISHING[0], False) for key in step["refused"]]
    wishes += [_wish(telling, key, Purpose.IMAGES, key not in step["shy"]) for key in agreed]
    consenting.carry_out(consenting.plan(wishes, by=by).changes, by=by, note=step["note"])


def _wish(telling: Telling, key: str, purpose: Purpose, is_given: bool) -> Wish:
    return Wish(telling.people.member(key).id, purpose, is_given)


def add_activity(telling: Telling, step: Step) -> None:
    """Something to do where the classes meet, with a prompt."""
    by = telling.people.member(step.who)
    space = telling.find(Collaboration, step["in"]).space
    allow(can_add_activity(by, space), step)
    prompt = richtext.render(step["words"])
    made = activities.add(
        space, title=step["title"], prompt=prompt, terms=ActivityTerms(), by=by, key=step["name"]
    )
    telling.keep(step["name"], made)


def take_turns(telling: Telling, step: Step) -> None:
    """The classes take turns in an activity from this day on, the teacher's own first."""
    by, activity = telling.people.member(step.who), telling.find(Activity, step["activity"])
    allow(can_set_rotation(by, activity), step)
    places = collaborating.places_of(telling.find(Collaboration, step["name"]))
    classes = sorted((each.context_id for each in places), key=lambda each: each != by.context_id)
    zone = telling.people.class_of(step.who).zone
    starts = telling.days.day(step.ago)
    terms = RotationTerms(starts, step["days"], step["readers"], zone, tuple(classes))
    rotating.settle(activity, terms, by=by)


def move_link(telling: Telling, step: Step) -> None:
    """The link in the LMS by which the class comes in opens a shared activity."""
    by, to = telling.people.member(step.who), telling.find(Activity, step["activity"])
    allow(can_relink(by), step)
    relinking.move(_link(by), seen=opened_by_link(by), to=to, by=by)


def opened_by_link(member: Membership) -> Activity:
    """What somebody meets who opens the class's link in the LMS."""
    return db.session.get_one(Activity, _link(member).activity_id)


def _link(member: Membership) -> ResourceLink:
    query = select(ResourceLink).where(ResourceLink.context_id == member.context_id)
    return db.session.scalars(query).one()


def set_contact(telling: Telling, step: Step) -> None:
    """Whom the school's staff turn to where a child may be in danger."""
    by = telling.people.member(step.who)
    school = by.context.deployment.school
    allow(can_steward(by) and school is not None, step)
    if school:
        stewarding.set_contact(school, step["contact"], by=by)


DEEDS: dict[str, Deed] = {
    "writes down consents": write_down_consents,
    "adds activity": add_activity,
    "takes turns": take_turns,
    "moves link": move_link,
    "sets contact": set_contact,
}
