"""Drafts: what somebody types is kept for them, until it is sent."""

import pytest

from app.services.drafting import LONGEST
from tests.support.cast import Campus, Page, Visitor, post_ids


def save(visitor: Visitor, kind: str, place: object, source: str, **more: object) -> int:
    return visitor.post(f"/drafts/{kind}/{place}", source=source, **more).status


def activity(visitor: Visitor) -> str:
    return visitor.place.rpartition("/")[2]


def tab(campus: Campus, visitor: Visitor) -> Visitor:
    """The same person and session, in another tab."""
    return Visitor(campus.app.test_client(use_cookies=False), visitor.token, visitor.place)


@pytest.fixture
def answer(student: Visitor, topic: str, opening: int) -> int:
    """The student's reply, number 2."""
    student.reply(opening, "Water, I think.")
    return post_ids(student.get(topic))[2]


def test_a_new_topic_is_kept_with_its_title(student: Visitor) -> None:
    new = f"{student.place}/topics/new"
    assert save(student, "topic", activity(student), "Half a\r\nthought", title="Rain?") == 204
    page = student.get(new)
    assert (page.value("title"), page.value("source")) == ("Rain?", "Half a\r\nthought")
    assert save(student, "topic", activity(student), "", title="Rain?") == 204
    page = student.get(new)
    assert (page.value("title"), page.value("source")) == ("Rain?", "")
    key = page.value("submission_key")
    sent = student.post(
        f"{student.place}/topics", title="Rain?", source="A thought.", submission_key=key
    )
    assert sent.status == 303
    page = student.get(new)
    assert (page.value("title"), page.value("source")) == ("", "")


def test_a_reply_is_kept_where_it_is_written(
    student: Visitor, topic: str, opening: int, answer: int
) -> None:
    assert save(student, "reply", opening, "To the topic") == 204
    assert save(student, "reply", answer, "To the answer") == 204
    for path in (topic, f"{topic}/posts/2", f"/posts/{opening}/replies/new"):
        assert student.get(path).value("source") == "To the topic"
    assert student.get(f"/posts/{answer}/replies/new").value("source") == "To the answer"
    student.reply(opening, "To the topic.")
    assert student.get(topic).value("source") == ""
    assert student.get(f"/posts/{answer}/replies/new").value("source") == "To the answer"


def test_an_edit_is_kept(student: Visitor, topic: str, opening: int) -> None:
    assert save(student, "edit", opening, "What makes fog", version=1) == 204
    form = student.get(f"/posts/{opening}/edit")
    assert (form.value("source"), form.value("version")) == ("What makes fog", "1")
    assert "changed elsewhere" not in form.text
    assert "What makes a cloud?" in student.get(topic).text
    assert student.post(f"/posts/{opening}", source="What makes fog?", version=1).status == 303
    form = student.get(f"/posts/{opening}/edit")
    assert (form.value("source"), form.value("version")) == ("What makes fog?", "2")


def test_an_edit_that_was_begun_before_another_says_so(student: Visitor, opening: int) -> None:
    save(student, "edit", opening, "Words of Monday", version=1)
    student.post(f"/posts/{opening}", source="Words of Tuesday", version=1)
    save(student, "edit", opening, "Words of Monday", version=1)
    form = student.get(f"/posts/{opening}/edit")
    assert (form.value("source"), form.value("version")) == ("Words of Monday", "2")
    assert "changed elsewhere" in form.text
    assert "Words of Tuesday" in form.text


def test_they_are_a_persons_own(
    student: Visitor, classmate: Visitor, teacher: Visitor, topic: str, opening: int
) -> None:
    save(student, "reply", opening, "A secret")
    save(student, "edit", opening, "A secret", version=1)
    save(student, "topic", activity(student), "A secret", title="A secret")
    save(classmate, "reply", opening, "Mine")
    for visitor in (classmate, teacher):
        for path in (topic, f"{visitor.place}/topics/new", f"/posts/{opening}/replies/new"):
            assert "secret" not in visitor.get(path).response.text
    assert classmate.get(topic).value("source") == "Mine"
    assert student.get(topic).value("source") == "A secret"


@pytest.mark.parametrize("nothing", ["", "  \r\n\t", "\x00"])
def test_emptied_is_dropped(student: Visitor, topic: str, opening: int, nothing: str) -> None:
    save(student, "reply", opening, "Half a thought")
    assert save(student, "reply", opening, nothing) == 204
    assert student.get(topic).value("source") == ""


def test_more_than_can_be_sent_is_kept_and_far_too_much_is_not(
    student: Visitor, topic: str, opening: int
) -> None:
    longest = "x" * LONGEST
    assert save(student, "reply", opening, longest) == 204
    assert student.get(topic).value("source") == longest
    page = student.post(f"/drafts/reply/{opening}", source=longest + "x")
    assert (page.status, page.error_code) == (413, "too_large")
    assert student.get(topic).value("source") == longest
    assert student.reply(opening, longest).status == 422


def test_a_title_is_kept_as_far_as_one_goes(student: Visitor) -> None:
    save(student, "topic", activity(student), "Words", title="<b>\x00" + "🌧" * 300)
    kept = student.get(f"{student.place}/topics/new").value("title")
    assert kept == "<b>" + "🌧" * 252


def test_typed_while_a_lock_came_is_there_when_it_goes(
    teacher: Visitor, student: Visitor, topic: str, opening: int
) -> None:
    teacher.post(f"{topic}/lock", is_locked="1")
    teacher.post(f"/posts/{opening}/lock", is_locked="1")
    assert save(student, "reply", opening, "Half a thought") == 204
    assert save(student, "edit", opening, "Half an edit", version=1) == 204
    assert student.get(f"/posts/{opening}/edit").status == 403
    assert student.reply(opening, "Half a thought.").status == 409
    teacher.post(f"{topic}/lock", is_locked="0")
    teacher.post(f"/posts/{opening}/lock", is_locked="0")
    assert student.get(topic).value("source") == "Half a thought"
    assert student.get(f"/posts/{opening}/edit").value("source") == "Half an edit"


def late(visitor: Visitor, form: Page, kind: str, place: object, source: str) -> int:
    """What a form saves that was sent meanwhile; it knows its key, and an edit its version."""
    fields = form.soup.select("[name=version], [name=submission_key]")
    more = {field["name"]: field["value"] for field in fields}
    return save(visitor, kind, place, source, **more)


def test_saved_too_late_does_not_bring_words_back(
    student: Visitor, topic: str, opening: int
) -> None:
    """The last save was slower than the form: what it holds has arrived."""
    form = student.get(f"/posts/{opening}/replies/new")
    student.reply(opening, "A thought.", submission_key=form.value("submission_key"))
    assert late(student, form, "reply", opening, "A thou") == 204
    assert student.get(topic).value("source") == ""

    new = f"{student.place}/topics/new"
    form = student.get(new)
    student.start_topic("Rain", submission_key=form.value("submission_key"))
    assert late(student, form, "topic", activity(student), "What makes") == 204
    assert student.get(new).value("source") == ""

    form = student.get(f"/posts/{opening}/edit")
    key = form.value("submission_key")
    student.post(f"/posts/{opening}", source="Fog?", version=1, submission_key=key)
    assert late(student, form, "edit", opening, "Fo") == 204
    assert student.get(f"/posts/{opening}/edit").value("source") == "Fog?"


def test_an_edit_that_changed_nothing_is_sent_all_the_same(student: Visitor, opening: int) -> None:
    form = student.get(f"/posts/{opening}/edit")
    key = form.value("submission_key")
    student.post(f"/posts/{opening}", source="What makes a cloud?", version=1, submission_key=key)
    late(student, form, "edit", opening, "What makes a clo")
    assert student.get(f"/posts/{opening}/edit").value("source") == "What makes a cloud?"


def test_words_of_a_form_that_was_refused_are_kept(
    student: Visitor, topic: str, opening: int
) -> None:
    form = student.get(f"/posts/{opening}/replies/new")
    key = form.value("submission_key")
    assert student.reply(opening, "https://bit.ly/abc", submission_key=key).status == 422
    late(student, form, "reply", opening, "https://bit.ly/abc")
    assert student.get(topic).value("source") == "https://bit.ly/abc"


def test_two_tabs(campus: Campus, student: Visitor, topic: str, opening: int) -> None:
    """The last words saved are those that are kept; sending the one's drops none of the other's."""
    other = tab(campus, student)
    forms = [visitor.get(f"/posts/{opening}/replies/new") for visitor in (student, other)]
    late(student, forms[0], "reply", opening, "Words of one tab")
    late(other, forms[1], "reply", opening, "Words of the other")
    assert student.get(topic).value("source") == "Words of the other"
    student.reply(opening, "Words of one tab.", submission_key=forms[0].value("submission_key"))
    late(student, forms[0], "reply", opening, "Words of one")
    assert student.get(topic).value("source") == ""
    late(other, forms[1], "reply", opening, "Words of the other tab")
    assert student.get(topic).value("source") == "Words of the other tab"


def test_a_version_that_is_none(student: Visitor, opening: int) -> None:
    for version in ("", "x", "-1", "0", "9" * 5_000):
        assert save(student, "edit", opening, "Half an edit", version=version) == 204
        assert student.get(f"/posts/{opening}/edit").value("source") == "Half an edit"


def test_who_may_not(
    teacher: Visitor, classmate: Visitor, onlooker: Visitor, outsider: Visitor, opening: int
) -> None:
    places = (("topic", activity(teacher)), ("reply", opening), ("edit", opening))
    for kind, place in places:
        assert save(onlooker, kind, place, "Words") == 403
        page = outsider.post(f"/drafts/{kind}/{place}", source="Words")
        assert (page.status, page.error_code) == (404, "not_found")
    for visitor in (teacher, classmate):
        assert save(visitor, "edit", opening, "I never said that", version=1) == 403
    assert teacher.get(f"/drafts/reply/{opening}").status == 405


def test_no_such_place(student: Visitor, teacher: Visitor, topic: str, opening: int) -> None:
    for place in (0, 77_777, 2**31, 2**63, "-1", "x"):
        for kind in ("topic", "reply", "edit"):
            assert save(student, kind, place, "Words") == 404, (kind, place)
    assert save(student, "poem", opening, "Words") == 404
    teacher.post(f"{topic}/deletion", is_deleted="1")
    assert save(student, "reply", opening, "Words") == 404
