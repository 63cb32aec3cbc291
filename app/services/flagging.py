"""Ask staff to look at a Post, and decide on it.

Whoever calls has locked the Post and its Topic (views.loading).
"""

from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.models import (
    ActorKind,
    Flag,
    FlagReason,
    FlagState,
    Membership,
    Post,
    PromptFlag,
    Space,
    Topic,
)
from app.queries import flags
from app.queries.flags import FlagRow
from app.services import discussing, publishing
from app.services.recording import Detail, record


class Changed(Exception):
    """The words are not those that staff saw."""


@dataclass(frozen=True)
class Complaint:
    """What somebody says about a Post."""

    reason: FlagReason
    words: str = ""


def flag(post: Post, topic: Topic, complaint: Complaint, *, by: Membership) -> Flag:
    """Once for each member while staff have not decided. Where classes of different Schools meet
    one is enough to hide it, unless these very words were looked at and kept."""
    if earlier := db.session.scalar(flags.by(by.id, post.id)):
        return earlier
    title = title_of(post, topic)
    made = Flag(member_id=by.id, post_id=post.id, title=title, source=post.source)
    made.reason, made.words, made.version = complaint.reason, complaint.words, post.version
    hides = meets_another_school(topic.activity.space)
    if hides and not db.session.scalar(flags.was_kept(post, title)):
        discussing.hold_post(post, topic)
    db.session.add(made)
    db.session.flush()
    _record_raised(made, post, by)
    return made


def title_of(post: Post, topic: Topic) -> str:
    """The title that is flagged with an opening Post; "" for a reply."""
    return topic.title if post.is_opening else ""


def meets_another_school(space: Space) -> bool:
    """Whether words of more than one School stand there: then one flag is enough to hide."""
    return space.is_shared and len(list(db.session.scalars(flags.schools_read(space.id)))) > 1


def _record_raised(made: Flag, post: Post, by: Membership) -> None:
    """The author's School is not told who it was, only of which class."""
    own = db.session.scalar(flags.school_of(by.context_id))
    authors = db.session.scalar(flags.school_of(post.author_context_id))
    about: dict[str, Detail] = {
        "post": post.id,
        "reason": str(made.reason),
        "class_": by.context_id,
    }
    record("flag.raised", school=own, actor=by, subject=made, **about)
    if authors != own:
        record("flag.raised", school=authors, actor=ActorKind.MEMBER, subject=made, **about)


def place_of(row: FlagRow) -> tuple[Post, Topic]:
    """The Post and Topic of a Flag, locked, as they are now."""
    query = select(Post, Topic).join(Topic, Topic.id == Post.topic_id)
    query = query.where(Post.id == row.post.id).with_for_update(of=(Topic, Post), key_share=True)
    post, topic = db.session.execute(query.execution_options(populate_existing=True)).one()
    return post, topic


def decide(row: FlagRow, note: str, *, version: int, is_hidden: bool, by: Membership) -> None:
    """All that wait on the Post. Raises Changed where it is not what staff saw."""
    post, topic = place_of(row)
    waiting = list(db.session.scalars(flags.waiting(post.id)))
    if not waiting:
        return
    if post.version != version:
        raise Changed
    state = FlagState.HIDDEN if is_hidden else FlagState.KEPT
    title = title_of(post, topic)
    for each in waiting:
        each.decide(state, note, version=post.version, title=title, by=by.id)
        _record_decided(each, post, by)
    if is_hidden:
        if post.is_opening:
            discussing.hold_post(post, topic)  # for its title goes with it
        discussing.delete_post(post, topic, by=by)
    else:
        discussing.release_post(post, topic)


def _record_decided(each: Flag, post: Post, by: Membership) -> None:
    classes = (by.context_id, post.author_context_id, each.member.context_id)
    schools = [db.session.scalar(flags.school_of(number)) for number in classes]
    for school in dict.fromkeys(schools):
        record(
            f"flag.{each.state}", school=school, actor=by, subject=each, post=post.id,
            class_=by.context_id,
        )  # fmt: skip


def words_for(flagged: FlagRow | PromptFlag, viewer: Membership) -> str:
    """What the flagger added; another class reads it only where it gives nobody away."""
    is_own = viewer.context_id == flagged.flagger_context_id
    if is_own or not publishing.given_away(flagged.space, flagged.flagger, flagged.words):
        return flagged.words
    return ""
