"""A Post: edit it, lock it against edits, delete it, show it again."""

import pytest

from tests.support.cast import Visitor, post_ids


@pytest.fixture
def answer(classmate: Visitor, topic: str, opening: int) -> int:
    """The classmate's reply, number 2."""
    classmate.reply(opening, "Steam from the sea.")
    return post_ids(classmate.get(topic))[2]


def edit(visitor: Visitor, post: int, source: str, version: object = 1):
    return visitor.post(f"/posts/{post}", source=source, version=version)


def test_own_words_are_edited(
    teacher: Visitor, student: Visitor, topic: str, opening: int, answer: int
) -> None:
    form = student.get(f"/posts/{opening}/edit")
    assert (form.value("source"), form.value("version")) == ("What makes a cloud?", "1")
    saved = edit(student, opening, "What makes **fog**?")
    assert (saved.status, saved.location) == (303, f"{topic}/posts/1")
    page = teacher.get(topic)
    assert page.soup.select_one("#post-1 strong").get_text() == "fog"
    assert "Edited" in page.soup.find(id="post-1").get_text()
    assert "Edited" not in page.soup.find(id="post-2").get_text()
    assert student.get(f"/posts/{opening}/edit").value("version") == "2"


def test_nobody_writes_under_another_name(
    teacher: Visitor,
    classmate: Visitor,
    onlooker: Visitor,
    student: Visitor,
    opening: int,
) -> None:
    for visitor in (teacher, classmate, onlooker):
        assert visitor.get(f"/posts/{opening}/edit").status == 403
        page = edit(visitor, opening, "I never said that.")
        assert page.status == 403
        assert "I never said that." in page.text
    assert student.get(f"/posts/{opening}/edit").value("source") == "What makes a cloud?"


def test_a_stale_version_shows_both_texts(student: Visitor, topic: str, opening: int) -> None:
    edit(student, opening, "Words from one tab.")
    page = edit(student, opening, "Words from\r\nanother <b>tab</b>.")
    assert page.status == 409
    assert page.value("source") == "Words from\r\nanother <b>tab</b>."
    assert "Words from one tab." in page.text
    assert page.value("version") == "2"
    assert "another" not in student.get(topic).text
    assert edit(student, opening, page.value("source"), page.value("version")).status == 303
    assert "another <b>tab</b>." in student.get(topic).text


def test_a_version_that_never_was(student: Visitor, opening: int) -> None:
    for version in ("", "x", "-1", "99999999999", "2"):
        page = edit(student, opening, "Other words.", version)
        assert (page.status, page.value("source")) == (409, "Other words.")
        assert edit(student, opening, "What makes a cloud?", version).status == 303


def test_a_body_that_cant_be_taken(student: Visitor, topic: str, opening: int) -> None:
    for source in ("", " \n", "x" * 40_001, "https://tinyurl.com/abc", "> " * 99):
        page = edit(student, opening, source)
        assert (page.status, page.value("source")) == (422, source)
        assert page.soup.find(id="source-error").get_text()
        assert "changed elsewhere" not in page.text
    assert "What makes a cloud?" in student.get(topic).text


def test_a_locked_post_keeps_its_words(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    for _ in range(2):
        locked = teacher.post(f"/posts/{opening}/lock", is_locked="1")
        assert (locked.status, locked.location) == (303, f"{topic}/posts/1")
    page = edit(student, opening, "Half an hour of typing.")
    assert page.status == 403
    assert "Half an hour of typing." in page.text
    assert student.get(f"/posts/{opening}/edit").status == 403
    assert student.post(f"/posts/{opening}/deletion", is_deleted="1").status == 403
    assert classmate.reply(opening).status == 303
    teacher.post(f"/posts/{opening}/lock", is_locked="0")
    assert edit(student, opening, "Half an hour of typing.").status == 303
    for visitor in (student, classmate):
        assert visitor.post(f"/posts/{opening}/lock", is_locked="0").status == 403


def test_an_edit_in_a_deleted_topic_is_told_so(teacher: Visitor) -> None:
    topic = teacher.start_topic()
    opening = post_ids(teacher.get(topic))[1]
    teacher.post(f"{topic}/deletion", is_deleted="1")
    page = edit(teacher, opening, "Half an hour of typing.")
    assert (page.status, page.error_code) == (403, "not_allowed")
    assert "This topic is deleted" in page.text
    assert page.soup.find("textarea").get_text().removeprefix("\n") == "Half an hour of typing."


def test_deleting_leaves_a_tombstone_and_the_replies(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int, answer: int
) -> None:
    student.reply(answer, "I agree.")
    assert "Steam from the sea." in classmate.get(f"/posts/{answer}/deletion").text
    for _ in range(2):
        gone = classmate.post(f"/posts/{answer}/deletion", is_deleted="1")
        assert (gone.status, gone.location) == (303, f"{topic}/posts/2")
    for visitor in (student, teacher):
        page = visitor.get(topic)
        assert "deleted by its author" in page.soup.find(id="post-2").get_text()
        assert "I agree." in page.text
        assert "2 posts" in page.text
    assert "1 reply" in student.get(student.place).text
    teacher.post(f"/posts/{post_ids(student.get(topic))[3]}/deletion", is_deleted="1")
    assert "deleted by a teacher" in student.get(topic).soup.find(id="post-3").get_text()


def test_what_was_deleted_is_nowhere(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, answer: int
) -> None:
    student.post(f"/drafts/reply/{answer}", source="I think so too.")
    classmate.post(f"/posts/{answer}/deletion", is_deleted="1")
    pages = [topic, f"{topic}?view=flat", f"{topic}/posts/2", f"/posts/{answer}/replies/new",
             f"/posts/{answer}/edit", f"/posts/{answer}/deletion", f"/posts/{answer}/revisions",
             student.place, student.space]  # fmt: skip
    for path in pages:
        for visitor in (student, classmate):
            assert "Steam" not in visitor.get(path).response.text, path
    late = student.reply(answer, "I think so too.")
    assert (late.status, late.error_code) == (409, "too_late")
    assert "I think so too." in late.text
    assert "Steam" not in late.response.text
    assert "Steam" not in edit(classmate, answer, "").response.text


def test_staff_show_it_again(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, answer: int
) -> None:
    classmate.post(f"/posts/{answer}/deletion", is_deleted="1")
    for visitor in (classmate, student):
        assert visitor.post(f"/posts/{answer}/deletion", is_deleted="0").status == 403
    for _ in range(2):
        assert teacher.post(f"/posts/{answer}/deletion", is_deleted="0").status == 303
    page = student.get(topic)
    assert "Steam from the sea." in page.text
    assert "2 posts" in page.text
