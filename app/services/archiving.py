"""Archive: a class's own work of a shared Space, to keep; others are in it without their names."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.extensions import db
from app.models import Charter, Collaboration, Context, Flag, Post, Revision, Topic, now
from app.queries import archives, collaborations
from app.queries.collaborations import ClassMark
from app.services import flag_evidence, naming
from app.services.naming import Redaction

FORMAT = 1
"""Of archive.json; goes up when a reader of an earlier one would misread it."""

Json = dict[str, Any]


@dataclass
class Collected:
    """What the Archive is made of: plain data, as archive.json has it, and how much it is."""

    data: Json
    counts: dict[str, int] = field(default_factory=dict)


def collect(collaboration: Collaboration, context: Context) -> Collected:
    """Read a class's part of a Space. Whom the class knows by name is named, and nobody else."""
    space_id = collaboration.space_id
    marks = db.session.execute(collaborations.MARKS, {"space": space_id})
    reader = _Reader(context.id, {row[0]: ClassMark.of(row) for row in marks})
    for revision in db.session.scalars(archives.revisions(space_id, context.id)):
        reader.revisions[revision.post_id].append(revision)
    for post in db.session.scalars(archives.posts(space_id, context.id)):
        reader.posts[post.topic_id].append(reader.post(post))
    topics: defaultdict[int, list[Json]] = defaultdict(list)
    for topic in db.session.scalars(archives.topics(space_id)):
        if reader.posts[topic.id]:
            topics[topic.activity_id].append(reader.topic(topic))
    activities = [
        {
            "id": each.id,
            "title": naming.activity_name(each.title),
            "prompt_html": "" if each.is_held else each.prompt_html,
            "topics": topics[each.id],
        }
        for each in db.session.scalars(archives.activities(space_id))
    ]
    flagged = db.session.scalars(flag_evidence.of_class(space_id, context.id)).all()
    head = _head(
        db.session.scalars(collaborations.agreed(collaboration)).one(), reader.marks, context.id
    )
    data = {**head, "activities": activities, "flagged": [_evidence(each) for each in flagged]}
    return Collected(data, {**reader.counts(topics), "flags": len(flagged)})


def _evidence(flag: Flag) -> Json:
    """What was said of the class's own words, without who said it."""
    return {
        "reason": flag.reason,
        "title": flag.title,
        "source": flag.source,
        "flagged_at": _moment(flag.created_at),
        "state": flag.state,
        "decided_at": _moment(flag.decided_at),
    }


def _head(charter: Charter, marks: dict[int, ClassMark], context_id: int) -> Json:
    own = marks[context_id]
    return {
        "format": FORMAT,
        "made_at": _moment(now()),
        "title": charter.title,
        "class": naming.class_and_school(own),
        "with": [naming.class_and_school(each) for each in marks.values() if each is not own],
        "charter": {"version": charter.version, "aims": charter.aims, "norms": charter.norms,
                    "contact_rules": charter.contact_rules},
    }  # fmt: skip


class _Reader:
    """Turns rows into plain data, for one class."""

    def __init__(self, context_id: int, marks: dict[int, ClassMark]) -> None:
        self.context_id, self.marks = context_id, marks
        self.redaction = Redaction(context_id, marks)
        self.revisions: defaultdict[int, list[Revision]] = defaultdict(list)
        self.posts: defaultdict[int, list[Json]] = defaultdict(list)

    def post(self, post: Post) -> Json:
        is_own = post.author.context_id == self.context_id
        data = {
            "number": post.number,
            "depth": post.depth,
            "by": self.redaction.name(post.author),
            "is_own": is_own,
            "written_at": _moment(post.created_at),
            "edited_at": _moment(post.edited_at),
            "html": post.body_html,
        }
        return {**data, "source": post.source, "earlier": self._earlier(post)} if is_own else data

    def _earlier(self, post: Post) -> list[Json]:
        return [
            {"version": each.version, "source": each.source, "until": _moment(each.created_at)}
            for each in self.revisions[post.id]
        ]

    def topic(self, topic: Topic) -> Json:
        """A title is the words of whoever began it: it stands where their post does."""
        posts = self.posts[topic.id]
        is_shown = posts[0]["number"] == 1
        return {"id": topic.id, "title": topic.title if is_shown else "", "posts": posts}

    def counts(self, topics: dict[int, list[Json]]) -> dict[str, int]:
        posts = [post for each in self.posts.values() for post in each]
        own = sum(post["is_own"] for post in posts)
        return {
            "topics": sum(map(len, topics.values())),
            "posts": own,
            "revisions": sum(map(len, self.revisions.values())),
            "beside": len(posts) - own,
        }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
