"""Agree to work together, and change the agreement: the two keys.

Whoever calls has locked the Collaboration's row (views.loading), so that two classes that sign,
freeze or leave at the same moment do so one after the other.
"""

from sqlalchemy import select

from app.extensions import db
from app.models import (
    Acceptance,
    Charter,
    Collaboration,
    Context,
    Membership,
    Relation,
    ReviewRule,
    Space,
    SpaceContext,
    now,
)
from app.models.charter_terms import CharterTerms
from app.queries import collaborations
from app.services import first_names
from app.services.recording import Detail, record

LEAST_CLASSES = 2


class OutOfDate(Exception):
    """The Charter has a newer version than the one that was read and signed."""


def draft(
    context: Context, terms: CharterTerms, *, is_within_school: bool, by: Membership
) -> Collaboration:
    """Begin one with its first Charter, signed by the class that hosts it."""
    space = Space(title=terms.title)
    db.session.add(space)
    db.session.flush()
    host = SpaceContext(context_id=context.id, space_id=space.id, relation=Relation.HOST)
    host.review_rule = ReviewRule.EVERYTHING
    host.joined_at = now()
    collaboration = Collaboration(space=space, is_within_school=is_within_school)
    db.session.add_all((host, collaboration))
    db.session.flush()
    note("collaboration.drafted", collaboration, by=by)
    _sign(add_version(collaboration, terms, by), host, by)
    return collaboration


def propose(
    collaboration: Collaboration,
    place: SpaceContext,
    terms: CharterTerms,
    *,
    version: int,
    by: Membership,
) -> Charter:
    """A new version, signed by the class that proposes it; the one in force holds until all have.

    Raises OutOfDate where there is a newer version than ``version``, which was changed.
    """
    if version != collaboration.newest_version:
        raise OutOfDate
    collaboration.newest_version += 1
    charter = add_version(collaboration, terms, by)
    _sign(charter, place, by)
    settle(collaboration, charter, by)
    return charter


def set_names(place: SpaceContext, shows_first_names: bool, *, by: Membership) -> None:
    """How a class wishes its students to be known to the others, from now on."""
    if place.shows_first_names == shows_first_names:
        return
    place.shows_first_names = shows_first_names
    if not shows_first_names:
        first_names.forget_in(place.space_id, place.context_id)
    school = place.context.deployment.school
    record(
        "collaboration.names_set",
        school=school,
        actor=by,
        subject=place.space,
        first_names=shows_first_names,
    )


def sign(
    collaboration: Collaboration, place: SpaceContext, *, version: int, by: Membership
) -> None:
    """Sign the version that was read. Raises OutOfDate where there is a newer one."""
    if version != collaboration.newest_version:
        raise OutOfDate
    charter = newest(collaboration)
    _sign(charter, place, by)
    settle(collaboration, charter, by)


def has_signed(collaboration: Collaboration, place: SpaceContext) -> bool:
    """Whether the class has signed the newest Charter."""
    query = collaborations.acceptances(newest(collaboration).id)
    return place.context_id in {each.context_id for each in db.session.scalars(query)}


def newest(collaboration: Collaboration) -> Charter:
    """The Charter that is to be signed, or is in force where nothing waits."""
    query = select(Charter).where(
        Charter.collaboration_id == collaboration.id,
        Charter.version == collaboration.newest_version,
    )
    return db.session.scalars(query).one()


def add_version(collaboration: Collaboration, terms: CharterTerms, by: Membership) -> Charter:
    """Write the newest version down, which nobody has signed yet."""
    fields = {name: getattr(terms, name) for name in CharterTerms.__slots__}
    charter = Charter(
        collaboration_id=collaboration.id,
        version=collaboration.newest_version,
        author_id=by.id,
        **fields,
    )
    db.session.add(charter)
    db.session.flush()
    note("charter.proposed", collaboration, by=by, version=charter.version)
    return charter


def _sign(charter: Charter, place: SpaceContext, by: Membership) -> None:
    acceptance = Acceptance(charter_id=charter.id, context_id=place.context_id, member_id=by.id)
    db.session.add(acceptance)
    db.session.flush()
    note("charter.accepted", charter.collaboration, by=by, version=charter.version)


def settle(collaboration: Collaboration, charter: Charter, by: Membership) -> None:
    """Once all who take part have signed, it is in force, and those who signed have joined."""
    signed = {
        each.context_id for each in db.session.scalars(collaborations.acceptances(charter.id))
    }
    places = places_of(collaboration)
    joined = [place for place in places if place.is_joined]
    arriving = [each for each in places if each.is_considering and each.context_id in signed]
    is_agreed = all(place.context_id in signed for place in joined)
    if not is_agreed or len(joined) + len(arriving) < LEAST_CLASSES:
        return
    for place in arriving:
        place.joined_at, place.parts_at = now(), None
        note("collaboration.joined", collaboration, by=by, context=place.context_id)
    collaboration.settle()
    collaboration.space.title = charter.title


def places_of(collaboration: Collaboration) -> list[SpaceContext]:
    """The classes that have not left, the host first."""
    asked = {"space": collaboration.space_id}
    return list(db.session.scalars(collaborations.PLACES, asked))


def note(
    verb: str,
    collaboration: Collaboration,
    *,
    by: Membership,
    own_details: dict[str, Detail] | None = None,
    **details: Detail,
) -> None:
    """An Event for each School concerned; ``own_details`` stay with the School of who acted."""
    places = places_of(collaboration)
    schools = {place.context_id: place.context.deployment.school_id for place in places}
    own = schools.get(by.context_id)
    for school_id in dict.fromkeys(schools.values()):
        more = (own_details or {}) if school_id == own else {}
        record(
            verb, school=school_id, actor=by, subject=collaboration, class_=by.context_id,
            **details, **more,
        )  # fmt: skip
