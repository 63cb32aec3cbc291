"""Erase what a class wrote in a shared Space: its words everywhere, not the places of its Posts.

Replies of others keep their place under a tombstone that says nothing but that a class has left.
"""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import Delete, Select, delete, select

from app.extensions import db
from app.models import (
    Activity,
    Draft,
    DraftKind,
    Membership,
    Post,
    Pseudonym,
    ReadMark,
    Review,
    ReviewNote,
    Revision,
    Score,
    Topic,
    now,
)
from app.services import flag_evidence, team_places

Counts = dict[str, int]


def erase(space_id: int, context_id: int) -> Counts:
    """Do it, and say how much of what. Erasing what is erased erases nothing."""
    members = select(Membership.id).where(Membership.context_id == context_id)
    activities = select(Activity.id).where(Activity.space_id == space_id)
    topics = select(Topic.id).where(Topic.activity_id.in_(activities))
    posts = select(Post.id).where(Post.topic_id.in_(topics), Post.author_id.in_(members))
    by_id = _locked(topics)
    flag_evidence.forget_words(space_id, members)
    team_places.forget_class(space_id, context_id)
    counts = {
        "revisions": _gone(delete(Revision).where(Revision.post_id.in_(posts))),
        "flags": flag_evidence.erase(posts, topics, members),
        "reviews": _forget_reviews(activities, members),
        "drafts": _forget_drafts(activities, topics, members),
        "pseudonyms": _gone(
            delete(Pseudonym).where(
                Pseudonym.space_id == space_id, Pseudonym.member_id.in_(members)
            )
        ),
        "read_marks": _gone(
            delete(ReadMark).where(ReadMark.topic_id.in_(topics), ReadMark.member_id.in_(members))
        ),
    }
    return _erase_words(by_id, topics, members) | counts


def _locked(topics: Select[int]) -> dict[int, Topic]:
    """Before anything else, as by everybody who changes what they count: of two that change the
    same Space nobody waits for the other."""
    query = select(Topic).where(Topic.id.in_(topics)).order_by(Topic.id)
    query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return {each.id: each for each in db.session.scalars(query)}


def erase_prompts(space_id: int) -> None:
    """What teachers wrote above the Topics, once no class is left. Links still lead to these
    Activities, so their rows stay."""
    for activity in db.session.scalars(select(Activity).where(Activity.space_id == space_id)):
        activity.revise(title="", prompt=None)
        activity.hold(False)
    flag_evidence.erase_of_prompts(space_id)


def _erase_words(by_id: dict[int, Topic], topics: Select[int], members: Select[int]) -> Counts:
    """Posts and titles."""
    posts = select(Post).where(Post.topic_id.in_(topics), Post.author_id.in_(members))
    erased = [_erase_post(post, by_id[post.topic_id]) for post in db.session.scalars(posts)]
    begun = select(Topic.id).where(Topic.id.in_(topics), Topic.author_id.in_(members))
    titled = [_erase_title(by_id[topic_id]) for topic_id in db.session.scalars(begun)]
    return {"posts": sum(erased), "topics": sum(titled)}


def _erase_post(post: Post, topic: Topic) -> bool:
    """What was hidden is counted out already."""
    if not post.is_hidden:
        topic.lose(post)
    return post.erase()


def _erase_title(topic: Topic) -> bool:
    """It is hidden where nobody else has written in it."""
    words = str(_("A topic of a class that has left"))
    had_words = topic.title != words
    topic.retitle(words)
    topic.hold(False)
    if not topic.posts_count:
        topic.deleted_at = topic.deleted_at or now()
    return had_words


def _forget_reviews(activities: Select[int], members: Select[int]) -> int:
    """What waits, and what was kept of what was decided."""
    is_theirs = Review.activity_id.in_(activities) & Review.author_id.in_(members)
    reviews = select(Review.id).where(is_theirs)
    _gone(delete(ReviewNote).where(ReviewNote.review_id.in_(reviews)))
    return _gone(delete(Review).where(is_theirs))


def _forget_drafts(activities: Select[int], topics: Select[int], members: Select[int]) -> int:
    posts = select(Post.id).where(Post.topic_id.in_(topics))
    graded = select(Score.id).where(Score.activity_id.in_(activities))
    places = {
        DraftKind.TOPIC: activities,
        DraftKind.REPLY: posts,
        DraftKind.EDIT: posts,
        DraftKind.GRADE: graded,
    }
    return sum(_gone(each) for each in _drafts(places, members))


def _drafts(places: dict[DraftKind, Select[int]], members: Select[int]) -> Iterable[Delete]:
    for kind, place in places.items():
        yield delete(Draft).where(
            Draft.kind == kind, Draft.place_id.in_(place), Draft.author_id.in_(members)
        )


def _gone(statement: Delete) -> int:
    result = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(result.rowcount)  # type: ignore[attr-defined]
