"""Find whose work a gradebook asks for, in which Activity."""

from typing import TypedDict

from sqlalchemy import Select, select

from app.extensions import db
from app.lti.refusals import Refusal
from app.lti.submission_review import ReviewRequest
from app.models import LineItem, Membership, ResourceLink, Role, User


class Submission(TypedDict):
    """An Activity and a student of the class."""

    activity_id: int
    submitter_id: int


def find(review: ReviewRequest, context_id: int) -> Submission:
    """By the column, else by its link, within one class.

    Raises Refusal ``column_unknown`` or ``submitter_unknown``.
    """
    activity_id = _activity_id(review, context_id)
    if activity_id is None:
        raise Refusal("column_unknown")
    query = (
        select(Membership.id)
        .join(Membership.user)
        .where(
            User.sub == review.sub,
            Membership.context_id == context_id,
            Membership.role == Role.STUDENT,
        )
    )
    submitter_id = db.session.scalar(query)
    if submitter_id is None:
        raise Refusal("submitter_unknown")
    return Submission(activity_id=activity_id, submitter_id=submitter_id)


def _activity_id(review: ReviewRequest, context_id: int) -> int | None:
    """The Activity of the link that the column is of, as we or the LMS named it."""
    links = select(ResourceLink.activity_id).where(
        ResourceLink.context_id == context_id, ResourceLink.activity_id.is_not(None)
    )
    columns = links.join(LineItem, LineItem.resource_link_id == ResourceLink.id)
    ways: list[Select[int | None]] = [
        columns.where(LineItem.url == review.lineitem_url),
        links.where(ResourceLink.lineitem_url == review.lineitem_url),
    ]
    if review.link_lti_id:
        ways.append(links.where(ResourceLink.lti_id == review.link_lti_id))
    found = (db.session.scalar(way.limit(1)) for way in ways)
    return next((activity_id for activity_id in found if activity_id is not None), None)
