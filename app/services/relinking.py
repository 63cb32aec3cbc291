"""Point a link of the LMS at another Activity, by hand: after a copy that guessed wrong, say."""

from app.models import Activity, Membership, ResourceLink
from app.services.recording import record


class MovedMeanwhile(Exception):
    """The link opens something else by now than the one who moves it has seen."""


def move(link: ResourceLink, *, seen: Activity, to: Activity, by: Membership) -> None:
    """The link opens another Activity from now on; moving it twice is moving it once.

    Its gradebook column follows by itself (services.line_items), and a grade of the old Activity
    goes nowhere any more by this link (services.parcels). Raises MovedMeanwhile.
    """
    if link.activity_id == to.id:
        return
    if link.activity_id != seen.id:
        raise MovedMeanwhile
    link.activity_id = to.id
    school_id = by.context.deployment.school_id
    record("link.moved", school=school_id, actor=by, subject=link, **{"from": seen.id, "to": to.id})
