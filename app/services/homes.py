"""A class's own Space."""

from app.models import Context, Relation, Space, SpaceContext, now
from app.services.upserting import upsert


def of(context: Context) -> Space:
    """The Space that the Context hosts; made where it has none yet."""
    space = upsert(Space, {"home_of_id": context.id}, {"title": context.name})
    place = {"space_id": space.id, "context_id": context.id}
    upsert(SpaceContext, place, {"relation": Relation.HOST}, joined_at=now(), number=0)
    return space
