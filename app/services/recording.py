"""Record what was done: the one verb that writes an Event."""

import re

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.extensions import db
from app.models import ActorKind, Event, Membership, School
from app.models.base import Numbered
from app.models.wording import shortened

LONGEST_DETAIL = 200
"""Characters of a text among the details: names and codes, never what people wrote."""

Detail = str | int | bool | None

VERBS: dict[str, LazyString] = {
    "platform.added": _l("LMS registered"),
    "platform.registered": _l("LMS registered itself"),
    "platform.approved": _l("LMS approved"),
    "platform.disabled": _l("LMS switched off"),
    "platform.enabled": _l("LMS switched on"),
    "deployment.found": _l("Deployment seen for the first time"),
    "deployment.approved": _l("Deployment approved"),
    "deployment.assigned": _l("Deployment given to a school"),
    "registration.invited": _l("Registration link made"),
    "registration.revoked": _l("Registration link taken back"),
    "keys.rotated": _l("Signing key rotated"),
    "console.link_made": _l("Console link made"),
    "console.entered": _l("Console entered"),
    "console.left": _l("Console left"),
    "collaboration.drafted": _l("Collaboration drafted"),
    "collaboration.considered": _l("Charter laid before an invited class"),
    "collaboration.declined": _l("Invitation to work together declined"),
    "collaboration.joined": _l("Class joined a collaboration"),
    "collaboration.frozen": _l("Collaboration frozen"),
    "collaboration.thaw_agreed": _l("Class agreed to go on"),
    "collaboration.thawed": _l("Collaboration goes on"),
    "collaboration.left": _l("Class left a collaboration"),
    "collaboration.ended": _l("Collaboration ended"),
    "collaboration.parted": _l("Class took its work along, and it was erased for the others"),
    "archive.saved": _l("Own work of a collaboration saved as a file"),
    "archive.erased": _l("File of own work erased here"),
    "collaboration.names_set": _l("Names by which partner classes know a class's students"),
    "collaboration.nudged": _l("Another class was asked to answer"),
    "rotation.settled": _l("Classes take turns in an activity"),
    "rotation.filled": _l("Readers given to what lacked them"),
    "rotation.ended": _l("Classes take turns no more"),
    "team.made": _l("Team made where classes meet"),
    "team.renamed": _l("Team renamed"),
    "team.removed": _l("Team removed"),
    "team.members_changed": _l("Students put into a team, or taken out"),
    "team.dealt": _l("Students of all classes dealt into teams"),
    "team.discussions_opened": _l("Teams given discussions of their own"),
    "timetable.changed": _l("School hours of a class changed"),
    "charter.proposed": _l("Charter proposed"),
    "charter.accepted": _l("Charter signed"),
    "invitation.made": _l("Invitation for classes made"),
    "invitation.revoked": _l("Invitation for classes taken back"),
    "activity.offered": _l("Activity added to the LMS"),
    "notices.asked": _l("Notices asked for again"),
    "link.moved": _l("Link of the LMS opens another activity"),
    "roster.asked": _l("Class list asked for again"),
    "roster.synced": _l("Class list read from the LMS"),
    "line_item.found": _l("Gradebook column found"),
    "line_item.made": _l("Gradebook column made"),
    "line_item.changed": _l("Gradebook column changed"),
    "line_item.removed": _l("Gradebook column removed"),
    "line_item.failed": _l("Gradebook column could not be looked after"),
    "score.graded": _l("Student graded"),
    "score.withdrawn": _l("Grade taken back"),
    "score.sent": _l("Grade sent to the LMS"),
    "score.failed": _l("Grade could not be sent"),
    "consent.given": _l("Consent given"),
    "consent.withheld": _l("Consent withheld"),
    "consent.withdrawn": _l("Consent withdrawn"),
    "review.approved": _l("Words of a student let through"),
    "review.changed": _l("Words of a student changed and let through"),
    "review.returned": _l("Words of a student returned"),
    "review.rules_changed": _l("What waits for a look was changed"),
    "prompt_flag.raised": _l("Staff asked to look at the words above an activity"),
    "prompt_flag.hidden": _l("Flagged words above an activity taken away"),
    "prompt_flag.kept": _l("Flagged words above an activity kept"),
    "flag.raised": _l("Staff asked to look at a post"),
    "flag.hidden": _l("Flagged post hidden"),
    "flag.kept": _l("Flagged post kept"),
    "school.contact_set": _l("Whom staff turn to was set"),
    "school.policy_set": _l("What holds where classes meet others was set"),
    "consents.exported": _l("Consents of a class saved as CSV"),
    "events.exported": _l("Events exported"),
}
"""Every verb, and what the console calls it. A new one is written down here first."""


def record(
    verb: str,
    *,
    school: School | int | None,
    actor: Membership | ActorKind,
    subject: Numbered | str,
    **details: Detail,
) -> Event:
    """Note what was done, in the transaction that does it.

    ``school`` is the School that it concerns, or its id; None where it is the installation's own.
    ``subject`` is an entity with an id, or a word such as "events". Raises KeyError for a verb
    that VERBS lacks, and TypeError for a detail that is no short text, number, yes or no.
    """
    VERBS[verb]
    member = actor if isinstance(actor, Membership) else None
    event = Event(
        verb=verb,
        school_id=school.id if isinstance(school, School) else school,
        actor_kind=ActorKind.MEMBER if isinstance(actor, Membership) else actor,
        actor_id=member.id if member else None,
        subject=subject if isinstance(subject, str) else name_of(subject),
        details={name: _checked(value) for name, value in details.items()},
    )
    db.session.add(event)
    return event


def name_of(entity: Numbered) -> str:
    """How Events name an entity: platform:4, tool_key:2."""
    noun = re.sub(r"(?<!^)(?=[A-Z])", "_", type(entity).__name__).lower()
    return f"{noun}:{entity.id}"


def _checked(value: Detail) -> Detail:
    if isinstance(value, str):
        return shortened(value, LONGEST_DETAIL)
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"a detail of an Event is short and plain, not {type(value).__name__}")
