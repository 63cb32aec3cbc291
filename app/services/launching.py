"""Turn a proven launch into rows: person, class, place, Activity, Session."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from app.extensions import begin_write, db
from app.lti.claims import Launch, Place, read
from app.lti.endpoints import Endpoints
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
    Relation,
    ResourceLink,
    Session,
    Space,
    SpaceContext,
    User,
    now,
)
from app.models.secret import hashed
from app.services import deployments, launch_records, sessions
from app.services.upserting import upsert


@dataclass(frozen=True)
class Opened:
    """What a launch leads to. No session where the launch came from outside any course."""

    platform: Platform
    token: str = ""
    session: Session | None = None
    activity_id: int = 0


def find_attempt(state: str) -> LoginAttempt:
    """The login attempt of a state. Raises Refusal ``state_unknown``."""
    query = select(LoginAttempt).where(LoginAttempt.state_hash == hashed(state))
    attempt = db.session.scalar(query.options(joinedload(LoginAttempt.platform)))
    if attempt is None:
        raise Refusal("state_unknown")
    return attempt


def prove(form: Mapping[str, str], attempt: LoginAttempt, find_key: FindKey) -> Launch:
    """Check everything about the launch, and read it. Nothing is written. Raises Refusal.

    The platform's keys may have to be fetched, which takes seconds: no transaction is held open.
    """
    db.session.expunge_all()
    db.session.rollback()
    signed = SignedLaunch(form, attempt, find_key)
    signed.validate()
    return read(signed.claims)


def open_launch(launch: Launch, attempt: LoginAttempt, earlier_token: str = "") -> Opened:
    """Use up the attempt and make what the launch needs. Raises Refusal ``launch_replayed``.

    ``earlier_token`` is the session that this browser's cookie still holds.
    """
    begin_write()
    _consume(attempt)
    deployment = _deployment(attempt, launch)
    launch_records.note_opened(launch, attempt, deployment)
    if launch.context is None:
        return Opened(attempt.platform)
    user = _user(attempt, launch)
    context = _context(deployment, launch.context, launch.endpoints)
    membership = _membership(user, context, launch)
    activity = _activity(context, launch.resource_link, launch.endpoints)
    sessions.end_of_another_person(earlier_token, user)
    token, session = sessions.start(
        user, membership, deployment, attempt_id=attempt.id, start_page=f"/activities/{activity.id}"
    )
    return Opened(attempt.platform, token, session, activity.id)


def _consume(attempt: LoginAttempt) -> None:
    """One atomic step, so that of two launches with one state only one gets through."""
    unused = (LoginAttempt.id == attempt.id) & LoginAttempt.consumed_at.is_(None)
    used = db.session.scalar(
        update(LoginAttempt).where(unused).values(consumed_at=now()).returning(LoginAttempt.id)
    )
    if used is None:
        raise Refusal("launch_replayed")


def _deployment(attempt: LoginAttempt, launch: Launch) -> Deployment:
    query = select(Deployment).where(
        Deployment.platform_id == attempt.platform_id, Deployment.lti_id == launch.deployment_id
    )
    found = db.session.scalar(query)
    if found is None:
        raise deployments.unknown(attempt.platform_id, launch.deployment_id)
    if not found.is_approved:
        raise Refusal("deployment_pending")
    return found


def _user(attempt: LoginAttempt, launch: Launch) -> User:
    """The person, named as this launch names them.

    A name that is no longer sent goes: a school that stops sharing names must not find them here.
    """
    return upsert(
        User,
        {"platform_id": attempt.platform_id, "sub": launch.sub},
        {"name": launch.name, "given_name": launch.given_name, "locale": launch.locale},
    )


def _context(deployment: Deployment, place: Place, endpoints: Endpoints) -> Context:
    """The class, and its own Space, called as this launch calls it."""
    context = upsert(
        Context,
        {"deployment_id": deployment.id, "lti_id": place.lti_id},
        _said(
            title=place.title,
            label=place.label,
            memberships_url=endpoints.memberships_url,
            lineitems_url=endpoints.lineitems_url,
            ags_scopes=endpoints.ags_scopes,
            groups_url=endpoints.groups_url,
        ),
    )
    renamed = (Space.home_of_id == context.id) & (Space.title != context.name)
    db.session.execute(update(Space).where(renamed).values(title=context.name))
    return context


def _said(**words: str | list[str]) -> dict[str, str | list[str]]:
    """What the launch says of a place; where it says nothing, what is known stays."""
    return {name: value for name, value in words.items() if value}


def _membership(user: User, context: Context, launch: Launch) -> Membership:
    """The Context's row is locked by now, so no two newcomers get the same ordinal."""
    highest = select(func.coalesce(func.max(Membership.ordinal), 0))
    return upsert(
        Membership,
        {"user_id": user.id, "context_id": context.id},
        {
            "role": launch.role,
            "lti_roles": launch.roles,
            "is_active": True,
            "is_test": launch.is_test,
            "is_school_administrator": launch.is_school_administrator,
            "launched_at": now(),
        },
        ordinal=highest.where(Membership.context_id == context.id).scalar_subquery() + 1,
    )


def _activity(context: Context, place: Place, endpoints: Endpoints) -> Activity:
    """The Activity that the link opens; made, with the class's Space, at the first launch."""
    old_title = db.session.scalar(
        select(ResourceLink.title).where(
            ResourceLink.context_id == context.id, ResourceLink.lti_id == place.lti_id
        )
    )
    link = upsert(
        ResourceLink,
        {"context_id": context.id, "lti_id": place.lti_id},
        _said(title=place.title, lineitem_url=endpoints.lineitem_url),
    )
    if link.activity_id is None:
        return _new_activity(context, link)
    activity = db.session.get_one(Activity, link.activity_id)
    activity.follow(old_title=old_title or "", new_title=link.title)
    return activity


def _new_activity(context: Context, link: ResourceLink) -> Activity:
    activity = Activity(space_id=_home(context).id, title=link.title)
    db.session.add(activity)
    db.session.flush()
    link.activity_id = activity.id
    return activity


def _home(context: Context) -> Space:
    """The class's own Space, which it hosts."""
    space = upsert(Space, {"home_of_id": context.id}, {"title": context.name})
    upsert(
        SpaceContext, {"space_id": space.id, "context_id": context.id}, {"relation": Relation.HOST}
    )
    return space
