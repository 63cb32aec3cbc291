"""Give a student the name under which partner classes see them."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import pseudonym_words
from app.extensions import db
from app.models import Membership, Pseudonym, Space
from app.policies.spaces import can_have_pseudonym
from app.queries import collaborations

TRIES = 5
"""How often another name is drawn where somebody was given the same one at the same moment."""


def of(space: Space, member: Membership) -> Pseudonym:
    """The member's Pseudonym in a shared Space; drawn where they have none yet."""
    query = collaborations.pseudonym(space.id, member.id)
    for _ in range(TRIES):
        if found := db.session.scalar(query):
            return found
        try:
            with db.session.begin_nested():
                db.session.add(Pseudonym(space_id=space.id, member_id=member.id, name=_draw(space)))
        except IntegrityError:
            continue
    return db.session.scalars(query).one()


def settle(space: Space, member: Membership) -> None:
    """From now on the member's words stand under their Pseudonym, where they have need of one."""
    if can_have_pseudonym(member, space):
        of(space, member).is_settled = True


def draw_again(pseudonym: Pseudonym, space: Space) -> None:
    """Another name. Raises ValueError once something was written under this one."""
    pseudonym.draw_again(_draw(space))


def _draw(space: Space) -> str:
    taken = select(Pseudonym.name).where(Pseudonym.space_id == space.id)
    return pseudonym_words.draw(set(db.session.scalars(taken)))
