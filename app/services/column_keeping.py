"""What is done at the platform for one line item. No transaction is open meanwhile."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.lti import submission_review
from app.lti.failures import ServiceFailure
from app.lti.grades import Column, Gradebook, resource_id
from app.models import Activity, Context, Deployment, LineItem, Platform, ResourceLink
from app.models.line_item import Terms
from app.services import connecting

TAG = "courtyard-{link_id}"
"""Marks what we made, for which link: so that a second try finds what the first one made."""


NAMELESS = "Courtyard"
"""A column needs a label, also where the Activity's link has no name."""


@dataclass(frozen=True)
class Duty:
    """All that is needed to look after a line item, without the database."""

    platform_id: int
    school_id: int | None
    context_id: int
    link_id: int
    lti_link_id: str
    collection_url: str
    scopes: frozenset[str]
    named_url: str
    """The link's own line item, where the platform names it."""
    url: str
    is_own: bool
    is_doubted: bool
    terms: Terms
    told: Terms

    @property
    def is_wanted(self) -> bool:
        """Whether the link opens an Activity that has points."""
        return self.terms.points is not None

    @property
    def tag(self) -> str:
        """What we call the link's line item where we make it."""
        return TAG.format(link_id=self.link_id)


@dataclass(frozen=True)
class Kept:
    """What became of it: its address, "" where it is away, and what was done, "" for nothing."""

    url: str = ""
    is_own: bool = False
    deed: str = ""


def duty_of(item: LineItem) -> Duty:
    """Read what is to be done for a line item."""
    query = (
        select(ResourceLink, Context, Deployment, Activity)
        .join(Context, Context.id == ResourceLink.context_id)
        .join(Deployment, Deployment.id == Context.deployment_id)
        .outerjoin(Activity, Activity.id == ResourceLink.activity_id)
        .where(ResourceLink.id == item.resource_link_id)
        .execution_options(populate_existing=True)
    )
    link, context, deployment, activity = db.session.execute(query).one()
    return Duty(
        platform_id=deployment.platform_id,
        school_id=deployment.school_id,
        context_id=context.id,
        link_id=link.id,
        lti_link_id=link.lti_id,
        collection_url=context.lineitems_url,
        scopes=frozenset(context.ags_scopes),
        named_url=link.lineitem_url,
        url=item.url,
        is_own=item.is_own,
        is_doubted=item.is_doubted,
        terms=Terms.of(activity),
        told=item.told,
    )


def keep(duty: Duty) -> Kept:
    """Do it. Raises ServiceFailure."""
    if not duty.is_wanted:
        return _taken_away(duty)
    if duty.named_url and duty.named_url != duty.url:
        return Kept(duty.named_url, deed="found")
    if not duty.url:
        return _found_or_made(_gradebook(duty), duty)
    if duty.is_doubted or _changes(duty.terms, duty.told):
        return _told(_gradebook(duty), duty)
    return Kept(duty.url, duty.is_own)


def _gradebook(duty: Duty) -> Gradebook:
    """Leaves no transaction open."""
    platform = db.session.get_one(Platform, duty.platform_id)
    connector = connecting.of_enabled(platform)
    db.session.rollback()
    return Gradebook(connector, duty.collection_url, duty.scopes)


def _taken_away(duty: Duty) -> Kept:
    if not (duty.url and duty.is_own):
        return Kept()
    gradebook = _gradebook(duty)
    if not gradebook.may_write:
        raise ServiceFailure("not_offered", "line items may not be removed")
    gradebook.remove(duty.url)
    return Kept(deed="removed")


def _found_or_made(gradebook: Gradebook, duty: Duty) -> Kept:
    if gradebook.url and gradebook.may_read:
        found = _found(gradebook, duty)
        if found and found.tag == duty.tag:
            _tell(gradebook, found, _document(duty.terms))
        if found:
            return Kept(found.url, found.tag == duty.tag, "found")
    if not (gradebook.url and gradebook.may_write):
        raise ServiceFailure("not_offered", "no line item, and none may be made")
    return Kept(gradebook.make(_new(duty)), is_own=True, deed="made")


def _found(gradebook: Gradebook, duty: Duty) -> Column | None:
    """Ours by its tag, else the only one that the link has. Several of others' are not ours.

    The tag counts also where a platform forgets which link a line item is for.
    """
    of_link = [
        each
        for each in gradebook.columns(resource_link_id=duty.lti_link_id)
        if each.link_id == duty.lti_link_id
    ]
    tagged = [each for each in of_link if each.tag == duty.tag]
    tagged = tagged or [
        each
        for each in gradebook.columns(tag=duty.tag)
        if each.tag == duty.tag and not each.link_id
    ]
    if tagged:
        return tagged[0]
    return of_link[0] if len(of_link) == 1 else None


def _told(gradebook: Gradebook, duty: Duty) -> Kept:
    """Tell it what has changed; look first if it is still there, where that may be."""
    if not gradebook.may_read:
        return Kept(duty.url, duty.is_own)
    try:
        column = gradebook.column(duty.url)
        wanted = _document(duty.terms) if duty.is_own else _changes(duty.terms, duty.told)
        deed = _tell(gradebook, column, wanted)
    except ServiceFailure as failure:
        if failure.code != "gone":
            raise
        return _replaced(gradebook, duty)
    return Kept(duty.url, duty.is_own, deed)


def _replaced(gradebook: Gradebook, duty: Duty) -> Kept:
    """Somebody deleted it. What the launch still names is only the platform's to bring back."""
    if duty.named_url == duty.url and not duty.is_own:
        raise ServiceFailure("gone", "the link's line item")
    return _found_or_made(gradebook, duty)


def _tell(gradebook: Gradebook, column: Column, wanted: dict[str, Any]) -> str:
    """Where it may not be told, scores say themselves what they are out of."""
    changes = {
        name: value for name, value in wanted.items() if not _is_same(column.document, name, value)
    }
    if not changes or not gradebook.may_write:
        return ""
    gradebook.change(column, changes)
    return "changed"


def _is_same(document: Any, name: str, value: Any) -> bool:
    has = document.get(name)
    if name.endswith("DateTime"):
        return _moment(has) == _moment(value)
    return bool(has == value)


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _new(duty: Duty) -> dict[str, Any]:
    whole = {
        **_document(duty.terms),
        "resourceLinkId": duty.lti_link_id,
        "resourceId": resource_id(duty.terms.activity_id or 0),
        "tag": duty.tag,
        "submissionReview": submission_review.OFFER,
    }
    return {name: value for name, value in whole.items() if value is not None}


def _document(terms: Terms) -> dict[str, Any]:
    """What line items say of an Activity (3.2.8)."""
    return {
        "label": terms.title or NAMELESS,
        "scoreMaximum": terms.points,
        "startDateTime": terms.opens_at.isoformat() if terms.opens_at else None,
        "endDateTime": terms.due_at.isoformat() if terms.due_at else None,
    }


def _changes(terms: Terms, told: Terms) -> dict[str, Any]:
    if told.points is None:
        return {}
    before = _document(told)
    return {name: value for name, value in _document(terms).items() if value != before[name]}
