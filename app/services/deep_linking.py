"""Answer a platform that asks a teacher to choose activities (Deep Linking 2.0)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, select

from app import richtext
from app.extensions import current_settings, db
from app.lti import deep_linking as lti
from app.lti.refusals import Refusal
from app.models import Activity, DeepLinkRequest, Deployment, Membership, Space, now
from app.models.activity_terms import ActivityTerms
from app.queries.team_discussions import IS_FOR_ALL
from app.richtext import RichText
from app.services import homes, recording, signing

KEPT = timedelta(days=2)
SWEEP_EVERY = 50
"""Requests between two sweeps of old ones."""


@dataclass(frozen=True)
class NewActivity:
    """An Activity that is made when the answer is given."""

    title: str
    prompt: RichText | None = None
    terms: ActivityTerms = field(default_factory=ActivityTerms)


@dataclass(frozen=True)
class Choice:
    """What a teacher chose. ``target`` is one of the request's targets, or ""."""

    activities: Sequence[Activity] = ()
    new: NewActivity | None = None
    target: str = ""

    @property
    def count(self) -> int:
        """How many there will be in the course."""
        return len(self.activities) + bool(self.new)

    @property
    def has_points(self) -> bool:
        """Whether any of it is graded."""
        terms = [activity.terms for activity in self.activities]
        terms += [self.new.terms] if self.new else []
        return any(each.points_possible is not None for each in terms)


def check(settings: lti.DeepLinkingSettings, actor: Membership) -> None:
    """Raise Refusal where nobody could answer: ``teachers_only``, ``message_malformed``."""
    if not actor.is_staff:
        raise Refusal("teachers_only")
    is_local = not settings.return_url.lower().startswith("https:")
    if is_local and not current_settings().allow_local_platforms:
        raise Refusal("message_malformed", "deep_linking_settings.deep_link_return_url")


def begin(
    settings: lti.DeepLinkingSettings, actor: Membership, deployment: Deployment
) -> DeepLinkRequest:
    """Note what is asked. Raises Refusal as check does."""
    check(settings, actor)
    asked = DeepLinkRequest(
        membership_id=actor.id,
        deployment_id=deployment.id,
        return_url=settings.return_url,
        data=settings.data,
        targets=settings.targets,
        is_multiple=settings.is_multiple,
        takes_line_items=settings.takes_line_items,
        title=settings.title,
        text=settings.text,
    )
    db.session.add(asked)
    db.session.flush()
    if asked.id % SWEEP_EVERY == 0:
        _forget_old_requests()
    return asked


def _forget_old_requests() -> None:
    old = select(DeepLinkRequest.id).where(DeepLinkRequest.created_at < now() - KEPT)
    old = old.limit(10 * SWEEP_EVERY)
    db.session.execute(delete(DeepLinkRequest).where(DeepLinkRequest.id.in_(old)))


def choosable(actor: Membership) -> list[Activity]:
    """The Activities of the class's own Space that are for all, the newest first."""
    query = select(Activity).join(Space).where(Space.home_of_id == actor.context_id, IS_FOR_ALL)
    return list(db.session.scalars(query.order_by(Activity.id.desc())))


def answer(asked: DeepLinkRequest, choice: Choice, *, by: Membership) -> None:
    """Make what is new, and settle the answer. Nothing chosen is an answer too."""
    chosen = list(choice.activities)
    if choice.new:
        chosen.append(_make(choice.new, by))
    asked.answer([_item(asked, activity, choice.target) for activity in chosen])
    for activity in chosen:
        recording.record(
            "activity.offered",
            school=asked.deployment.school_id,
            actor=by,
            subject=activity,
            is_new=choice.new is not None and activity is chosen[-1],
        )


def _make(new: NewActivity, by: Membership) -> Activity:
    activity = Activity(space_id=homes.of(by.context).id)
    activity.revise(title=new.title, prompt=new.prompt)
    activity.agree(new.terms)
    db.session.add(activity)
    db.session.flush()
    return activity


def _item(asked: DeepLinkRequest, activity: Activity, target: str) -> dict[str, Any]:
    return lti.item(
        activity,
        text=_text(activity.prompt_source),
        url=current_settings().launch_url,
        target=target if target in asked.targets else "",
        takes_line_items=asked.takes_line_items,
    )


def _text(source: str) -> str:
    """The words of a prompt; none where it is over today's limits."""
    try:
        return richtext.render(source).text
    except richtext.Unacceptable:
        return ""


def token(asked: DeepLinkRequest) -> str:
    """The signed answer, made anew each time: it is good for minutes. Raises ServiceFailure."""
    platform, items = asked.deployment.platform, asked.items or []
    claims = lti.response(
        items,
        client_id=platform.client_id,
        issuer=platform.issuer,
        deployment_id=asked.deployment.lti_id,
        data=asked.data,
        message=_message(len(items)),
    )
    return signing.signer()(claims)


def _message(count: int) -> str:
    if not count:
        return str(_("Nothing was added."))
    return str(ngettext("%(num)d activity was added.", "%(num)d activities were added.", count))
