"""A class's own Space."""

from app.models import Context, Relation, Space, SpaceContext
from app.services.upserting import upsert


def of(context: Context) -> Space:
    """The Space that the Context hosts; made where it has none yet."""
    space = upsert(Space, {"home_of_id": context.id}, {"title": context.name})
    upsert(
        SpaceContext, {"space_id": space.id, "context_id": context.id}, {"relation": Relation.HOST}
    )
    return space
