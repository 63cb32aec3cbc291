"""Talking in a class: what each member of the cast sees and may do."""

# ruff: noqa: E501 - the cast stands in the signatures

from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import event

from app.extensions import db
from tests.support.cast import BASE, Campus, Page, Visitor, post_ids

Visit = Callable[[str], Visitor]


@pytest.fixture
def topic(student: Visitor) -> str:
    return student.start_topic()


@pytest.fixture
def opening(teacher: Visitor, topic: str) -> int:
    return post_ids(teacher.get(topic))[1]


def test_a_class_talks(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    assert classmate.reply(opening, "**Water**, I think.").location == f"{topic}/posts/2"
    assert "1 unread" in student.get(student.place).text
    page = student.get(topic)
    assert page.title == "Clouds"
    assert page.soup.find("strong").get_text() == "Water"
    assert "unread" not in student.get(student.place).text
    assert "1 unread" in classmate.get(classmate.place).text  # the opening post; never their own


def test_outsiders_get_404_everywhere(
    outsider: Visitor, student: Visitor, topic: str, opening: int
) -> None:
    for path in (topic, f"{topic}/posts/1", f"{topic}/edit", student.place, f"{student.place}/topics/new",
                 f"/posts/{opening}/edit", f"/posts/{opening}/replies/new", f"/posts/{opening}/revisions",
                 f"/posts/{opening}/deletion", student.space, "/topics/99999999999", "/topics/0"):  # fmt: skip
        assert outsider.get(path).status == 404, path
    for path in (topic, f"{topic}/lock", f"{topic}/pin", f"{topic}/deletion", student.place,
                 f"{student.place}/topics", f"/posts/{opening}", f"/posts/{opening}/replies",
                 f"/posts/{opening}/lock", f"/posts/{opening}/deletion", f"/drafts/reply/{opening}"):  # fmt: skip
        assert outsider.post(path, source="x", title="x").status == 404, path


def test_a_mentor_only_reads(mentor: Visitor, topic: str, opening: int) -> None:
    assert mentor.get(topic).status == 200
    assert "Post reply" not in mentor.get(topic).text
    for path in (f"{mentor.place}/topics", f"/posts/{opening}/replies", f"/posts/{opening}", f"{topic}/lock",
                 f"/posts/{opening}/deletion", f"/drafts/reply/{opening}", f"{topic}/pin"):  # fmt: skip
        assert mentor.post(path, source="x", title="x", is_deleted="1").status == 403, path


def test_a_student_may_not_moderate(classmate: Visitor, topic: str, opening: int) -> None:
    for path in (f"{topic}/lock", f"{topic}/pin", f"{topic}/deletion", f"/posts/{opening}",
                 f"/posts/{opening}/lock", f"/posts/{opening}/deletion", classmate.place):  # fmt: skip
        page = classmate.post(path, source="mine now", title="x", is_deleted="1", version="1")
        assert page.status == 403, path
    assert classmate.get(f"/posts/{opening}/revisions").status == 403


def test_wrong_method(student: Visitor, topic: str) -> None:
    page = student.get(f"{topic}/lock")
    assert (page.status, page.error_code) == (405, "wrong_method")


def test_sending_twice_makes_one_post(
    classmate: Visitor, teacher: Visitor, topic: str, opening: int
) -> None:
    first = classmate.reply(opening, submission_key="the very same key")
    second = classmate.reply(opening, submission_key="the very same key")
    assert first.location == second.location == f"{topic}/posts/2"
    assert list(post_ids(teacher.get(topic))) == [1, 2]


def test_sending_at_the_same_moment_makes_one_post(
    campus: Campus, classmate: Visitor, teacher: Visitor, topic: str, opening: int
) -> None:
    answers: list[Page] = []

    def send() -> None:
        one = Visitor(campus.app.test_client(use_cookies=False), classmate.token)
        answers.append(one.reply(opening, submission_key="the very same key"))

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.location for answer in answers} == {f"{topic}/posts/2"}
    assert list(post_ids(teacher.get(topic))) == [1, 2]


def test_edits_keep_their_history(
    student: Visitor, teacher: Visitor, topic: str, opening: int
) -> None:
    assert student.post(f"/posts/{opening}", source="Steam?", version="1").status == 303
    stale = student.post(f"/posts/{opening}", source="Fog?", version="1")
    assert stale.status == 409
    assert stale.value("source") == "Fog?"
    assert "Steam?" in stale.text
    history = teacher.get(f"/posts/{opening}/revisions").text
    assert "Steam?" in history
    assert "What makes a cloud?" in history


def test_locks(
    student: Visitor, classmate: Visitor, teacher: Visitor, topic: str, opening: int
) -> None:
    teacher.post(f"/posts/{opening}/lock", is_locked="1")
    assert student.post(f"/posts/{opening}", source="Steam?", version="1").status == 403
    teacher.post(f"{topic}/lock", is_locked="1")
    late = classmate.reply(opening, "I was typing this.")
    assert late.status == 409
    assert "I was typing this." in late.text
    assert teacher.reply(opening, "Let us stop here.").status == 303


def test_tombstones(
    student: Visitor, classmate: Visitor, teacher: Visitor, topic: str, opening: int
) -> None:
    classmate.reply(opening, "Secret thought.")
    reply = post_ids(teacher.get(topic))[2]
    student.reply(reply, "I agree.")
    assert classmate.post(f"/posts/{reply}/deletion", is_deleted="1").status == 303
    page = student.get(topic)
    assert "Secret thought." not in page.response.text
    assert "deleted" in page.text
    assert "I agree." in page.text
    assert student.reply(reply, "Me again.").status == 409
    assert teacher.post(f"/posts/{reply}/deletion", is_deleted="0").status == 303
    assert "Secret thought." in student.get(topic).text


def test_a_deleted_topic_is_for_staff(student: Visitor, teacher: Visitor, topic: str) -> None:
    teacher.post(f"{topic}/deletion", is_deleted="1")
    assert student.get(topic).status == 404
    assert "Clouds" not in student.get(student.place).text
    assert teacher.get(topic).status == 200
    teacher.post(f"{topic}/deletion", is_deleted="0")
    assert student.get(topic).status == 200


@pytest.mark.parametrize("source", ["", "   \n", "x" * 60_000, "see https://bit.ly/abc", "\x00"])
def test_what_cant_be_taken_is_given_back(student: Visitor, source: str) -> None:
    page = student.post(f"{student.place}/topics", title="A title", source=source)
    assert page.status == 422
    assert page.value("title") == "A title"
    assert page.value("source") == source
    assert page.soup.find(id="source-error").get_text()


@pytest.mark.parametrize("title", ["", "x" * 121, " \t "])
def test_titles_are_checked(student: Visitor, title: str) -> None:
    page = student.post(f"{student.place}/topics", title=title, source="Words.")
    assert page.status == 422
    assert page.value("source") == "Words."


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "‮abc", "🌧️ 王"]
)
def test_words_are_words(student: Visitor, words: str) -> None:
    page = student.get(student.start_topic(title=words, source=words))
    assert page.status == 200
    assert not page.soup.select("main script, main img")


def test_drafts_survive(student: Visitor, topic: str, opening: int) -> None:
    assert student.post(f"/drafts/reply/{opening}", source="half a tho").status == 204
    assert student.get(topic).value("source") == "half a tho"
    student.reply(opening, "half a thought", submission_key="a key of the form")
    assert student.get(topic).value("source") == ""
    student.post(f"/drafts/reply/{opening}", source="half", submission_key="a key of the form")
    assert student.get(topic).value("source") == ""


def test_pages_and_permanent_links(
    student: Visitor, teacher: Visitor, topic: str, opening: int
) -> None:
    for number in range(2, 61):
        parent = (
            opening
            if number % 3
            else post_ids(teacher.get(f"{topic}/posts/{number - 1}"))[number - 1]
        )
        assert student.reply(parent, f"Thought {number}.").status == 303
    for view in ("flat", "threaded"):
        seen: list[str] = []
        page = student.get(topic, view=view)
        while True:
            seen += [item["id"] for item in page.soup.select("li[id^=post-]")]
            later = page.soup.find("a", rel="next")
            if later is None:
                break
            page = student.get(later["href"])
        assert sorted(seen) == sorted(f"post-{n}" for n in range(1, 61))
        for number in (1, 25, 26, 59, 60):
            shown = student.get(f"{topic}/posts/{number}")
            assert shown.soup.find(id=f"post-{number}")["aria-current"] == "true"
    assert student.get(topic, view="flat", page=4).status == 404
    assert student.get(f"{topic}/posts/61").status == 404


def test_queries_do_not_grow(
    app: Flask, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    few = _statements(app, student, topic)
    for number in range(40):
        classmate.reply(opening, f"More {number}.")
    student.get(topic), student.get(f"{topic}?from=25")
    assert _statements(app, student, topic) <= few <= 8


def _statements(app: Flask, visitor: Visitor, path: str) -> int:
    visitor.get(path)
    seen: list[str] = []
    with app.app_context():
        engine = db.engine
    listener = lambda *args: seen.append(args[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", listener)
    try:
        assert visitor.get(path).status == 200
    finally:
        event.remove(engine, "before_cursor_execute", listener)
    return sum(not each.startswith("BEGIN") for each in seen)


def test_public_pages(campus: Campus) -> None:
    client = campus.app.test_client()
    assert client.get("/healthz", base_url=BASE).json == {"status": "ok"}
    assert Page(client.get("/", base_url=BASE)).title
    missing = Page(client.get("/nowhere", base_url=BASE))
    assert (missing.status, missing.error_code) == (404, "not_found")
    assert client.get("/topics/1", base_url=BASE).status_code == 401
