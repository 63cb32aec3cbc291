"""What was said for a class's students, and what of theirs others can read by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select

from app.models import (
    Activity,
    Consent,
    ConsentState,
    Membership,
    Post,
    Purpose,
    Role,
    SpaceContext,
    Topic,
    User,
)
from app.queries.people import AUTHOR, Author, Rows

PAGE = 50


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One student of the list."""

    person: Author
    is_active: bool

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the person's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR)]), *values[len(AUTHOR) :])


def students(context_id: int) -> Rows:
    """A class's students by ordinal. Who has left, or is called something else by the LMS, stays as
    long as something was said for them: a family may still say no."""
    query = select(*AUTHOR, Membership.is_active).join(User, User.id == Membership.user_id)
    is_student = (Membership.role == Role.STUDENT) & Membership.is_active
    was_answered_for = exists().where(Consent.member_id == Membership.id)
    query = query.where(Membership.context_id == context_id, ~Membership.is_test)
    return query.where(or_(is_student, was_answered_for)).order_by(Membership.ordinal)


def page(context_id: int, after: int) -> Rows:
    """Those whose ordinal comes after a number, and one row more: there is a next page."""
    return students(context_id).where(Membership.ordinal > after).limit(PAGE + 1)


def some(context_id: int, member_ids: Iterable[int]) -> Rows:
    """Those of them who are in the list of the class."""
    return students(context_id).where(Membership.id.in_(member_ids))


def consents_of(member_ids: Iterable[int]) -> Select[Consent]:
    """The newest answer for each of these Memberships and each Purpose."""
    newest = select(func.max(Consent.id)).where(Consent.member_id.in_(member_ids))
    newest = newest.group_by(Consent.member_id, Consent.purpose)
    return select(Consent).where(Consent.id.in_(newest))


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of a student's history, and who wrote it down."""

    by: Author
    id: int
    purpose: Purpose
    state: ConsentState
    note: str
    created_at: datetime

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the person's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR)]), *values[len(AUTHOR) :])


def history(member_id: int, before: int) -> Rows:
    """A student's answers, newest first, from an id on (0: all), and one more than a page."""
    query = select(
        *AUTHOR, Consent.id, Consent.purpose, Consent.state, Consent.note, Consent.created_at
    )
    query = query.join(Membership, Membership.id == Consent.decided_by_id)
    query = query.join(User, User.id == Membership.user_id).where(Consent.member_id == member_id)
    query = query.where(Consent.id < before) if before else query
    return query.order_by(Consent.id.desc()).limit(PAGE + 1)


def has_consent(*purposes: Purpose, of: Any = Membership) -> ColumnElement[bool]:
    """Whether a Membership's newest answers to all these purposes are yes; for a WHERE.

    ``of`` is Membership or an alias of it, which the outer query selects from. An author's posts go
    to partner classes where PARTNER_VISIBILITY and WRITING are given (policies.consenting).
    """
    newest = (_newest_state(purpose, of) for purpose in purposes)
    return and_(*(func.coalesce(state == ConsentState.GIVEN, False) for state in newest))


def is_open_to_partners(author: Any = Membership) -> ColumnElement[bool]:
    """Whether partner classes may read what an author wrote: students whose families agree, as of
    now, and whoever is no student. What is withdrawn hides what is past, and goes on to hide it
    when the LMS calls the child something else."""
    needed = (Purpose.PARTNER_VISIBILITY, Purpose.WRITING)
    is_no_student = and_(author.role != Role.STUDENT, ~_is_refused(*needed, of=author))
    return or_(is_no_student, has_consent(*needed, of=author))


def _is_refused(*purposes: Purpose, of: Any) -> ColumnElement[bool]:
    """Whether the newest answer to one of these purposes is a no; who was never asked has none."""
    newest = (_newest_state(purpose, of) for purpose in purposes)
    return or_(*(func.coalesce(state != ConsentState.GIVEN, False) for state in newest))


def _newest_state(purpose: Purpose, of: Any) -> Any:
    query = select(Consent.state).where(Consent.member_id == of.id, Consent.purpose == purpose)
    return query.order_by(Consent.id.desc()).limit(1).correlate(of).scalar_subquery()


def shared_post_counts(member_ids: Iterable[int]) -> Rows:
    """(member, posts) of what stands in Spaces where more than one class works together."""
    shared = select(SpaceContext.space_id).group_by(SpaceContext.space_id)
    shared = shared.having(func.count() > 1)
    return (
        select(Post.author_id, func.count())
        .join(Topic, Topic.id == Post.topic_id)
        .join(Activity, Activity.id == Topic.activity_id)
        .where(
            Post.author_id.in_(member_ids),
            Post.deleted_at.is_(None),
            Topic.deleted_at.is_(None),
            Activity.space_id.in_(shared),
        )
        .group_by(Post.author_id)
    )
