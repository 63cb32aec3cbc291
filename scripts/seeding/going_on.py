"""What teachers of the story do while their classes work together: stop, go on, ask, say when."""

from datetime import time

from app.models import Collaboration, Membership, ReviewRule, SpaceContext
from app.models.school_time import SchoolTime
from app.policies import collaborating as policy
from app.policies.reviewing import can_set_review_rules
from app.policies.timetables import can_set_timetable
from app.services import collaborating, partner_health, review_rules, stopping, timetables
from scripts.seeding.story import Step
from scripts.seeding.telling import Deed, Telling, allow

SCHOOL_DAYS = frozenset(range(5))


def freeze(telling: Telling, step: Step) -> None:
    """Stop writing for everybody."""
    made, place, by = _own(telling, step)
    allow(policy.can_freeze(by, place, made), step)
    stopping.freeze(made, place, reason=step["reason"], by=by)


def _own(telling: Telling, step: Step) -> tuple[Collaboration, SpaceContext, Membership]:
    """What it is about, the place in it of whoever acts, and who that is."""
    by, made = telling.people.member(step.who), telling.find(Collaboration, step["name"])
    return made, telling.place(made, by), by


def thaw(telling: Telling, step: Step) -> None:
    """Agree that it goes on."""
    made, place, by = _own(telling, step)
    allow(policy.can_thaw(by, place, made), step)
    stopping.thaw(made, place, by=by)


def nudge(telling: Telling, step: Step) -> None:
    """Ask the other class's teachers to look."""
    made, own, by = _own(telling, step)
    allow(policy.can_nudge(by, own, made), step)
    other = next(each for each in collaborating.places_of(made) if each is not own)
    partner_health.nudge(made, own, other, by=by)


def tell_hours(telling: Telling, step: Step) -> None:
    """When the class is at school."""
    by, class_ = telling.people.member(step.who), telling.people.class_of(step.who)
    allow(can_set_timetable(by), step)
    opens, closes = map(time.fromisoformat, class_.hours)
    starts, ends = telling.days.day(step["term_since"]), telling.days.day(-step["term_for"])
    told = SchoolTime(class_.zone, starts, ends, SCHOOL_DAYS, opens, closes)
    timetables.keep(by.context, told, by=by)


def choose_rule(telling: Telling, step: Step) -> None:
    """What has to wait; the host may want to read what arrives."""
    _made, place, by = _own(telling, step)
    allow(can_set_review_rules(by), step)
    arrivals = step.more.get("arrivals", False)
    review_rules.choose(place, ReviewRule(step["rule"]), screens_arrivals=arrivals, by=by)


DEEDS: dict[str, Deed] = {
    "freezes": freeze,
    "thaws": thaw,
    "nudges": nudge,
    "tells hours": tell_hours,
    "chooses rule": choose_rule,
}
