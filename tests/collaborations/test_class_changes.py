"""An LMS calls a child something else while classes meet: no family's no is lost by it."""

import pytest
from flask import Flask

from app.extensions import begin_write, db
from app.models import Purpose, Role
from tests.collaborations.test_first_names import Rules
from tests.support.bulk import membership
from tests.support.cast import Campus, Visitor, come_in, post_ids
from tests.support.together import Together, agree


def turn_into(app: Flask, child: Visitor, role: Role) -> None:
    """As a launch or a roster says it."""
    with app.app_context():
        begin_write()
        membership(child).role = role
        db.session.commit()
        db.session.remove()


@pytest.mark.parametrize("purpose", [Purpose.WRITING, Purpose.PARTNER_VISIBILITY])
@pytest.mark.parametrize("role", [each for each in Role if each is not Role.STUDENT])
def test_what_a_family_withdrew_stays_hidden_whatever_a_child_becomes(
    app: Flask, together: Together, role: Role, purpose: Purpose
) -> None:
    activity = together.add_activity()
    topic = together.start(together.student, activity)
    theirs = together.start(together.stranger, activity, title="Fog")
    assert together.student.reply(post_ids(together.stranger.get(theirs))[1], "Grey").status == 303
    Rules(app, together, come_in(app)).withdraw(together.host, together.student, purpose)
    turn_into(app, together.student, role)
    assert together.stranger.get(topic).status == 404
    assert "Clouds" not in together.stranger.get(activity).text
    assert "Grey" not in together.stranger.get(theirs).text


@pytest.mark.parametrize("role", [Role.MENTOR, Role.VISITOR])
def test_a_child_s_name_stays_in_the_class_whatever_they_become(
    app: Flask, campus: Campus, together: Together, role: Role
) -> None:
    lachlan = campus.visit("wattle-park", "s502", "5b/rain")
    agree(app, together.host.teacher, lachlan)
    turn_into(app, lachlan, role)
    activity = together.add_activity()
    words = {"title": "Fog", "source": "Thanks Lachlan.", "submission_key": "thanks to him"}
    answer = together.student.post(f"{activity}/topics", **words)
    assert answer.location.startswith("/reviews/")
    assert "Lachlan" not in together.stranger.get(activity).text


@pytest.mark.parametrize("role", [Role.MENTOR, Role.ASSISTANT])
def test_a_family_can_still_say_no(app: Flask, together: Together, role: Role) -> None:
    """Whatever the LMS calls the child by now."""
    topic = together.start(together.student, together.add_activity())
    turn_into(app, together.student, role)
    assert together.stranger.get(topic).status == 200
    Rules(app, together, come_in(app)).withdraw(together.host, together.student, Purpose.WRITING)
    assert together.stranger.get(topic).status == 404


def test_an_assistant_writes_where_classes_meet(campus: Campus, together: Together) -> None:
    """No family answers for a grown-up; other classes know them by a made-up name."""
    topic = together.start(together.student, together.add_activity())
    assistant = campus.visit("maple-street", "dana", "5-rivera/snow")
    opening = post_ids(assistant.get(topic))[1]
    assert assistant.reply(opening, "Look at the banks.").status == 303
    read = together.student.get(topic).text
    assert "Look at the banks." in read
    assert "Dana" not in read


def test_a_child_called_assistant_writes_no_more_than_the_family_said(
    app: Flask, together: Together
) -> None:
    topic = together.start(together.stranger, together.add_activity())
    withdraw = Rules(app, together, come_in(app)).withdraw
    withdraw(together.host, together.student, Purpose.WRITING)
    turn_into(app, together.student, Role.ASSISTANT)
    opening = post_ids(together.student.get(topic))[1]
    late = together.student.reply(opening, "Now I am grown up.")
    assert late.status == 409
    assert "Now I am grown up." in late.text


def test_a_teacher_s_student_view_hides_nobody_s_words(app: Flask, together: Together) -> None:
    activity = together.add_activity(source="Look for newts.")
    topic = together.start(together.stranger, activity)
    opening = post_ids(together.student.get(topic))[1]
    with app.app_context():
        begin_write()
        membership(together.student).is_test = True
        db.session.commit()
        db.session.remove()
    for path in (f"/posts/{opening}/flags", f"{activity}/flags"):
        assert together.student.get(f"{path}/new").status == 403
        assert together.student.post(path, reason="unkind", words="").status == 403
    assert "flags/new" not in together.student.get(topic).response.text
    assert "What makes a cloud?" in together.student.get(topic).text
