"""posts rebake: HTML of an earlier sanitiser is made again, and no word of anyone is lost."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session, scoped_session

from app.extensions import db
from app.models import Activity, Base, Post, Revision
from app.richtext import MAX_LINES, SANITIZER_VERSION
from app.services import rebaking
from tests.cli.conftest import Run
from tests.support.bulk import grow
from tests.support.cast import Visitor, post_ids
from tests.support.statements import noting

Db = scoped_session[Session]
OLD = "<p>as it was</p>"
KEPT = "Over today's limits, and kept as they are: "


@pytest.fixture
def topic(student: Visitor, teacher: Visitor) -> str:
    """A topic whose opening post was edited once, below a prompt."""
    teacher.post(teacher.place, title="Rain", source="**Look up.**")
    topic = student.start_topic(source="*First*")
    opening = post_ids(student.get(topic))[1]
    student.post(f"/posts/{opening}", source="*Second*", version="1", submission_key="an edit")
    student.reply(opening, "*Third*")
    return topic


def age(db_session: Db, *entities: Any) -> None:
    """Let bodies be an earlier sanitiser's."""
    for entity in entities or (Post, Revision, Activity):
        html = "prompt_html" if entity is Activity else "body_html"
        db_session.execute(update(entity).values({html: OLD, "sanitizer_version": 0}))
    db_session.commit()


def bodies(db_session: Db, entity: Any = Post) -> list[tuple[str, int]]:
    """The HTML and sanitiser's version of each, by id."""
    db_session.rollback()
    html = entity.prompt_html if entity is Activity else entity.body_html
    rows = db_session.execute(select(html, entity.sanitizer_version).order_by(entity.id))
    return [tuple(row) for row in rows]


def rebaked(run: Run) -> str:
    result = run("posts", "rebake")
    assert result.exit_code == 0, result.output
    return result.output


def test_every_kind_of_body_is_made_again(
    run: Run, db_session: Db, student: Visitor, topic: str
) -> None:
    before = [bodies(db_session, entity) for entity in (Post, Revision, Activity)]
    age(db_session)
    assert "as it was" in student.get(topic).text
    count = len(before[2])
    assert rebaked(run) == f"Made again: posts 2, revisions 1, prompts {count}.\n"
    assert [bodies(db_session, entity) for entity in (Post, Revision, Activity)] == before
    assert student.get(topic).soup.select_one("#post-1 em").get_text() == "Second"
    assert student.get(student.place).soup.find("strong", string="Look up.")


def test_all_entities_that_keep_a_body_are_known() -> None:
    """A new one belongs into KINDS."""
    keeping = {
        mapper.class_ for mapper in Base.registry.mappers if "sanitizer_version" in mapper.columns
    }
    assert keeping == {kind.entity for kind in rebaking.KINDS}


def test_what_is_up_to_date_is_not_touched(
    app: Flask, run: Run, db_session: Db, topic: str
) -> None:
    with noting(app) as statements:
        assert rebaked(run) == "Made again: posts 0, revisions 0, prompts 0.\n"
    assert len(statements) == len(rebaking.KINDS)
    assert all(each.startswith("SELECT") for each in statements)


def test_nothing_but_the_html_changes(run: Run, db_session: Db, topic: str) -> None:
    columns = [
        column
        for column in Post.__table__.columns
        if column.name not in ("body_html", "sanitizer_version")
    ]
    before = db_session.execute(select(*columns).order_by(Post.id)).all()
    age(db_session)
    rebaked(run)
    assert db_session.execute(select(*columns).order_by(Post.id)).all() == before


def test_deleted_posts_too(run: Run, db_session: Db, student: Visitor, topic: str) -> None:
    reply = post_ids(student.get(topic))[2]
    student.post(f"/posts/{reply}/deletion", is_deleted="1")
    age(db_session)
    rebaked(run)
    assert {version for _, version in bodies(db_session)} == {SANITIZER_VERSION}


@pytest.mark.parametrize("source", ["x\n" * (MAX_LINES + 1), "https://bit.ly/abc", " "])
def test_what_cannot_be_taken_any_more_is_kept(
    run: Run, db_session: Db, topic: str, source: str
) -> None:
    age(db_session)
    last = db_session.scalars(select(Post.id).order_by(Post.id.desc())).first()
    db_session.execute(update(Post).where(Post.id == last).values(source=source))
    db_session.commit()
    for made in (1, 0):
        output = rebaked(run)
        assert output.startswith(f"Made again: posts {made}, ")
        assert output.endswith(f"{KEPT}posts 1, revisions 0, prompts 0.\n")
        assert bodies(db_session)[-1] == (OLD, 0)


def test_stopped_half_way_it_goes_on_where_it_was(
    app: Flask, run: Run, db_session: Db, student: Visitor, topic: str
) -> None:
    grow(app, student, topic, [1] * (2 * rebaking.BATCH))
    age(db_session, Post)
    batches = rebaking.rebake()
    assert next(batches).made == rebaking.BATCH
    db_session.commit()
    next(batches)
    db_session.rollback()  # killed before its commit
    batches.close()
    stale = [version for _, version in bodies(db_session)].count(0)
    assert stale == rebaking.BATCH + 2
    assert rebaked(run).startswith(f"Made again: posts {stale}, ")
    assert OLD not in dict(bodies(db_session))


@contextlib.contextmanager
def once_after(app: Flask, beginning: str, act: Callable[[], object]) -> Iterator[None]:
    """Do something, once, when a statement that begins so has been answered."""
    waiting = [act]

    def look(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if waiting and " ".join(statement.split()).startswith(beginning):
            waiting.pop()()

    event.listen(db.engine, "after_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(db.engine, "after_cursor_execute", look)
    assert not waiting, f"no statement began with {beginning}"


def test_an_edit_meanwhile_is_not_lost(
    app: Flask, run: Run, db_session: Db, student: Visitor, topic: str
) -> None:
    opening = post_ids(student.get(topic))[1]
    age(db_session)

    def edit() -> None:
        page = student.post(
            f"/posts/{opening}", source="*Fourth*", version="2", submission_key="another edit"
        )
        assert page.status == 303

    with once_after(app, "SELECT posts.id, posts.source", edit):
        output = rebaked(run)
    assert output.startswith("Made again: posts 1, revisions 2, ")
    assert bodies(db_session)[0] == ("<p><em>Fourth</em></p>\n", SANITIZER_VERSION)
    assert ("<p><em>Second</em></p>\n", SANITIZER_VERSION) in bodies(db_session, Revision)
    assert student.get(topic).soup.select_one("#post-1 em").get_text() == "Fourth"


def test_an_edit_by_a_process_of_the_earlier_version_is_left_for_the_next_run(
    app: Flask, run: Run, db_session: Db, topic: str
) -> None:
    """Its body is that process's work: the older source must not be written over it."""
    age(db_session)

    def edit() -> None:
        with db.engine.begin() as connection:
            values = {"source": "*Fourth*", "body_html": OLD}
            connection.execute(update(Post).where(Post.number == 1).values(values))

    with once_after(app, "SELECT posts.id, posts.source", edit):
        assert rebaked(run).startswith("Made again: posts 1, ")
    assert bodies(db_session)[0] == (OLD, 0)
    assert rebaked(run).startswith("Made again: posts 1, ")
    assert bodies(db_session)[0] == ("<p><em>Fourth</em></p>\n", SANITIZER_VERSION)
