"""Who looks after what: the installation's administrator, and a School's.

docs/permissions.md is the same as a table; a test compares. What a Steward cannot even see is
decided by app/queries/stewardship.py, and answered with 404.
"""

from collections.abc import Set
from typing import Protocol

from app.models.membership import Membership
from app.models.steward import Steward


class Registered(Protocol):
    """A Platform."""

    @property
    def school_id(self) -> int | None: ...


def can_steward(actor: Membership) -> bool:
    """Administrators of the school or the LMS, as their launch said; not a course's own."""
    return actor.is_school_administrator and actor.is_active


def can_see_keys(steward: Steward) -> bool:
    """The signing keys are the whole installation's."""
    return steward.is_installation


def can_see_all_schools(steward: Steward) -> bool:
    """And with them the launches of LMSs that are nobody's."""
    return steward.is_installation


def can_invite(steward: Steward) -> bool:
    """To let an LMS register itself: a link can name any School."""
    return steward.is_installation


def can_switch_platform(steward: Steward, platform: Registered, schools: Set[int]) -> bool:
    """Approve, disable, enable: a School's Steward only where no other School is touched.

    ``schools`` are those of the Platform's Deployments.
    """
    owners = schools | ({platform.school_id} - {None})
    return steward.is_installation or owners == {steward.school_id}


def can_approve_deployment(steward: Steward) -> bool:
    """A Deployment that is within reach."""
    return True


def can_ask_for_roster(steward: Steward) -> bool:
    """Of a class that is within reach."""
    return True


def can_ask_for_notices(steward: Steward) -> bool:
    """Of a Deployment that is within reach."""
    return True


def can_assign_deployment(steward: Steward) -> bool:
    """To say which School it is: only somebody who is above the Schools."""
    return steward.is_installation


def can_set_contact(steward: Steward) -> bool:
    """Of a School that is within reach: whom its staff turn to where a child may be in danger."""
    return True


def can_set_policy(steward: Steward) -> bool:
    """Of a School that is within reach: what holds where its classes meet others."""
    return True
