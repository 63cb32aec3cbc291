"""A Topic: read it, and pin, lock, retitle or delete it."""

import pytest

from tests.support.cast import Campus, Visitor


@pytest.fixture
def assistant(campus: Campus) -> Visitor:
    return campus.visit("maple-street", "dana", "5-rivera/snow")


def test_a_topic_is_read_by_the_class(
    teacher: Visitor, student: Visitor, classmate: Visitor, onlooker: Visitor, topic: str
) -> None:
    for visitor in (teacher, student, classmate, onlooker):
        page = visitor.get(topic)
        assert (page.status, page.title) == (200, "Clouds")
        assert "What makes a cloud?" in page.text
        assert page.links()["#1"] == f"{topic}/posts/1"


def test_buttons_are_those_that_work(
    teacher: Visitor, student: Visitor, classmate: Visitor, onlooker: Visitor, topic: str
) -> None:
    assert onlooker.get(topic).actions() == []
    assert "Change the title" not in classmate.get(topic).text
    assert student.get(topic).links()["Change the title"] == f"{topic}/edit"
    assert {f"{topic}/pin", f"{topic}/lock"} <= set(teacher.get(topic).actions())
    assert f"{topic}/pin" not in student.get(topic).actions()


def test_its_author_and_staff_give_it_another_title(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str
) -> None:
    assert student.get(f"{topic}/edit").value("title") == "Clouds"
    for visitor, title in ((student, "Big clouds"), (teacher, "Clouds, big")):
        answer = visitor.post(topic, title=title)
        assert (answer.status, answer.location) == (303, topic)
        assert classmate.get(topic).title == title
    assert classmate.get(f"{topic}/edit").status == 403
    assert classmate.post(topic, title="Mine").status == 403
    teacher.post(f"{topic}/lock", is_locked="1")
    assert student.post(topic, title="Mine").status == 403
    assert student.get(topic).title == "Clouds, big"


def test_a_title_that_cant_be_taken(student: Visitor, topic: str) -> None:
    for title in ("", "  ", "x" * 121, "\u200d", "<b>" * 60):
        page = student.post(topic, title=title)
        assert (page.status, page.value("title")) == (422, title)
        assert page.soup.find(id="title-error").get_text()
    assert student.get(topic).title == "Clouds"


def test_locking_stops_students_and_not_staff(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    for _ in range(2):  # it says what is wanted, so twice is once
        assert teacher.post(f"{topic}/lock", is_locked="1").location == topic
    page = student.get(topic)
    assert "This topic is locked" in page.text
    assert page.actions() == []
    assert student.get(f"/posts/{opening}/replies/new").status == 403
    assert student.get(f"/posts/{opening}/edit").status == 403
    assert student.get(f"/posts/{opening}/deletion").status == 403
    assert student.post(f"/posts/{opening}/deletion", is_deleted="1").status == 403
    assert teacher.get(f"/posts/{opening}/replies/new").status == 200
    assert teacher.reply(opening, "Let us stop here.").status == 303
    teacher.post(f"{topic}/lock", is_locked="0")
    assert classmate.reply(opening).status == 303


def test_deleting_asks_first_and_can_be_undone(
    teacher: Visitor, student: Visitor, topic: str, opening: int
) -> None:
    assert "Delete the topic?" in teacher.get(f"{topic}/deletion").title
    assert teacher.get(topic).status == 200
    answer = teacher.post(f"{topic}/deletion", is_deleted="1")
    assert (answer.status, answer.location) == (303, teacher.place)
    paths = (topic, f"{topic}/posts/1", f"{topic}/edit", f"/posts/{opening}/edit",
             f"/posts/{opening}/replies/new", f"/posts/{opening}/deletion")  # fmt: skip
    for path in paths:
        page = student.get(path)
        assert (page.status, "cloud" in page.response.text.lower()) == (404, False), path
    assert teacher.get(topic).status == 200
    assert teacher.post(f"{topic}/deletion", is_deleted="0").location == topic
    assert student.get(topic).status == 200


def test_who_may_not_moderate(
    student: Visitor, classmate: Visitor, onlooker: Visitor, outsider: Visitor, topic: str
) -> None:
    form = {"is_locked": "1", "is_pinned": "1", "is_deleted": "1"}
    for visitor, status in ((student, 403), (classmate, 403), (onlooker, 403), (outsider, 404)):
        assert visitor.get(f"{topic}/deletion").status == status
        for action in ("lock", "pin", "deletion"):
            assert visitor.post(f"{topic}/{action}", **form).status == status
    assert "Pinned" not in student.get(topic).text
    assert "locked" not in student.get(topic).text


def test_an_assistant_moderates_too(assistant: Visitor) -> None:
    topic = assistant.start_topic()
    assert assistant.post(f"{topic}/pin", is_pinned="1").status == 303
    assert assistant.post(f"{topic}/lock", is_locked="1").status == 303
    assert "Pinned Locked" in assistant.get(topic).text


def test_a_switch_that_says_nothing_switches_nothing(
    teacher: Visitor, topic: str, opening: int
) -> None:
    switches = {
        f"{topic}/lock": "is_locked",
        f"{topic}/pin": "is_pinned",
        f"/posts/{opening}/lock": "is_locked",
        f"{topic}/deletion": "is_deleted",
    }
    for path, name in switches.items():
        teacher.post(path, **{name: "1"})
        for form in ({}, {name: ""}, {name: "yes"}, {name: "2"}, {name: "\x00"}):
            page = teacher.post(path, **form)
            assert (page.status, page.error_code) == (400, "bad_request"), path
    assert "Pinned Locked Deleted" in teacher.get(topic).text


def test_the_view_is_remembered(student: Visitor, classmate: Visitor, topic: str) -> None:
    def chosen(visitor: Visitor, path: str) -> str:
        return visitor.get(path).soup.select_one("main nav a[aria-current=page]").get_text()

    assert chosen(student, topic) == "Threads"
    assert chosen(student, f"{topic}?view=flat") == "By time"
    assert chosen(student, topic) == "By time"
    assert chosen(student, f"{topic}/posts/1") == "By time"
    assert chosen(student, student.start_topic("Another")) == "By time"
    assert chosen(classmate, topic) == "Threads"
    for garbage in ("", "FLAT", "tree", "\x00", "threaded "):
        student.get(topic, view=garbage)
    assert chosen(student, topic) == "By time"
    assert chosen(student, f"{topic}?view=threaded") == "Threads"
