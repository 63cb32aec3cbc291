"""Evidence of flags where a class parts: it goes along with whose words it is, and ends here."""

from sqlalchemy import Select, Update, select, update

from app.extensions import db
from app.models import Activity, Flag, FlagState, Membership, Post, PromptFlag, Topic, now


def of_class(space_id: int, context_id: int) -> Select[Flag]:
    """What was flagged of a class's own words in a Space, the oldest first."""
    query = select(Flag).join(Flag.post).join(Post.author).join(Topic, Topic.id == Post.topic_id)
    query = query.join(Topic.activity).where(Activity.space_id == space_id)
    return query.where(Membership.context_id == context_id).order_by(Flag.id)


def erase(posts: Select[int], topics: Select[int], members: Select[int]) -> int:
    """The words that were flagged, and what the class's own said about others'; how much it was.

    That there was a Flag stays, and one that waits is over: what it was about is gone.
    """
    about_theirs = update(Flag).where(Flag.post_id.in_(posts))
    waiting = about_theirs.where(Flag.state == FlagState.WAITING)
    _execute(waiting.values(state=FlagState.HIDDEN, decided_at=now()))
    there = select(Post.id).where(Post.topic_id.in_(topics))
    by_them = update(Flag).where(Flag.member_id.in_(members), Flag.post_id.in_(there))
    _execute(by_them.values(words=""))
    return _execute(
        about_theirs.where(Flag.source != "").values(
            title="", source="", words="", note="", decided_title=""
        )
    )


def erase_of_prompts(space_id: int) -> None:
    """The same of a Space's prompts, once no class is left."""
    about = update(PromptFlag).where(PromptFlag.activity_id.in_(_activities(space_id)))
    waiting = about.where(PromptFlag.state == FlagState.WAITING)
    _execute(waiting.values(state=FlagState.HIDDEN, decided_at=now()))
    _execute(about.values(source="", words="", note="", decided_seen=""))


def forget_words(space_id: int, members: Select[int]) -> None:
    """What a class's own said about prompts, when it parts."""
    about = update(PromptFlag).where(PromptFlag.activity_id.in_(_activities(space_id)))
    _execute(about.where(PromptFlag.member_id.in_(members)).values(words=""))


def _activities(space_id: int) -> Select[int]:
    return select(Activity.id).where(Activity.space_id == space_id)


def _execute(statement: Update) -> int:
    result = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(result.rowcount)  # type: ignore[attr-defined]
