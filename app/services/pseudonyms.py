"""Give a student the name under which partner classes see them."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import pseudonym_words
from app.extensions import db
from app.models import Membership, Pseudonym, Space
from app.policies.naming import can_go_by_first_name
from app.policies.spaces import can_have_pseudonym
from app.queries import collaborations
from app.services import consenting, first_names, naming

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
    """From now on the member's words stand under their Pseudonym, where they have need of one, or
    under the first name that all concerned agreed to."""
    if not can_have_pseudonym(member, space):
        return
    pseudonym = of(space, member)
    if pseudonym.is_settled:
        return
    if first_name := allowed_first_name(space, member):
        first_names.take(pseudonym, first_name)
    pseudonym.settle()


def allowed_first_name(space: Space, student: Membership) -> str:
    """The first name by which partner classes may know a student, as things are now; "" for none.

    Until the transaction ends nobody of the three can change their mind.
    """
    if not (name := naming.first_name(student)):
        return ""
    row = db.session.execute(
        collaborations.naming_rules(space.id, student.context_id)
    ).one_or_none()
    if row is None:
        return ""
    given = consenting.given(consenting.held_by([student.id]).get(student.id, {}))
    if not can_go_by_first_name(student, row[0], row[1], given):
        return ""
    return "" if db.session.scalar(collaborations.has_parted(space.id, student.id)) else name


def draw_again(pseudonym: Pseudonym, space: Space) -> None:
    """Another name. Raises ValueError once something was written under this one."""
    pseudonym.draw_again(_draw(space))


def _draw(space: Space) -> str:
    taken = select(Pseudonym.name).where(Pseudonym.space_id == space.id)
    return pseudonym_words.draw(set(db.session.scalars(taken)))
