"""Turn a proven launch into rows: person, class, place, Activity, Session."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import joinedload

from app.extensions import begin_write, db
from app.lti.claims import Launch, Place, read
from app.lti.id_token import FindKey
from app.lti.message import SignedLaunch
from app.lti.refusals import Refusal
from app.models import (
    Activity,
    Context,
    Deployment,
    LoginAttempt,
    Membership,
    Platform,
    ResourceLink,
    Session,
    Space,
    User,
    now,
)
from app.models.resource_link import LAUNCH_NOTED_EVERY
from app.models.secret import hashed
from app.queries.launched import KNOWN, Known
from app.queries.ordinals import NEXT_ORDINAL
from app.services import (
    deep_linking,
    deployments,
    homes,
    launch_records,
    linking,
    sessions,
    submissions,
    subscribing,
)
from app.services.upserting import says, upsert

BY_STATE = (
    select(LoginAttempt)
    .where(LoginAttempt.state_hash == bindparam("state"))
    .options(joinedload(LoginAttempt.platform))
)

USE_UP = (
    update(LoginAttempt)
    .where(LoginAttempt.id == bindparam("attempt"), LoginAttempt.consumed_at.is_(None))
    .values(consumed_at=bindparam("moment"))
    .returning(LoginAttempt.id)
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True)
class Opened:
    """What a launch leads to. No session where the launch came from outside any course."""

    platform: Platform
    token: str = ""
    session: Session | None = None
    activity_id: int = 0
    deep_link_id: int = 0
    submitter_id: int = 0
    """Whose work in the Activity is looked at; 0 for any other message."""

    @property
    def start_page(self) -> str:
        """Its path."""
        if self.deep_link_id:
            return f"/deep-links/{self.deep_link_id}"
        activity = f"/activities/{self.activity_id}"
        return f"{activity}/works/{self.submitter_id}" if self.submitter_id else activity


def find_attempt(state: str) -> LoginAttempt:
    """The login attempt of a state. Raises Refusal ``state_unknown``."""
    attempt = db.session.scalar(BY_STATE, {"state": hashed(state)})
    if attempt is None:
        raise Refusal("state_unknown")
    return attempt


def prove(form: Mapping[str, str], attempt: LoginAttempt, find_key: FindKey) -> Launch:
    """Check all that the launch itself says, and read it. Nothing is written. Raises Refusal.

    The platform's keys may have to be fetched, which takes seconds: no transaction is held open.
    """
    db.session.expunge_all()
    db.session.rollback()
    signed = SignedLaunch(form, attempt, find_key)
    signed.validate()
    return read(signed.claims)


def open_launch(launch: Launch, attempt: LoginAttempt, earlier_token: str = "") -> Opened:
    """Use up the attempt and make what the launch needs.

    ``earlier_token`` is the session that this browser's cookie still holds. Raises Refusal
    ``launch_replayed``, ``unknown_deployment`` (LTI 1.3 core, 5.3.3) or ``deployment_pending``, and
    what services.deep_linking.begin and services.submissions.find raise.
    """
    begin_write()
    _consume(attempt)
    known = _known(attempt, launch)
    deployment = known.deployment
    launch_records.note_opened(launch, attempt, deployment)
    subscribing.note(launch, deployment)
    if launch.context is None:
        return Opened(attempt.platform)
    user, membership, activity_id = _join(known, launch.context, launch)
    opened = Opened(
        attempt.platform,
        activity_id=activity_id,
        deep_link_id=_asked(launch, membership, deployment),
    )
    if launch.review:
        opened = replace(opened, **submissions.find(launch.review, membership.context_id))
    sessions.end_of_another_person(earlier_token, user)
    token, session = sessions.start(
        user, membership, deployment, attempt_id=attempt.id, start_page=opened.start_page
    )
    return replace(opened, token=token, session=session)


def _asked(launch: Launch, membership: Membership, deployment: Deployment) -> int:
    """The number of the DeepLinkRequest that the message is; 0 for any other message."""
    if launch.deep_linking is None:
        return 0
    return deep_linking.begin(launch.deep_linking, membership, deployment).id


def _consume(attempt: LoginAttempt) -> None:
    """One atomic step, so that of two launches with one state only one gets through."""
    used = db.session.scalar(USE_UP, {"attempt": attempt.id, "moment": now()})
    if used is None:
        raise Refusal("launch_replayed")


def _known(attempt: LoginAttempt, launch: Launch) -> Known:
    """What there is of all that the launch names; its Deployment there must be."""
    named = {
        "platform": attempt.platform_id,
        "deployment": launch.deployment_id,
        "sub": launch.sub,
        "context": launch.context.lti_id if launch.context else None,
        "link": launch.resource_link.lti_id if launch.resource_link else None,
    }
    found = db.session.execute(KNOWN, named).first()
    if found is None:
        raise deployments.unknown(attempt.platform_id, launch.deployment_id)
    known = Known.of(found)
    if not known.deployment.is_approved:
        raise Refusal("deployment_pending")
    return known


def _join(known: Known, place: Place, launch: Launch) -> tuple[User, Membership, int]:
    """The person, their Membership, and the id of the Activity that the link opens (0: no link).

    Where all is there already and called as it is called now, as at nearly every launch, the
    Membership alone is written. Otherwise rows are made or changed in one order, Context, User,
    Membership, as a roster changes them: two that met in another order would wait for each other.
    """
    link = launch.resource_link
    context, activity_id = known.context, _settled(known, place, launch)
    if context is None or not (activity_id or link is None) or not known.member_id:
        context = _context(known.deployment, place, launch)
    user = _user(known, launch)
    membership = _membership(user, context, launch)
    if link and not activity_id:
        activity_id = _activity(context, link, launch).id
    elif known.link:
        _note_launched(known.link)
    return user, membership, activity_id or 0


def _settled(known: Known, place: Place, launch: Launch) -> int | None:
    """The id of the link's Activity, where the launch says nothing new of class and link."""
    context, link, named = known.context, known.link, launch.resource_link
    if context is None or link is None or named is None or known.space_title != context.name:
        return None
    is_same = says(context, _of_context(place, launch))
    is_same = is_same and says(link, _of_link(named, launch))
    return link.activity_id if is_same else None


def _user(known: Known, launch: Launch) -> User:
    person = _of_person(launch)
    if known.user and says(known.user, person):
        return known.user
    return upsert(User, {"platform_id": known.deployment.platform_id, "sub": launch.sub}, person)


def _of_person(launch: Launch) -> dict[str, Any]:
    """The person, named as this launch names them.

    A name that is no longer sent goes: a school that stops sharing names must not find them here.
    """
    names = {"name": launch.name, "given_name": launch.given_name, "locale": launch.locale}
    return names | _said(lti11_id=launch.legacy.user_id)


def _context(deployment: Deployment, place: Place, launch: Launch) -> Context:
    """The class, and its own Space, called as this launch calls it."""
    key = {"deployment_id": deployment.id, "lti_id": place.lti_id}
    context = upsert(Context, key, _of_context(place, launch))
    renamed = (Space.home_of_id == context.id) & (Space.title != context.name)
    db.session.execute(update(Space).where(renamed).values(title=context.name))
    return context


def _of_context(place: Place, launch: Launch) -> dict[str, Any]:
    endpoints = launch.endpoints
    return _said(
        title=place.title,
        label=place.label,
        memberships_url=endpoints.memberships_url,
        lineitems_url=endpoints.lineitems_url,
        ags_scopes=endpoints.ags_scopes,
        groups_url=endpoints.groups_url,
        lti11_id=launch.legacy.context_id,
        group_sets_url=endpoints.group_sets_url,
    )


def _of_link(place: Place, launch: Launch) -> dict[str, Any]:
    return _said(
        title=place.title,
        lineitem_url=launch.endpoints.lineitem_url,
        lti11_id=launch.legacy.resource_link_id,
    )


def _said(**words: str | list[str]) -> dict[str, str | list[str]]:
    """What the launch says of a place; where it says nothing, what is known stays."""
    return {name: value for name, value in words.items() if value}


def _membership(user: User, context: Context, launch: Launch) -> Membership:
    """A newcomer's Context is locked by now, so no two of them get the same ordinal."""
    return upsert(
        Membership,
        {"user_id": user.id, "context_id": context.id},
        {
            "role": launch.role,
            "lti_roles": launch.roles,
            "is_active": True,
            "is_test": launch.is_test,
            "is_school_administrator": launch.is_school_administrator,
            "mentee_subs": launch.mentee_subs,
            "launched_at": now(),
        },
        ordinal=NEXT_ORDINAL,
        in_context=context.id,
    )


def _activity(context: Context, place: Place, launch: Launch) -> Activity:
    """The Activity that the link opens; made, with the class's Space, at the first launch."""
    old_title = db.session.scalar(
        select(ResourceLink.title).where(
            ResourceLink.context_id == context.id, ResourceLink.lti_id == place.lti_id
        )
    )
    key = {"context_id": context.id, "lti_id": place.lti_id}
    link = upsert(ResourceLink, key, _of_link(place, launch) | {"launched_at": now()})
    if link.activity_id is None:
        return _first_activity(context, link, launch)
    activity = db.session.get_one(Activity, link.activity_id, options=[joinedload(Activity.space)])
    if activity.space.home_of_id == context.id:  # what classes share is no one class's to name
        activity.follow(old_title=old_title or "", new_title=link.title)
    return activity


def _note_launched(link: ResourceLink) -> None:
    """Of those who open it at once the first alone writes. The Membership is locked by now."""
    before = now() - LAUNCH_NOTED_EVERY
    if link.launched_at and link.launched_at > before:
        return
    is_old = or_(ResourceLink.launched_at.is_(None), ResourceLink.launched_at <= before)
    noted = update(ResourceLink).where(ResourceLink.id == link.id, is_old)
    db.session.execute(noted.values(launched_at=now()))


def _first_activity(context: Context, link: ResourceLink, launch: Launch) -> Activity:
    activity = linking.activity_for(context, launch)
    if activity is None:
        activity = Activity(space_id=homes.of(context).id, title=link.title)
        db.session.add(activity)
        db.session.flush()
    link.activity_id = activity.id
    return activity
