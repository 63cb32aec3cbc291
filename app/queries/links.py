"""A class's links, and what they may open."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from app.models import Activity, ResourceLink, Space, SpaceContext
from app.queries.collaborations import IS_JOINED
from app.queries.team_discussions import IS_FOR_ALL


def one(link_id: int, context_id: int) -> Select[ResourceLink]:
    """A link of a class."""
    return select(ResourceLink).where(
        ResourceLink.id == link_id, ResourceLink.context_id == context_id
    )


def openable(context_id: int) -> Select[Activity]:
    """What a class's links may open: the Activities of the Spaces in which it takes part, and no
    Team's, since a link is the whole class's."""
    return (
        select(Activity)
        .join(Activity.space)
        .join(SpaceContext, SpaceContext.space_id == Space.id)
        .options(contains_eager(Activity.space))
        .where(
            SpaceContext.context_id == context_id,
            IS_JOINED,
            IS_FOR_ALL,
        )
        .order_by(Space.id, Activity.id)
    )
