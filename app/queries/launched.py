"""What is known already of the person and the place that a launch names."""

from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Row, bindparam, select

from app.models import Context, Deployment, Membership, ResourceLink, Space, User

KNOWN = (
    select(Deployment, User, Context, ResourceLink, Membership.id, Space.title)
    .outerjoin(User, (User.platform_id == Deployment.platform_id) & (User.sub == bindparam("sub")))
    .outerjoin(
        Context,
        (Context.deployment_id == Deployment.id) & (Context.lti_id == bindparam("context")),
    )
    .outerjoin(
        ResourceLink,
        (ResourceLink.context_id == Context.id) & (ResourceLink.lti_id == bindparam("link")),
    )
    .outerjoin(Membership, (Membership.user_id == User.id) & (Membership.context_id == Context.id))
    .outerjoin(Space, Space.home_of_id == Context.id)
    .where(Deployment.platform_id == bindparam("platform"))
    .where(Deployment.lti_id == bindparam("deployment"))
)
"""At most one row: each part is found by a unique key."""


@dataclass(frozen=True, slots=True)
class Known:
    """One row of KNOWN. What is None the launch has yet to make."""

    deployment: Deployment
    user: User | None
    context: Context | None
    link: ResourceLink | None
    member_id: int | None
    space_title: str | None

    @classmethod
    def of(cls, row: Row[*tuple[Any, ...]]) -> Self:
        """Take the row apart."""
        return cls(*row)
