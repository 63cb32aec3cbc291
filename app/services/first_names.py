"""First names in place of pseudonyms, where School, class and family agree to them.

A student takes theirs with the first thing they write, or never: whatever is agreed later reveals
nobody who wrote under a pseudonym, nor who did before their class left and came back. Where one of
the three no longer agrees, it is gone for good.
"""

from collections.abc import Iterable
from itertools import chain, count

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.models import Context, Deployment, Membership, Pseudonym, School
from app.queries import collaborations


def take(pseudonym: Pseudonym, name: str) -> None:
    """Stand under it from now on; who comes second is "Mia 2"."""
    taken = set(db.session.scalars(collaborations.first_names_taken(pseudonym.space_id)))
    for each in chain([name], (f"{name} {number}" for number in count(2))):
        if each in taken:
            continue
        try:
            with db.session.begin_nested():
                pseudonym.first_name = each
        except IntegrityError:  # somebody took it at the same moment
            continue
        return


def forget(member_ids: Iterable[int]) -> None:
    """These families no longer agree."""
    _forget(Pseudonym.member_id.in_(list(member_ids)))


def forget_in(space_id: int, context_id: int) -> None:
    """A class no longer wishes for them in a Space."""
    _forget(
        (Pseudonym.space_id == space_id)
        & Pseudonym.member_id.in_(select(Membership.id).where(Membership.context_id == context_id))
    )


def forget_at(school: School) -> None:
    """A School no longer allows them."""
    members = select(Membership.id).join(Membership.context).join(Context.deployment)
    _forget(Pseudonym.member_id.in_(members.where(Deployment.school_id == school.id)))


def _forget(which: ColumnElement[bool]) -> None:
    db.session.flush()
    db.session.execute(
        update(Pseudonym).where(which, Pseudonym.first_name.is_not(None)).values(first_name=None),
        execution_options={"synchronize_session": "fetch"},
    )
