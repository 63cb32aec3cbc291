"""What teachers of the story agree on: charters, signatures, stops, and when they are at school."""

from datetime import time

from app.models import Collaboration, Invitation, ReviewRule, SpaceContext
from app.models.charter_terms import CharterTerms
from app.models.school_time import SchoolTime
from app.policies import collaborating as policy
from app.services import (
    class_invitations,
    collaborating,
    partner_health,
    review_rules,
    timetables,
)
from scripts.seeding.story import Step
from scripts.seeding.telling import Deed, Telling, allow

SCHOOL_DAYS = frozenset(range(5))


def draft(telling: Telling, step: Step) -> None:
    """A charter, and a code for another class."""
    by = telling.people.member(step.who)
    allow(policy.can_collaborate(by), step)
    made = collaborating.draft(by.context, _terms(telling, step), is_within_school=False, by=by)
    telling.keep(step["name"], made)
    invitation = class_invitations.invite(made, places=1, by=by)
    telling.keep(f"code of {step['name']}", invitation)


def _terms(telling: Telling, step: Step) -> CharterTerms:
    words = {name: step[name].strip() for name in ("title", "aims", "norms", "contact_rules")}
    return CharterTerms(
        **words,
        starts_on=telling.days.day(step["starts_ago"]),
        ends_on=telling.days.day(-step["ends_in"]),
        retention_days=90,
    )


def enter(telling: Telling, step: Step) -> None:
    """Type the code of an invitation."""
    by = telling.people.member(step.who)
    invitation = telling.find(Invitation, f"code of {step['name']}")
    class_invitations.enter(class_invitations.code_of(invitation), by.context, by=by)


def propose(telling: Telling, step: Step) -> None:
    """Another version of the charter, with other words for one part of it."""
    by = telling.people.member(step.who)
    made = telling.find(Collaboration, step["name"])
    place = telling.place(made, by)
    allow(policy.can_propose(by, place, made), step)
    before = CharterTerms.of(collaborating.newest(made))
    words = {
        name: getattr(before, name) for name in CharterTerms.__slots__ if name not in step.more
    }
    words |= {name: text.strip() for name, text in step.more.items() if name != "name"}
    collaborating.propose(made, place, CharterTerms(**words), version=made.newest_version, by=by)


def sign(telling: Telling, step: Step) -> None:
    """The newest charter."""
    made, place = _own(telling, step)
    by = telling.people.member(step.who)
    is_signed = collaborating.has_signed(made, place)
    allow(policy.can_sign(by, place, made, is_signed=is_signed), step)
    collaborating.sign(made, place, version=made.newest_version, by=by)


def _own(telling: Telling, step: Step) -> tuple[Collaboration, SpaceContext]:
    made = telling.find(Collaboration, step["name"])
    return made, telling.place(made, telling.people.member(step.who))


def freeze(telling: Telling, step: Step) -> None:
    """Stop writing for everybody."""
    made, place = _own(telling, step)
    by = telling.people.member(step.who)
    allow(policy.can_freeze(by, place, made), step)
    collaborating.freeze(made, place, reason=step["reason"], by=by)


def thaw(telling: Telling, step: Step) -> None:
    """Agree that it goes on."""
    made, place = _own(telling, step)
    by = telling.people.member(step.who)
    allow(policy.can_thaw(by, place, made), step)
    collaborating.thaw(made, place, by=by)


def nudge(telling: Telling, step: Step) -> None:
    """Ask the other class's teachers to look."""
    made, own = _own(telling, step)
    by = telling.people.member(step.who)
    allow(policy.can_nudge(by, own, made), step)
    other = next(each for each in collaborating.places_of(made) if each is not own)
    partner_health.nudge(made, own, other, by=by)


def tell_hours(telling: Telling, step: Step) -> None:
    """When the class is at school."""
    by, class_ = telling.people.member(step.who), telling.people.class_of(step.who)
    opens, closes = map(time.fromisoformat, class_.hours)
    starts, ends = telling.days.day(step["term_since"]), telling.days.day(-step["term_for"])
    told = SchoolTime(class_.zone, starts, ends, SCHOOL_DAYS, opens, closes)
    timetables.keep(by.context, told, by=by)


def choose_rule(telling: Telling, step: Step) -> None:
    """What has to wait; the host may want to read what arrives."""
    _made, place = _own(telling, step)
    by = telling.people.member(step.who)
    arrivals = step.more.get("arrivals", False)
    review_rules.choose(place, ReviewRule(step["rule"]), screens_arrivals=arrivals, by=by)


DEEDS: dict[str, Deed] = {
    "drafts": draft,
    "enters": enter,
    "proposes": propose,
    "signs": sign,
    "freezes": freeze,
    "thaws": thaw,
    "nudges": nudge,
    "tells hours": tell_hours,
    "chooses rule": choose_rule,
}
