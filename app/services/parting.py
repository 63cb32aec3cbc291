"""Part: each class takes its own work along, and what it wrote is erased where others read it.

A class that leaves has its Archive at once, and the others read what it wrote until the Charter's
time is over. Where all end, the Space can be read for that time, and then all part together.
"""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import func, select

from app.extensions import begin_write, db
from app.locales import language_of
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
    """Make the class's Archive, in the language of who signed for it, and its receipt."""
    with language_of(*db.session.scalars(collaborations.languages(collaboration.id, context.id))):
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
    receipts = [_receipts(collaboration, place) for place in places]
    for place, of_class in zip(places, receipts, strict=True):
        _erase(collaboration, place, of_class)
    if not any(each.is_joined for each in _places(collaboration)):
        erasing.erase_prompts(collaboration.space_id)
        team_places.forget_teams(collaboration.space_id)


def _places(collaboration: Collaboration) -> list[SpaceContext]:
    """All that ever were, the host first."""
    query = select(SpaceContext).where(SpaceContext.space_id == collaboration.space_id)
    return list(db.session.scalars(query.order_by(SpaceContext.number, SpaceContext.id)))


def _receipts(collaboration: Collaboration, place: SpaceContext) -> list[Parting]:
    """All by which something is still to be erased. Who takes part until now gets one; who left
    has it already, and one for each time."""
    query = collaborations.partings_of(collaboration.id).where(
        Parting.context_id == place.context_id, Parting.erased_at.is_(None)
    )
    found = list(db.session.scalars(query))
    return [*found, keep(collaboration, place.context)] if place.is_joined else found


def _erase(collaboration: Collaboration, place: SpaceContext, receipts: list[Parting]) -> None:
    """A class that was invited again, and has not joined, goes on considering."""
    counts = erasing.erase(collaboration.space_id, place.context_id)
    for each in receipts:
        each.note_erasure(counts)
    place.left_at = now() if place.is_joined else place.left_at
    place.parts_at = None
    moving_links.bring_home(place.context, collaboration.space_id)
    for school_id in _schools(collaboration, place):
        record(
            "collaboration.parted", school=school_id, actor=ActorKind.JOB, subject=collaboration,
            class_=place.context_id, kept=receipts[-1].kept["posts"], erased=counts["posts"],
        )  # fmt: skip


def _schools(collaboration: Collaboration, parted: SpaceContext) -> list[int | None]:
    """Those of all classes that took part, and of the one that parted."""
    places = (each for each in _places(collaboration) if each.joined_at or each is parted)
    return list(dict.fromkeys(each.context.deployment.school_id for each in places))
