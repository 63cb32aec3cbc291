"""Part: each class takes its own work along, and what it wrote is erased where others read it.

A class that leaves has its Archive at once, and the others read what it wrote until the Charter's
time is over. Where all end, the Space can be read for that time, and then all part together.
"""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import func, select

from app.extensions import begin_write, db
from app.models import ActorKind, Collaboration, Context, Parting, SpaceContext, now
from app.queries import collaborations
from app.services import archive_files, archiving, erasing, moving_links, team_places
from app.services.recording import record


def set_date(collaboration: Collaboration, places: Iterable[SpaceContext]) -> None:
    """From now on the Charter's time runs for these classes; a day that was set stands."""
    charter = db.session.scalars(collaborations.agreed(collaboration)).one()
    for place in places:
        place.parts_at = place.parts_at or now() + timedelta(days=charter.retention_days)


def keep(collaboration: Collaboration, context: Context) -> Parting:
    """Make the class's Archive and its receipt."""
    collected = archiving.collect(collaboration, context)
    data = archive_files.zipped(collected)
    earlier = select(func.count(Parting.id)).where(
        Parting.collaboration_id == collaboration.id, Parting.context_id == context.id
    )
    parting = Parting(
        collaboration_id=collaboration.id,
        context_id=context.id,
        number=(db.session.scalar(earlier) or 0) + 1,
        title=collected.data["title"],
        kept=collected.counts,
        archive=data,
        archive_size=len(data),
        archive_hash=sha256(data).hexdigest(),
    )
    db.session.add(parting)
    db.session.flush()
    return parting


def due() -> list[int]:
    """Collaborations in which the time of some class is over."""
    query = select(Collaboration.id).join(
        SpaceContext, SpaceContext.space_id == Collaboration.space_id
    )
    query = query.where(SpaceContext.parts_at <= now()).distinct()
    return list(db.session.scalars(query.order_by(Collaboration.id)))


def carry_out(collaboration_id: int) -> None:
    """Whose time is over parts, all of them in one transaction, which the caller commits. Twice is
    once."""
    begin_write()
    query = select(Collaboration).where(Collaboration.id == collaboration_id)
    collaboration = db.session.scalars(query.with_for_update()).one()
    places = [each for each in _places(collaboration) if each.parts_at and each.parts_at <= now()]
    partings = [_kept(collaboration, place) for place in places]
    for place, parting in zip(places, partings, strict=True):
        _erase(collaboration, place, parting)
    if not any(each.is_joined for each in _places(collaboration)):
        erasing.erase_prompts(collaboration.space_id)
        team_places.forget_teams(collaboration.space_id)


def _places(collaboration: Collaboration) -> list[SpaceContext]:
    """All that ever were, the host first."""
    query = select(SpaceContext).where(SpaceContext.space_id == collaboration.space_id)
    return list(db.session.scalars(query.order_by(SpaceContext.number, SpaceContext.id)))


def _kept(collaboration: Collaboration, place: SpaceContext) -> Parting:
    """Who left has it already."""
    query = collaborations.partings_of(collaboration.id).where(
        Parting.context_id == place.context_id, Parting.erased_at.is_(None)
    )
    found = db.session.scalars(query).first() if place.left_at else None
    return found or keep(collaboration, place.context)


def _erase(collaboration: Collaboration, place: SpaceContext, parting: Parting) -> None:
    parting.note_erasure(erasing.erase(collaboration.space_id, place.context_id))
    place.parts_at, place.left_at = None, place.left_at or now()
    moving_links.bring_home(place.context, collaboration.space_id)
    for school_id in _schools(collaboration):
        record(
            "collaboration.parted", school=school_id, actor=ActorKind.JOB, subject=collaboration,
            class_=place.context_id, kept=parting.kept["posts"], erased=parting.erased["posts"],
        )  # fmt: skip


def _schools(collaboration: Collaboration) -> list[int | None]:
    """Those of all classes that took part."""
    found = [each.context.deployment.school_id for each in _places(collaboration) if each.joined_at]
    return list(dict.fromkeys(found))
