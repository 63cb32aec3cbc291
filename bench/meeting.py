"""A Space in which two classes meet: its pages ask who may be read, and by which name."""

from itertools import product

from app.extensions import begin_write, db
from app.models import (
    Activity,
    Collaboration,
    CollaborationState,
    Consent,
    ConsentState,
    Context,
    Membership,
    Pseudonym,
    Purpose,
    Relation,
    Space,
    SpaceContext,
    now,
)

ASKED = (Purpose.PARTNER_VISIBILITY, Purpose.WRITING)


def meet() -> tuple[int, list[int]]:
    """All classes that were launched work together; an Activity of theirs, and its writers."""
    begin_write()
    space = Space(title="Two creeks")
    db.session.add(space)
    db.session.flush()
    db.session.add(
        Collaboration(
            space_id=space.id, state=CollaborationState.ACTIVE, newest_version=1, version_in_force=1
        )
    )
    activity = Activity(space_id=space.id, title="What lives there?")
    db.session.add_all([activity, *_places(space)])
    members = list(db.session.scalars(db.select(Membership).order_by(Membership.id)))
    for number, member in enumerate(members):
        name = f"Quiet Heron {number}"
        db.session.add(
            Pseudonym(space_id=space.id, member_id=member.id, name=name, is_settled=True)
        )
    db.session.add_all(
        Consent(member_id=member.id, purpose=each, state=ConsentState.GIVEN, decided_by=member)
        for member, each in product(members, ASKED)
    )
    db.session.commit()
    return activity.id, [each.id for each in members]


def _places(space: Space) -> list[SpaceContext]:
    contexts = db.session.scalars(db.select(Context).order_by(Context.id))
    return [
        SpaceContext(
            space_id=space.id, context_id=each.id, number=number, joined_at=now(),
            relation=Relation.PARTNER if number else Relation.HOST,
        )
        for number, each in enumerate(contexts)
    ]  # fmt: skip
