"""Let classes take turns: what the featured class's children begin is given readers who answer.

Readers are given in the transaction that makes the Topic, with the rows of the Space and the
Rotation locked: so two Topics at the same moment don't ask the same child, nobody is asked twice,
and of two who are to read each other neither waits for the other's name.
"""

from datetime import datetime

from sqlalchemy import select

from app.extensions import db
from app.models import (
    Activity,
    Collaboration,
    FeaturedTopic,
    Membership,
    Reader,
    Role,
    Rotation,
    Space,
    Topic,
    now,
)
from app.models.rotation import RotationTerms
from app.queries import rotations
from app.queries.rotations import FeaturedRow, ReaderRow, ToReadRow
from app.services import collaborating, pseudonyms
from app.services.recording import Detail
from app.services.upserting import upsert


def find(activity: Activity) -> Rotation | None:
    """The Activity's, whether it goes on or has ended."""
    if not activity.space.is_shared:
        return None
    return db.session.scalar(rotations.of_activity(activity.id))


def _locked(activity_id: int) -> Rotation | None:
    """With its Space, before it: two Rotations there give each other's children names."""
    query = rotations.of_activity(activity_id).join(Rotation.activity).join(Activity.space)
    query = query.with_for_update(key_share=True, of=(Space, Rotation))
    return db.session.scalar(query.execution_options(populate_existing=True))


def settle(activity: Activity, terms: RotationTerms, *, by: Membership) -> None:
    """Begin it, or change it, or let it go on; what was written in a turn has readers."""
    db.session.refresh(activity.space, with_for_update={"key_share": True})
    rotation = upsert(
        Rotation,
        {"activity_id": activity.id},
        {},
        starts_on=terms.starts_on,
        turn_days=terms.turn_days,
        readers_count=terms.readers_count,
        time_zone=terms.time_zone,
        context_ids=[],
    )
    if rotation.terms != terms or not rotation.is_on:
        rotation.agree(terms)
        _note(
            "rotation.settled",
            activity,
            by,
            starts_on=terms.starts_on.isoformat(),
            turn_days=terms.turn_days,
            readers=terms.readers_count,
            classes=" ".join(map(str, terms.context_ids)),
        )
    _fill(rotation)


def end(activity: Activity, *, by: Membership) -> None:
    """Nothing is asked of anybody any more. Ending twice is ending once."""
    rotation = _locked(activity.id)
    if rotation and rotation.is_on:
        rotation.ended_at = now()
        _note("rotation.ended", activity, by)


def fill(activity: Activity, *, by: Membership) -> None:
    """Give readers to what lacks them, where somebody left or could not be asked before."""
    rotation = _locked(activity.id)
    if rotation and rotation.is_on and (given := _fill(rotation)):
        _note("rotation.filled", activity, by, readers=given)


def feature(topic: Topic, author: Membership, *, written_at: datetime | None = None) -> None:
    """Give a new Topic readers, where its author's class is featured.

    ``written_at`` is when its author sent it: what waited for staff counts for the turn in which
    it was written.
    """
    if author.role is not Role.STUDENT or author.is_test or not topic.activity.space.is_shared:
        return
    rotation = _locked(topic.activity_id)
    if rotation and rotation.is_on and _is_featured(rotation, author, written_at or now()):
        featured = _add(rotation, topic)
        _give(rotation, featured.id, author.context_id, rotation.readers_count)


def _is_featured(rotation: Rotation, author: Membership, moment: datetime) -> bool:
    turn = rotation.turn_at(moment)
    return turn is not None and turn.context_id == author.context_id


def _add(rotation: Rotation, topic: Topic) -> FeaturedTopic:
    featured = FeaturedTopic(rotation_id=rotation.id, topic_id=topic.id)
    db.session.add(featured)
    db.session.flush()
    return featured


def _fill(rotation: Rotation) -> int:
    """How many readers were given."""
    for topic in db.session.scalars(rotations.unfeatured(rotation)):
        if _is_featured(rotation, topic.author, topic.created_at):
            _add(rotation, topic)
    counts = db.session.execute(rotations.reader_counts(rotation.id)).all()
    lacking = ((number, own, rotation.readers_count - count) for number, own, count in counts)
    return sum(_give(rotation, number, own, lack) for number, own, lack in lacking if lack > 0)


def _give(rotation: Rotation, featured_id: int, own: int, count: int) -> int:
    """Ask so many more; staff of other classes read their names, so these stay."""
    query = rotations.candidates(rotation, own, featured_id).limit(count)
    chosen = db.session.scalars(query).all()
    for member in chosen:
        db.session.add(Reader(featured_id=featured_id, member_id=member.id))
        pseudonyms.settle(rotation.activity.space, member)
    db.session.flush()
    return len(chosen)


def to_read(rotation: Rotation | None, member: Membership) -> list[ToReadRow]:
    """What a student is asked to read and answer here."""
    if rotation is None or not rotation.is_on or member.role is not Role.STUDENT:
        return []
    rows = db.session.execute(rotations.to_read(rotation.id, member))
    return [ToReadRow(*row) for row in rows]


def page(rotation: Rotation, viewer: Membership, before: int) -> list[FeaturedRow]:
    """A page of Topics with their readers, and one more."""
    found = db.session.execute(rotations.page(rotation.id, viewer, before))
    rows = {row.id: row for row in map(FeaturedRow.of, found)}
    for each in map(ReaderRow.of, db.session.execute(rotations.readers(list(rows)))):
        rows[each.featured_id].readers.append(each)
    return list(rows.values())


def _note(verb: str, activity: Activity, by: Membership, **details: Detail) -> None:
    """For each School of the classes that meet there."""
    query = select(Collaboration).where(Collaboration.space_id == activity.space_id)
    collaboration = db.session.scalars(query).one()
    collaborating.note(
        verb, collaboration, by=by, own_details=None, activity=activity.id, **details
    )
