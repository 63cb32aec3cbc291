"""How it goes between classes that work together, class by class."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from app.extensions import db
from app.models import Collaboration, Membership, Nudge, SpaceContext, Timetable, now
from app.models.overlap import Weeks, shared_term, shared_weeks
from app.models.school_time import SchoolTime
from app.queries import partner_health
from app.queries.collaborations import ClassMark
from app.queries.partner_health import Balance, WaitingRow
from app.services import collaborating

QUIET = timedelta(days=7)
"""After how long without a word of its children a class is quiet."""

Term = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Overlap:
    """When another class is at school together with the viewer's own."""

    term: Term | None
    """None where there is no day on which both have term."""
    weeks: list[Weeks] = field(default_factory=list)
    """By the own class's clock."""
    their_weeks: list[Weeks] = field(default_factory=list)
    """The same by the other's."""

    @property
    def is_apart(self) -> bool:
        """Whether they are never at school at the same time."""
        return all(each.is_apart for each in self.weeks)


@dataclass(frozen=True, slots=True)
class ClassHealth:
    """One class that takes part."""

    place: SpaceContext
    balance: Balance
    is_own: bool
    is_quiet: bool
    is_on_holiday: bool
    is_nudged: bool
    """Whether the viewer's class has asked it today."""
    school_time: SchoolTime | None
    overlap: Overlap | None
    """None for the viewer's own class, and where one of both has said nothing."""


def of(collaboration: Collaboration, own: SpaceContext) -> list[ClassHealth]:
    """Every class that takes part, as staff of one of them see it."""
    places = [each for each in collaborating.places_of(collaboration) if each.is_joined]
    found = db.session.execute(partner_health.balances(collaboration.space_id))
    balances = {row[0]: Balance(*row) for row in found}
    times, nudged = _times(places), _nudged(collaboration, own)
    return [
        _class(
            collaboration,
            place,
            balances.get(place.context_id) or Balance(place.context_id),
            times,
            own=own.context_id,
            is_nudged=place.context_id in nudged,
        )
        for place in places
    ]


def _nudged(collaboration: Collaboration, own: SpaceContext) -> set[int]:
    """The classes that a class has asked today, by the clock of UTC."""
    query = partner_health.nudged_on(collaboration.id, own.context_id, now().date())
    return set(db.session.scalars(query))


def _times(places: Iterable[SpaceContext]) -> dict[int, SchoolTime]:
    query = select(Timetable).where(Timetable.context_id.in_(each.context_id for each in places))
    return {each.context_id: each.school_time for each in db.session.scalars(query)}


def _class(
    collaboration: Collaboration,
    place: SpaceContext,
    balance: Balance,
    times: dict[int, SchoolTime],
    *,
    own: int,
    is_nudged: bool,
) -> ClassHealth:
    theirs, ours = times.get(place.context_id), times.get(own)
    is_away = bool(theirs and not theirs.is_term(theirs.today(now())))
    is_own = place.context_id == own
    return ClassHealth(
        place=place,
        balance=balance,
        is_own=is_own,
        is_quiet=_is_quiet(collaboration, place, balance) and not is_away,
        is_on_holiday=is_away,
        is_nudged=is_nudged,
        school_time=theirs,
        overlap=None if is_own or not (ours and theirs) else _overlap(ours, theirs),
    )


def _is_quiet(collaboration: Collaboration, place: SpaceContext, balance: Balance) -> bool:
    """Nothing for a week, while everybody could write; a class that just came has a week too."""
    heard = balance.last_at or place.joined_at
    return bool(heard and heard < now() - QUIET and not collaboration.space.is_frozen)


def _overlap(ours: SchoolTime, theirs: SchoolTime) -> Overlap:
    moment = now()
    return Overlap(
        term=shared_term(ours, theirs),
        weeks=shared_weeks(ours, theirs, ours.today(moment)),
        their_weeks=shared_weeks(theirs, ours, theirs.today(moment)),
    )


def waiting(context_id: int) -> list[WaitingRow]:
    """What children of other classes wait for too long, for a class's staff."""
    rows = db.session.execute(partner_health.waiting_for(context_id))
    return [WaitingRow.of(row) for row in rows]


def nudges(context_id: int, collaboration_id: int = 0) -> list[tuple[Nudge, ClassMark]]:
    """What other classes' staff asked of this class's lately, and of which class they are."""
    found = db.session.scalars(partner_health.nudges(context_id, collaboration_id))
    return [(each, ClassMark.of_context(each.from_context)) for each in found]


def nudge(
    collaboration: Collaboration, own: SpaceContext, other: SpaceContext, *, by: Membership
) -> None:
    """Ask another class's staff to look; again on the same day changes nothing.

    Whoever calls has locked the Collaboration.
    """
    if other.context_id in _nudged(collaboration, own):
        return
    made = Nudge(
        collaboration_id=collaboration.id,
        from_context_id=own.context_id,
        to_context_id=other.context_id,
        by_id=by.id,
        made_on=now().date(),
    )
    db.session.add(made)
    collaborating.note("collaboration.nudged", collaboration, by=by, nudged=other.context_id)
