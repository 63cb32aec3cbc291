"""What keeps words from partner classes: no yes from home, and what gives a child away."""

import pytest
from flask import Flask

from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.together import Together, agree, join, set_rule

NEW = {"title": "Fog", "source": "Where does it go at noon?"}


@pytest.fixture
def silent(app: Flask, campus: Campus) -> Together:
    """Two classes that have joined, and no family has said anything yet."""
    return join(app, campus, has_consent=False)


def test_without_a_yes_a_child_reads_and_does_not_write(app: Flask, silent: Together) -> None:
    activity = silent.add_activity()
    topic = silent.start(silent.host.teacher, activity)
    opening = post_ids(silent.host.teacher.get(topic))[1]
    page = silent.student.get(activity)
    assert "needs a yes from home" in page.text
    assert "New topic" not in page.links()
    read = silent.student.get(topic)
    assert "What makes a cloud?" in read.text
    assert f"/posts/{opening}/replies" not in read.actions()
    assert silent.student.get(f"{activity}/topics/new").status == 403
    assert silent.student.get(f"/posts/{opening}/replies/new").status == 403
    for answer in (
        silent.student.post(f"{activity}/topics", **NEW),
        silent.student.reply(opening, NEW["source"]),
    ):
        assert answer.status == 409
        assert NEW["source"] in answer.text
        assert "needs a yes from home" in answer.text
    agree(app, silent.host.teacher, silent.student)
    assert silent.student.reply(opening, NEW["source"]).status == 303


def test_a_yes_that_is_taken_back_stops_edits_too(app: Flask, together: Together) -> None:
    topic = together.start(together.student, together.add_activity())
    opening = post_ids(together.student.get(topic))[1]
    withdraw(together)
    answer = together.student.post(f"/posts/{opening}", source="Hail?", version="1")
    assert answer.status == 403
    assert "needs a yes from home" in answer.text


def test_it_hides_the_topic_s_name_in_the_other_class_s_queue(
    app: Flask, together: Together
) -> None:
    activity = together.add_activity()
    topic = together.start(together.student, activity, title="Ours", source="From our creek.")
    set_rule(together.partner, together.space, "everything")
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.stranger.reply(opening, "Frogs?").location.startswith("/reviews/")
    queue = f"/contexts/{together.partner.context_id}/reviews"
    assert "Reply in Ours" in together.partner.teacher.get(queue).text
    withdraw(together)
    page = together.partner.teacher.get(queue)
    assert "Reply in a topic that is not shown to your class any more" in page.text
    assert "Ours" not in page.text
    assert topic not in page.response.text


def say(together: Together, given: list[str]) -> Page:
    """Write down that the students' families say yes to these boxes, and no to all others."""
    path = f"/contexts/{together.host.context_id}/consents"
    page = together.host.teacher.get(path)
    shown = [each["value"] for each in page.soup.select("input[name=shown]")]
    answer = together.host.teacher.post(path, shown=shown, given=given)
    assert answer.status == 303, answer.text
    return answer


def withdraw(together: Together) -> list[str]:
    """The student's family says no to what they had agreed to: the boxes that it was."""
    page = together.host.teacher.get(f"/contexts/{together.host.context_id}/consents")
    ticked = [each["value"] for each in page.soup.select("input[name=given][checked]")]
    asked = together.host.teacher.get(say(together, []).location)
    [confirm] = [each for each in asked.actions() if "confirm" in each]
    assert together.host.teacher.send(asked, confirm).status == 303
    return ticked


def test_a_yes_that_is_taken_back_hides_what_is_past(app: Flask, together: Together) -> None:
    """A post leaves a gap that says nothing; a topic goes with the one who began it."""
    activity = together.add_activity()
    own = together.start(together.student, activity, title="Ours", source="From our creek.")
    theirs = together.start(together.stranger, activity, title="Theirs", source="From theirs.")
    opening = post_ids(together.student.get(theirs))[1]
    together.student.reply(opening, "We have frogs.")
    post = post_ids(together.student.get(theirs))[2]
    together.host.teacher.post(f"{own}/pin", is_pinned="1")
    ticked = withdraw(together)
    for viewer in (together.stranger, together.partner.teacher):
        listed = viewer.get(activity)
        assert "Theirs" in listed.text
        assert "Ours" not in listed.response.text
        assert viewer.get(own).status == 404
        assert viewer.get(f"{own}/posts/1").status == 404
        for view in ("flat", "threaded"):
            read = viewer.get(f"{theirs}?view={view}")
            assert "We have frogs." not in read.response.text
            assert "This post is not shown to other classes any more." in read.text
        assert viewer.reply(post, "Hello?").status == 404
        for path in ("replies/new", "deletion", "revisions", "edit"):
            assert viewer.get(f"/posts/{post}/{path}").status == 404
    for viewer in (together.student, together.host.teacher):
        assert "We have frogs." in viewer.get(theirs).text
        assert "From our creek." in viewer.get(own).text
    say(together, ticked)
    assert "We have frogs." in together.stranger.get(theirs).text
    assert "From our creek." in together.stranger.get(own).text


def test_the_own_class_is_not_asked(silent: Together) -> None:
    assert silent.student.start_topic("Ours alone")


GIVEN_AWAY = (
    ("Thanks, Amira!", "Amira"),
    ("Write to me at amira@example.com", "amira@example.com"),
    ("I live at 12 Acacia Street, come by", "12 Acacia Street"),
    ("Call me on 0412 345 678", "0412 345 678"),
    ("A**mi**ra was there", "mi"),
)


@pytest.mark.parametrize(("words", "found"), GIVEN_AWAY)
def test_staff_do_not_send_what_gives_somebody_away(
    together: Together, words: str, found: str
) -> None:
    activity = together.add_activity()
    topic = together.start(together.host.teacher, activity)
    opening = post_ids(together.student.get(topic))[1]
    writer = together.host.teacher
    for page in (
        writer.reply(opening, words),
        writer.post(f"{activity}/topics", title="Fog", source=words, submission_key="k" * 9),
        writer.post(f"{activity}/topics", title=words, source="Fog", submission_key="k" * 9),
    ):
        assert page.status == 422
        assert "may give somebody away" in page.text
        assert found in page.text
        fields = page.soup.select("[name=title], [name=source]")
        assert words in [each.get("value") or each.get_text().strip() for each in fields]
    assert words not in together.stranger.get(topic).text
    assert words not in together.stranger.get(activity).text


@pytest.mark.parametrize(("words", "found"), GIVEN_AWAY)
def test_nor_above_the_topics(together: Together, words: str, found: str) -> None:
    writer, activity = together.host.teacher, together.add_activity()
    for path in (f"{together.space}/activities", activity):
        for form in ({"title": "Fog", "source": words}, {"title": words, "source": "Fog"}):
            page = writer.post(path, **form)
            assert page.status == 422
            assert "may give somebody away" in page.text
            assert found in page.text
            assert words in (page.value("title"), page.value("source"))
    for path in (activity, together.space):
        assert words not in together.stranger.get(path).text


@pytest.mark.parametrize(("words", "found"), GIVEN_AWAY)
def test_what_a_student_gives_away_waits_for_staff(
    together: Together, words: str, found: str
) -> None:
    activity = together.add_activity()
    topic = together.start(together.host.teacher, activity)
    opening = post_ids(together.student.get(topic))[1]
    writer = together.student
    for number, sent in enumerate((
        writer.reply(opening, words),
        writer.post(f"{activity}/topics", title="Fog", source=words, submission_key="j" * 9),
        writer.post(f"{activity}/topics", title=words, source="Fog", submission_key="k" * 9),
    )):  # fmt: skip
        assert (sent.status, sent.location[:9]) == (303, "/reviews/"), number
        page = writer.get(sent.location)
        assert "may give somebody away" in page.text
        assert found in page.text
    for viewer in (together.stranger, together.partner.teacher):
        assert words not in viewer.get(topic).text
        assert "Fog" not in viewer.get(activity).text
    queue = together.host.teacher.get(f"/contexts/{together.host.context_id}/reviews")
    assert len(queue.soup.select("li.review")) == 3


def test_an_edit_waits_too(together: Together) -> None:
    topic = together.start(together.student, together.add_activity())
    opening = post_ids(together.student.get(topic))[1]
    page = together.student.post(f"/posts/{opening}", source="Thanks, Amira!", version="1")
    assert page.location.startswith("/reviews/")
    assert "Amira" not in together.stranger.get(topic).text
    retitled = together.student.post(topic, title="Amira wrote this")
    assert retitled.location.startswith("/reviews/")
    assert "Amira" not in together.stranger.get(topic).text


def test_the_own_class_may_say_its_names(together: Together, student: Visitor) -> None:
    assert student.start_topic("For Amira", source="Thanks, Amira!")


def test_so_may_its_teacher_above_the_topics(teacher: Visitor) -> None:
    assert teacher.post(teacher.place, title="For Amira", source="Ask Amira.").status == 303


def test_ordinary_words_pass(together: Together) -> None:
    activity = together.add_activity()
    for number, words in enumerate(("We saw 3 frogs in May.", "Will it rain at 10:30?")):
        assert together.start(together.student, activity, title=f"Day {number}", source=words)
