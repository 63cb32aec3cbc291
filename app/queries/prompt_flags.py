"""Prompts that were flagged: for staff of the classes that read them, and for whoever flagged."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager

from app.models import Activity, FlagState, Membership, PromptFlag, SpaceContext
from app.queries.collaborations import IS_JOINED
from app.queries.flags import PAGE

_WAITS = PromptFlag.state == FlagState.WAITING


def _concerns(context_id: int, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """A prompt is for all classes that take part in its Space."""
    is_place = (SpaceContext.space_id == Activity.space_id) & IS_JOINED
    return exists().where(is_place, SpaceContext.context_id == context_id, *more)


def _is_read(context_id: int) -> ColumnElement[bool]:
    """What was decided on before a class came is not its own, unless a child of it was told."""
    is_own = Membership.context_id == context_id
    was_there = PromptFlag.decided_at.is_(None) | (PromptFlag.decided_at >= SpaceContext.joined_at)
    return _concerns(context_id, is_own | was_there)


def _of(context_id: int) -> Select[PromptFlag]:
    query = select(PromptFlag).join(PromptFlag.activity).join(PromptFlag.member)
    query = query.where(_is_read(context_id))
    return query.options(
        contains_eager(PromptFlag.activity).joinedload(Activity.space, innerjoin=True),
        contains_eager(PromptFlag.member).joinedload(Membership.user, innerjoin=True),
    )


def page(context_id: int) -> Select[PromptFlag]:
    """The oldest that wait for a class."""
    return _of(context_id).where(_WAITS).order_by(PromptFlag.id).limit(PAGE)


def decided(context_id: int, page: int = 1) -> Select[PromptFlag]:
    """Those that were decided on, the newest first: what a child was told, a second adult can
    read. One more than a page."""
    query = _of(context_id).where(PromptFlag.state != FlagState.WAITING)
    query = query.order_by(PromptFlag.decided_at.desc(), PromptFlag.id.desc())
    return query.limit(PAGE + 1).offset((page - 1) * PAGE)


def one(context_id: int, flag_id: int) -> Select[PromptFlag]:
    """One that concerns a class, decided or not."""
    return _of(context_id).where(PromptFlag.id == flag_id)


def count(context_id: int) -> Select[int]:
    """How many wait for a class."""
    query: Any = select(func.count()).select_from(PromptFlag).join(PromptFlag.activity)
    counted: Select[int] = query.where(_WAITS, _concerns(context_id))
    return counted


def waiting(activity_id: int) -> Select[PromptFlag]:
    """All that wait on one prompt."""
    return select(PromptFlag).where(PromptFlag.activity_id == activity_id, _WAITS)


def by(member_id: int, activity_id: int) -> Select[PromptFlag]:
    """What a member flagged and nobody has decided on."""
    return waiting(activity_id).where(PromptFlag.member_id == member_id)


def own(member_id: int) -> Select[PromptFlag]:
    """What a member flagged, the newest first."""
    query = select(PromptFlag).where(PromptFlag.member_id == member_id)
    return query.order_by(PromptFlag.id.desc()).limit(PAGE)


def takes_part(activity_id: int, context_id: int) -> Select[bool]:
    """Whether a class is still there where an Activity is."""
    is_it = Activity.id == activity_id
    return select(exists().where(is_it, _concerns(context_id)))


def was_kept(activity_id: int, seen: str) -> Select[bool]:
    """Whether staff looked at these very words and kept them, because somebody else asked them."""
    is_it = (PromptFlag.activity_id == activity_id) & (PromptFlag.decided_seen == seen)
    was_asked = PromptFlag.decided_by_id != PromptFlag.member_id
    return select(exists().where(is_it, was_asked, PromptFlag.state == FlagState.KEPT))
