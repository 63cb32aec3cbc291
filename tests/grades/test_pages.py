"""The pages on which staff grade: who may come, what they say, and what can't be taken."""

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app.extensions import begin_write, db
from app.models import Context, Event, Membership, Relation, Score, Space, SpaceContext, now
from app.models.score import LONGEST_COMMENT
from tests.grades.conftest import Open
from tests.support.bulk import add_topics, membership
from tests.support.cast import Visitor, post_ids
from tests.support.gradebook import Class, member_of
from tests.support.statements import noting

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'words'"


def test_who_may_grade(moodle: Class) -> None:
    campus = moodle.campus
    classmate = campus.visit("wattle-park", "s502", "5b/creek")
    mentor = campus.visit("wattle-park", "leila", "5b/creek")
    outsider = campus.visit("maple-street", "elena", "5-rivera/snow")
    for visitor, status in (
        (moodle.student, 403),
        (classmate, 403),
        (mentor, 403),
        (outsider, 404),
    ):
        for path in (moodle.scores, moodle.path, f"{moodle.path}/preview"):
            assert visitor.get(path).status == status
        for path in ("", "/confirmation", "/deletion", "/deliveries"):
            assert visitor.post(moodle.path + path, points="10").status == status
    assert moodle.rows(Score) == []
    assert "Grades" not in moodle.student.get(moodle.student.place).links()
    assert moodle.teacher.get(moodle.teacher.place).links()["Grades"] == moodle.scores


def test_whom_nobody_can_grade(moodle: Class, app: Flask) -> None:
    campus = moodle.campus
    teacher = member_of(app, moodle.teacher).id
    other_class = member_of(app, campus.visit("wattle-park", "s601", "6g/wetland")).id
    other_school = member_of(app, campus.visit("maple-street", "m501", "5-rivera/snow")).id
    for number in (teacher, other_class, other_school, 99_999, 2**40):
        path = f"{moodle.scores}/{number}"
        assert moodle.teacher.get(path).status == 404
        assert moodle.teacher.post(f"{path}/confirmation", points="7").status == 404
        assert moodle.teacher.post(f"{path}/deliveries").status == 404
    assert moodle.teacher.get("/activities/99999/scores").status == 404
    assert moodle.teacher.get(f"{moodle.path}/confirmation").status == 405


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("", "Give points, from 0 to 10"),
        ("eleven", "Write points as a number"),
        ("NaN", "Write points as a number"),
        ("9" * 5000, "Write points as a number"),
        ("11", "worth 10 points at most"),
        ("-1", "can't be less than 0"),
        ("7.123", "2 decimals at most"),
        ("\x00", "Write points as a number"),
        ("7." + "0" * 39 + "\x00", "Write points as a number"),
        ("7." + "0" * 300, "Write points as a number"),
    ],
)
def test_points_that_cant_be_taken(moodle: Class, points: str, words: str) -> None:
    for path in (moodle.path, f"{moodle.path}/confirmation"):
        page = moodle.teacher.post(path, points=points, comment=HOSTILE)
        assert page.status == 422
        assert words in page.text
        assert page.value("comment") == HOSTILE
        assert page.value("points") == points or "\x00" in points
        assert page.soup.select_one("#points[aria-invalid=true]")
    assert moodle.rows(Score) == []


def test_a_comment_that_is_too_long(moodle: Class) -> None:
    for length in (LONGEST_COMMENT + 1, 60_000):
        page = moodle.teacher.post(moodle.path, points="7", comment="ω" * length)
        assert page.status == 422
        assert f"has {length} characters" in page.text or length == 60_000
        assert page.value("points") == "7"
    assert moodle.give("7", "ω" * LONGEST_COMMENT).status == 303


def test_hostile_words_are_words(moodle: Class) -> None:
    moodle.give("7", HOSTILE)
    for page in (
        moodle.teacher.get(moodle.path),
        moodle.student.get(moodle.student.place),
    ):
        assert HOSTILE in page.text
        assert not page.soup.select("main script")
    moodle.sweep()
    assert moodle.result.comment == HOSTILE


def test_it_is_seen_before_it_goes(moodle: Class) -> None:
    form = moodle.teacher.get(moodle.path)
    seen = moodle.teacher.send(form, moodle.path, points="7,5", comment="Well\r\nseen")
    preview = moodle.teacher.get(seen.location)
    assert preview.title == "Send this grade?"
    assert "7.5 of 10 points" in preview.text
    assert preview.soup.select_one(".grade__comment").text == "Well\nseen"
    assert moodle.score.version == 0
    assert "Your grade" not in moodle.student.get(moodle.student.place).text
    changing = moodle.teacher.get(preview.links()["Change it"])
    assert (changing.value("points"), changing.value("comment")) == ("7,5", "Well\nseen")
    moodle.teacher.send(preview, f"{moodle.path}/confirmation")
    assert (moodle.score.points, moodle.score.comment) == (7.5, "Well\nseen")
    assert moodle.teacher.get(f"{moodle.path}/preview").title != "Send this grade?"


def test_what_is_typed_is_kept(moodle: Class) -> None:
    draft = f"{moodle.path}/draft"
    typed = {"points": "seve", "comment": " Well  \nseen \x00", "seen_version": "0"}
    assert moodle.teacher.post(draft, **typed).status == 204
    page = moodle.teacher.get(moodle.path)
    assert (page.value("points"), page.value("comment")) == ("seve", " Well  \nseen ")
    assert "Write points as a number" in moodle.teacher.get(f"{moodle.path}/preview").text
    other = moodle.campus.visit("wattle-park", "priya", "5b/creek")
    assert other.get(moodle.path).value("comment") == "", "a draft is its author's"
    moodle.give("7", "Well seen.")
    assert moodle.teacher.post(draft, **typed).status == 204
    assert moodle.teacher.get(moodle.path).value("comment") == "Well seen.", "that came too late"
    long = {"points": "9" * 9000, "comment": "ω" * 100_000, "seen_version": "1"}
    assert moodle.teacher.post(draft, **long).status == 204
    assert moodle.teacher.post(draft, comment="x" * 200_001).status == 413


def test_words_come_back_from_what_is_gone(moodle: Class) -> None:
    page = moodle.teacher.post(f"{moodle.scores}/99999", points="7", comment="Well seen.")
    assert page.status == 404
    assert "Well seen." in page.soup.select_one("textarea").text


def test_errors_of_the_database_hold_no_words(moodle: Class, app: Flask) -> None:
    with app.app_context():
        begin_write()
        words = {"comment": "For your eyes.", "activity_id": 99_999, "member_id": 99_999}
        with pytest.raises(IntegrityError) as caught:
            db.session.execute(insert(Score).values(version=1, **words))
        db.session.rollback()
    assert "eyes" not in str(caught.value)


def test_sent_twice_it_is_given_once(moodle: Class) -> None:
    seen = moodle.teacher.post(moodle.path, points="7", comment="", seen_version="0")
    preview = moodle.teacher.get(seen.location)
    for _ in range(2):
        assert moodle.teacher.send(preview, f"{moodle.path}/confirmation").status == 303
    assert moodle.score.version == 1
    assert moodle.verbs().count("score.graded") == 1


def test_two_teachers_grade_the_same_student(moodle: Class) -> None:
    other = moodle.campus.visit("wattle-park", "priya", "5b/creek")
    previews = []
    for visitor, points, comment in ((moodle.teacher, "7", "Mine"), (other, "9", "Hers")):
        seen = visitor.post(moodle.path, points=points, comment=comment, seen_version="0")
        previews.append(visitor.get(seen.location))
    path = f"{moodle.path}/confirmation"
    assert moodle.teacher.send(previews[0], path).status == 303
    conflict = other.send(previews[1], path)
    assert conflict.status == 409
    for words in ("7 of 10 points", "Mine", "9 of 10 points", "Hers"):
        assert words in conflict.text
    assert moodle.score.points == 7
    assert other.send(conflict, path).status == 303
    assert (moodle.score.points, moodle.score.version) == (9, 2)


def test_taken_back_by_one_while_another_looked(moodle: Class) -> None:
    moodle.give("7")
    asked = moodle.teacher.get(f"{moodle.path}/deletion")
    moodle.give("8")
    stale = moodle.teacher.send(asked, f"{moodle.path}/deletion")
    assert stale.status == 409
    assert "8 of 10 points" in stale.text
    assert moodle.score.points == 8
    assert moodle.teacher.send(stale, f"{moodle.path}/deletion").status == 303
    assert not moodle.score.is_graded
    assert moodle.teacher.post(f"{moodle.path}/deletion").status == 303
    assert moodle.score.version == 3


def test_points_that_are_taken_away_meanwhile(moodle: Class) -> None:
    seen = moodle.teacher.post(moodle.path, points="7", comment="Well seen.", seen_version="0")
    preview = moodle.teacher.get(seen.location)
    moodle.set_terms(points_possible=5.0)
    assert moodle.teacher.send(preview, f"{moodle.path}/confirmation").status == 422
    moodle.set_terms(points_possible=None)
    page = moodle.teacher.send(preview, f"{moodle.path}/confirmation")
    assert page.status == 403
    assert "has no points" in page.text
    assert "has no points" in moodle.teacher.get(moodle.scores).text


def test_who_has_left(moodle: Class, app: Flask) -> None:
    moodle.give("7")
    change_member(app, moodle.student, is_active=False)
    page = moodle.teacher.get(moodle.scores)
    assert "No longer in the class" in page.text
    assert "no longer in the class, so they can't be graded" in moodle.teacher.get(moodle.path).text
    refused = moodle.teacher.post(moodle.path, points="8", comment="Come back")
    assert refused.status == 403
    assert "Come back" in refused.soup.select_one("#kept").text
    assert moodle.teacher.post(f"{moodle.path}/confirmation", points="8").status == 403
    assert moodle.teacher.post(f"{moodle.path}/deletion", seen_version="1").status == 403


def test_the_student_view_is_nobody(moodle: Class, app: Flask) -> None:
    change_member(app, moodle.student, is_test=True)
    assert "No student is known yet" in moodle.teacher.get(moodle.scores).text
    assert "“student view”" in moodle.teacher.get(moodle.path).text
    assert moodle.teacher.post(f"{moodle.path}/confirmation", points="8").status == 403
    assert moodle.rows(Score) == []


def change_member(app: Flask, visitor: Visitor, **values: bool) -> None:
    with app.app_context():
        begin_write()
        member = membership(visitor)
        for name, value in values.items():
            setattr(member, name, value)
        db.session.commit()


def test_from_a_post(moodle: Class) -> None:
    topic = moodle.student.start_topic("Mud", "The creek is brown.")
    [opening] = post_ids(moodle.teacher.get(topic)).values()
    link = moodle.teacher.get(topic).links()["Grade #1"]
    assert link == f"{moodle.path}?post={opening}"
    assert "Grade #1" not in moodle.student.get(topic).links()
    page = moodle.teacher.get(link)
    assert "The post to grade" in page.text
    assert "The creek is brown." in page.text
    seen = moodle.teacher.send(page, moodle.path, points="7", comment="")
    preview = moodle.teacher.get(seen.location)
    assert "For the post Mud #1" in preview.text
    moodle.teacher.send(preview, f"{moodle.path}/confirmation")
    assert moodle.score.post_id == opening


def test_somebody_else_s_post_is_not_at_hand(moodle: Class) -> None:
    classmate = moodle.campus.visit("wattle-park", "s502", "5b/creek")
    theirs = post_ids(moodle.teacher.get(classmate.start_topic()))[1]
    for number in (theirs, 99_999, 2**31 - 1, 2**40):
        for path in (moodle.path, f"{moodle.path}/preview"):
            page = moodle.teacher.get(f"{path}?post={number}")
            assert page.status == 200
            assert "The post to grade" not in page.text
        assert moodle.give("7", f"for {number}", post=str(number)).status == 303
        assert moodle.score.comment == f"for {number}"
        assert moodle.score.post_id is None


def test_what_the_student_wrote(moodle: Class) -> None:
    topics = [moodle.student.start_topic(f"Mud {n}", f"Brown {n}") for n in range(3)]
    moodle.teacher.post(f"{topics[2]}/deletion", is_deleted="1")
    assert "2 posts" in moodle.teacher.get(moodle.scores).text
    page = moodle.teacher.get(moodle.path)
    assert "2 posts in this activity" in page.text
    assert page.links()["Mud 1 #1"] == f"{topics[1]}/posts/1"
    assert "Brown 2" not in page.text


def test_nobody_sees_somebody_else_s_grade(moodle: Class) -> None:
    moodle.give("7", "For your eyes.")
    campus = moodle.campus
    for who in ("s502", "leila", "marama", "priya"):
        visitor = campus.visit("wattle-park", who, "5b/creek")
        page = visitor.get(visitor.place)
        assert "Your grade" not in page.text
        assert "For your eyes." not in page.text
    back = campus.visit("wattle-park", "s501", "5b/creek")
    assert "For your eyes." in back.first.text


def test_events_hold_neither_points_nor_words(moodle: Class) -> None:
    moodle.give("7.25", "For your eyes.")
    moodle.sweep()
    for event in moodle.rows(Event):
        assert "eyes" not in str(event.details)
        assert "7.25" not in str(event.details)
    assert {"score.graded", "score.sent", "line_item.made"} <= set(moodle.verbs())


def test_logs_hold_neither_names_nor_words(
    moodle: Class, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    moodle.campus.school().switches.set("scores", "forbidden")
    moodle.give("7.25", "For your eyes.")
    moodle.sweep()
    said = "".join(capsys.readouterr()) + caplog.text
    for words in ("eyes", "7.25", "Amira"):
        assert words not in said


def test_a_partner_s_class_is_graded_by_its_own_teachers(moodle: Class, app: Flask) -> None:
    """Two classes in one Space: each teacher has their own students there, and no others."""
    partner = moodle.campus.visit("wattle-park", "tomasz", "6g/wetland")
    theirs = moodle.campus.visit("wattle-park", "s601", "6g/wetland")
    with app.app_context():
        begin_write()
        context = db.session.scalars(
            select(Context).join(Membership).where(Membership.id == membership(partner).id)
        ).one()
        space = db.session.get_one(Space, int(moodle.teacher.space.rpartition("/")[2]))
        place = SpaceContext(space_id=space.id, context_id=context.id, relation=Relation.PARTNER)
        place.joined_at = now()
        db.session.add(place)
        db.session.commit()
    moodle.give("7", "Ours.")
    page = partner.get(moodle.scores)
    assert page.status == 200
    assert "7 of 10" not in page.text
    assert len(page.soup.select(".grades__student")) == 1
    assert partner.get(moodle.path).status == 404
    assert partner.post(f"{moodle.path}/confirmation", points="1").status == 404
    own = f"{moodle.scores}/{member_of(app, theirs).id}"
    assert moodle.teacher.get(own).status == 404
    assert partner.post(f"{own}/confirmation", points="9", seen_version="0").status == 303
    assert "no link to this activity in the LMS" in partner.get(own).text
    assert "Your grade" in theirs.get(moodle.teacher.place).text


def test_pages_ask_the_same_however_many_there_are(moodle: Class, app: Flask) -> None:
    counts = []
    for _ in range(2):
        moodle.give("7", f"Seen {len(counts)}.")
        moodle.sweep(after=2)  # the class list is read, too
        with noting(app) as at_list:
            assert moodle.teacher.get(moodle.scores).status == 200
        with noting(app) as at_one:
            assert moodle.teacher.get(moodle.path).status == 200
        counts.append((len(at_list), len(at_one)))
        add_topics(app, moodle.student, [f"Topic {number}" for number in range(60)])
    assert counts == [(8, 14)] * 2
    page = moodle.teacher.get(moodle.path)
    assert "120 posts" in page.text
    assert len(page.soup.select("article.written")) == 25
    older = moodle.teacher.get(page.links()["Older posts"])
    assert len(older.soup.select("article.written")) == 25


def test_the_list_is_paged(moodle: Class, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.queries.scores.PAGE", 10)
    moodle.sweep()
    seen: set[str] = set()
    path = moodle.scores
    while path:
        page = moodle.teacher.get(path)
        rows = [row["id"] for row in page.soup.select(".grades__student")]
        assert not seen & set(rows)
        seen |= set(rows)
        path = page.links().get("More students", "")
    assert len(seen) == 25
    assert "First students" in page.links()


def test_from_one_student_to_the_next(moodle: Class, app: Flask) -> None:
    classmate = member_of(app, moodle.campus.visit("wattle-park", "s502", "5b/creek"))
    page = moodle.teacher.get(moodle.path)
    assert page.links()["Next student"] == f"{moodle.scores}/{classmate.id}"
    last = moodle.teacher.get(page.links()["Next student"])
    assert "Next student" not in last.links()


def test_an_lms_without_grades(opened: Open) -> None:
    room = opened("named")
    room.change(Context, ags_scopes=[], lineitems_url="")
    room.sweep()
    seen = room.teacher.post(room.path, points="7", comment="", seen_version="0")
    assert "It goes to the gradebook" not in room.teacher.get(seen.location).text
    room.give("7")
    room.sweep()
    page = room.teacher.get(room.scores)
    assert "does not offer this to Courtyard" in page.text
    assert "your LMS takes no grades from it" in page.text
    assert "7 of 10 points" in room.student.get(room.student.place).text
