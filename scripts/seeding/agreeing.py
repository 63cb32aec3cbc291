"""What teachers of the story agree on: a charter, an invitation, and their signatures."""

from app.models import Collaboration, Invitation
from app.models.charter_terms import CharterTerms
from app.policies import collaborating as policy
from app.services import (
    class_invitations,
    collaborating,
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
    by, made = telling.people.member(step.who), telling.find(Collaboration, step["name"])
    place = telling.place(made, by)
    is_signed = collaborating.has_signed(made, place)
    allow(policy.can_sign(by, place, made, is_signed=is_signed), step)
    collaborating.sign(made, place, version=made.newest_version, by=by)


DEEDS: dict[str, Deed] = {
    "drafts": draft,
    "enters": enter,
    "proposes": propose,
    "signs": sign,
}
