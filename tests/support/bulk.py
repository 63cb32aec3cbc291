"""Many posts at once, written through the models, so that paths and counts are the real ones."""

from collections.abc import Iterable, Sequence

from flask import Flask
from sqlalchemy import select

from app.extensions import begin_write, db
from app.models import Membership, Post, Session, Topic
from app.models.secret import hashed
from app.richtext import render
from tests.support.cast import Visitor


def grow(app: Flask, author: Visitor, topic: str, parents: Iterable[int]) -> None:
    """Add a post for each parent's number; 1 is the opening post."""
    with app.app_context():
        begin_write()
        found = db.session.get_one(Topic, int(topic.rpartition("/")[2]))
        add_posts(found, membership(author), list(parents))
        db.session.commit()
        db.session.remove()


def add_topics(app: Flask, author: Visitor, titles: Iterable[str]) -> list[str]:
    """Begin a topic for each title; give their paths in turn."""
    with app.app_context():
        begin_write()
        member, activity_id = membership(author), int(author.place.rpartition("/")[2])
        paths = []
        for title in titles:
            topic = Topic(activity_id=activity_id, author_id=member.id, title=title)
            db.session.add(topic)
            db.session.flush()
            opening = topic.add(render(title), by=member, key=f"bulk {topic.id} opening")
            db.session.add(opening)
            paths.append(f"/topics/{topic.id}")
        db.session.commit()
        db.session.remove()
    return paths


def add_posts(topic: Topic, author: Membership, parents: Sequence[int]) -> None:
    """The same, within the session at hand; the topic has its opening post already."""
    query = select(Post).where(Post.topic_id == topic.id).order_by(Post.number)
    posts = list(db.session.scalars(query))
    new = []
    for number in parents:
        text = render(f"Post {topic.last_number + 1} answers {number}.")
        key = f"bulk {topic.id} {topic.last_number}"
        posts.append(topic.add(text, by=author, key=key, parent=posts[number - 1]))
        new.append((posts[-1], posts[number - 1]))
    db.session.add_all(posts)
    db.session.flush()
    for post, parent in new:
        post.parent_id = parent.id
    db.session.flush()


def membership(visitor: Visitor) -> Membership:
    """Who a visitor is, in the session at hand."""
    query = select(Membership).join(Session, Session.membership_id == Membership.id)
    return db.session.scalars(query.where(Session.token_hash == hashed(visitor.token))).one()
