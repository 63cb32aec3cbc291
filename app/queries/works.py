"""What one student wrote in one Activity, by key."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, select
from sqlalchemy.orm import contains_eager

from app.models import Membership, Post, Role, Topic, User
from app.queries.people import Rows

PAGE = 25


def mentees(context_id: int, subs: list[str]) -> Select[Membership]:
    """A mentor's children who are in a Context, the class's order."""
    return (
        select(Membership)
        .join(Membership.user)
        .options(contains_eager(Membership.user))
        .where(
            Membership.context_id == context_id,
            Membership.role == Role.STUDENT,
            Membership.is_active,
            User.sub.in_(subs),
        )
        .order_by(Membership.ordinal)
    )


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A Post of a student, as a list of theirs shows it."""

    id: int
    topic_id: int
    topic_title: str
    topic_author_id: int
    number: int
    body_html: str
    created_at: datetime


def posts(activity_id: int, member_id: int, before: int, *, for_staff: bool = True) -> Rows:
    """What a student wrote in an Activity, newest first, from an id on (0: all), and one more.

    What was flagged and waits is for staff.
    """
    query = (
        select(
            Post.id,
            Topic.id,
            Topic.title if for_staff else case((Topic.held_at.is_(None), Topic.title), else_=""),
            Topic.author_id,
            Post.number,
            Post.body_html,
            Post.created_at,
        )
        .join(Topic, Topic.id == Post.topic_id)
        .where(
            Topic.activity_id == activity_id,
            Topic.deleted_at.is_(None),
            Post.deleted_at.is_(None),
            Post.author_id == member_id,
        )
    )
    query = query if for_staff else query.where(Post.held_at.is_(None))
    query = query.where(Post.id < before) if before else query
    return query.order_by(Post.id.desc()).limit(PAGE + 1)


def post(activity_id: int, member_id: int, number: int) -> Rows:
    """The one with this id, if it is among them."""
    return posts(activity_id, member_id, 0).where(Post.id == number)
