"""Agree to work together, change the agreement, stop, leave and end: the two keys.

Whoever calls has locked the Collaboration's row (views.loading), so that two classes that sign,
freeze or leave at the same moment do so one after the other.
"""

from sqlalchemy import select

from app.extensions import db
from app.models import (
    Acceptance,
    Charter,
    Collaboration,
    CollaborationState,
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
from app.services import first_names, moving_links, parting, team_places
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
    _sign(_version(collaboration, terms, by), host, by)
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
    charter = _version(collaboration, terms, by)
    _sign(charter, place, by)
    _settle(collaboration, charter, by)
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


def welcome(collaboration: Collaboration, context: Context, *, by: Membership) -> SpaceContext:
    """A class that was invited has the Charter before it.

    Where others work together already, they agree to it too: its coming is a new version, which
    all of them sign.
    """
    place = _place_for(collaboration, context)
    note("collaboration.considered", collaboration, by=by)
    if collaboration.is_running:
        terms = CharterTerms.of(newest(collaboration))
        collaboration.newest_version += 1
        _version(collaboration, terms, by)
    return place


def _place_for(collaboration: Collaboration, context: Context) -> SpaceContext:
    """A class that left earlier, or said no, comes anew. Until it joins, its time runs on."""
    query = select(SpaceContext).where(
        SpaceContext.space_id == collaboration.space_id, SpaceContext.context_id == context.id
    )
    place = db.session.scalar(query)
    if place is None:
        place = SpaceContext(space_id=collaboration.space_id, context_id=context.id)
        db.session.add(place)
    place.relation, place.joined_at, place.left_at = Relation.PARTNER, None, None
    if place.shows_first_names:
        place.shows_first_names = False
        first_names.forget_in(place.space_id, place.context_id)
    place.review_rule = ReviewRule.EVERYTHING
    place.number = place.number or _next_number(collaboration)
    db.session.flush()
    return place


def _next_number(collaboration: Collaboration) -> int:
    query = select(SpaceContext.number).where(SpaceContext.space_id == collaboration.space_id)
    return max(db.session.scalars(query), default=-1) + 1


def sign(
    collaboration: Collaboration, place: SpaceContext, *, version: int, by: Membership
) -> None:
    """Sign the version that was read. Raises OutOfDate where there is a newer one."""
    if version != collaboration.newest_version:
        raise OutOfDate
    charter = newest(collaboration)
    _sign(charter, place, by)
    _settle(collaboration, charter, by)


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


def _version(collaboration: Collaboration, terms: CharterTerms, by: Membership) -> Charter:
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


def _settle(collaboration: Collaboration, charter: Charter, by: Membership) -> None:
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


def freeze(
    collaboration: Collaboration, place: SpaceContext, *, reason: str, by: Membership
) -> None:
    """Stop all writing at once. The reason is the freezing School's own to keep."""
    for each in places_of(collaboration):
        each.thawed_at = None
    collaboration.freeze()
    note("collaboration.frozen", collaboration, by=by, own_details={"reason": reason})


def thaw(collaboration: Collaboration, place: SpaceContext, *, by: Membership) -> None:
    """A class agrees to go on; it does once every class has."""
    place.thawed_at = now()
    note("collaboration.thaw_agreed", collaboration, by=by)
    _thaw_if_agreed(collaboration, by)


def _thaw_if_agreed(collaboration: Collaboration, by: Membership) -> None:
    joined = [each for each in places_of(collaboration) if each.is_joined]
    if all(each.thawed_at for each in joined):
        collaboration.thaw()
        note("collaboration.thawed", collaboration, by=by)


def leave(collaboration: Collaboration, place: SpaceContext, *, by: Membership) -> None:
    """A class goes, or says no. Where one alone would be left of those who joined, it is over for
    both, and both can read until they part."""
    was_joined = place.is_joined
    note("collaboration.left" if was_joined else "collaboration.declined", collaboration, by=by)
    if was_joined and is_over_without(place, places_of(collaboration)):
        end(collaboration, by=by)
    else:
        _go(collaboration, place, by, was_joined=was_joined)


def _go(
    collaboration: Collaboration, place: SpaceContext, by: Membership, *, was_joined: bool
) -> None:
    """The others go on. Whoever took part has its Archive at once."""
    if was_joined:
        parting.keep(collaboration, place.context)
        parting.set_date(collaboration, [place])
        moving_links.bring_home(place.context, collaboration.space_id)
        team_places.forget_class(collaboration.space_id, place.context_id)
    place.left_at = now()
    db.session.flush()
    if collaboration.is_running:
        _settle(collaboration, newest(collaboration), by)
    if collaboration.state is CollaborationState.FROZEN:
        _thaw_if_agreed(collaboration, by)


def is_over_without(place: SpaceContext, places: list[SpaceContext]) -> bool:
    """Whether too few of those who joined would be left for a collaboration."""
    joined = [each for each in places if each.is_joined and each is not place]
    return len(joined) < LEAST_CLASSES


def end(collaboration: Collaboration, *, by: Membership) -> None:
    """It is over, for all: the Space can only be read, until the classes part."""
    collaboration.end()
    parting.set_date(collaboration, (each for each in places_of(collaboration) if each.is_joined))
    note("collaboration.ended", collaboration, by=by)


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
