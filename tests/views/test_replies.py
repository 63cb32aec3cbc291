"""Replies to a Post."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from tests.support.cast import Visitor, post_ids

BODIES = (
    ("<script>alert(1)</script> <b>x</b>", "<script>alert(1)</script> <b>x</b>"),
    ("السحاب ماء", "السحاب ماء"),
    ("\u202esdrawkcab", "sdrawkcab"),
    ("👩🏽‍🚀🏳️‍🌈 🌧", "👩🏽‍🚀🏳️‍🌈 🌧"),
    ("be\x00fore", "before"),
    ("&lt;b&gt; &amp;", "&lt;b&gt; &amp;"),
)


def test_the_form_quotes_what_it_answers(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    form = classmate.get(f"/posts/{opening}/replies/new")
    assert form.title == "Reply to #1"
    assert "Amira Haddad" in form.soup.blockquote.get_text()
    assert "What makes a cloud?" in form.soup.blockquote.get_text()
    key = form.value("submission_key")
    sent = classmate.post(f"/posts/{opening}/replies", source="_Water._", submission_key=key)
    assert (sent.status, sent.location) == (303, f"{topic}/posts/2")
    page = student.get(sent.location)
    assert page.soup.select_one("#post-2 em").get_text() == "Water."
    assert page.soup.find(id="post-2")["aria-current"] == "true"
    second = post_ids(page)[2]
    assert student.reply(second, "Which water?").location == f"{topic}/posts/3"
    assert teacher.get(topic).links()["in reply to #2"] == f"{topic}/posts/2"


def test_words_are_words(student: Visitor, opening: int) -> None:
    for typed, seen in BODIES:
        sent = student.reply(opening, typed, submission_key="")
        body = student.get(sent.location).soup.select_one("[aria-current=true] div[dir=auto]")
        assert " ".join(body.get_text().split()) == seen
        assert body.find(["script", "b", "img"]) is None


def test_a_body_that_cant_be_taken(student: Visitor, topic: str, opening: int) -> None:
    for source in ("", "\r\n\t ", "\u200b", "x" * 40_001, "[" * 501, "https://bit.ly/abc"):
        page = student.reply(opening, source, submission_key="one form's own key")
        assert (page.status, page.value("source")) == (422, source)
        assert page.soup.find(id="source-error").get_text()
        assert page.value("submission_key") == "one form's own key"
        assert "What makes a cloud?" in page.soup.blockquote.get_text()
    assert student.reply(opening, submission_key="one form's own key").status == 303


def test_sending_twice_makes_one(student: Visitor, topic: str, opening: int) -> None:
    key = "one form's own key"
    first, second = (student.reply(opening, submission_key=key) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    page = student.reply(opening, "Something else.", submission_key=key)
    assert (page.status, page.value("source")) == (409, "Something else.")
    assert "was posted already" in page.text
    fresh = page.value("submission_key")
    assert fresh != key
    assert student.reply(opening, "Something else.", submission_key=fresh).status == 303
    assert len(post_ids(student.get(topic))) == 3


def test_sending_at_the_same_moment_makes_one(
    app: Flask, student: Visitor, topic: str, opening: int
) -> None:
    def send(_turn: int) -> str:
        tab = Visitor(app.test_client(use_cookies=False), student.token)
        return tab.reply(opening, submission_key="the very same key").location

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(send, range(4)))
    assert answers == {f"{topic}/posts/2"}
    assert list(post_ids(student.get(topic))) == [1, 2]


def test_sent_in_time_is_in_time(
    teacher: Visitor, student: Visitor, topic: str, opening: int
) -> None:
    """The first answer was lost on the way; meanwhile the topic was locked."""
    first = student.reply(opening)
    teacher.post(f"{topic}/lock", is_locked="1")
    again = student.reply(opening)
    assert (again.status, again.location) == (303, first.location)


def test_what_was_sent_and_edited_stays_sent(student: Visitor, topic: str, opening: int) -> None:
    first = student.reply(opening)
    answer = post_ids(student.get(topic))[2]
    for version, source in enumerate(("Water, I am sure.", "Steam."), start=1):
        student.post(f"/posts/{answer}", source=source, version=version)
    again = student.reply(opening)
    assert (again.status, again.location) == (303, first.location)


def test_other_words_with_the_key_of_an_edited_post_are_not_dropped(
    student: Visitor, topic: str, opening: int
) -> None:
    key = "one form's own key"
    student.reply(opening, submission_key=key)
    answer = post_ids(student.get(topic))[2]
    student.post(f"/posts/{answer}", source="Water, I am sure.", version="1")
    for words in ("Water, I am sure.", "And steam."):
        page = student.reply(opening, words, submission_key=key)
        assert (page.status, page.value("source")) == (409, words)
        assert "was posted already" in page.text


def test_a_lock_comes_between(
    teacher: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    teacher.post(f"{topic}/lock", is_locked="1")
    page = classmate.reply(opening, "Half an hour\r\nof typing")
    assert (page.status, page.error_code) == (409, "too_late")
    assert "locked meanwhile" in page.text
    kept = page.soup.find("textarea").get_text().removeprefix("\n")
    assert kept == "Half an hour\r\nof typing"


def test_a_teacher_hears_that_the_topic_is_deleted(
    teacher: Visitor, topic: str, opening: int
) -> None:
    teacher.post(f"{topic}/lock", is_locked="1")
    teacher.post(f"{topic}/deletion", is_deleted="1")
    page = teacher.reply(opening, "Let us stop here.")
    assert (page.status, page.error_code) == (409, "too_late")
    assert "This topic is deleted" in page.text
    assert "locked meanwhile" not in page.text
    assert page.soup.find("textarea").get_text().removeprefix("\n") == "Let us stop here."
    shown = teacher.get(topic).text
    assert "This topic is deleted" in shown
    assert "This topic is locked" not in shown


def test_a_class_that_writes_at_once(
    app: Flask, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    """Numbers have no gaps and nobody waits for another in a circle."""

    def act(turn: int) -> int:
        who = student if turn % 2 else classmate
        tab = Visitor(app.test_client(use_cookies=False), who.token)
        if turn % 3 == 0:
            return tab.get(topic).status
        if turn % 3 == 1:
            return tab.post(f"/drafts/reply/{opening}", source=f"Turn {turn}").status
        return tab.reply(opening, f"Turn {turn}").status

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(act, range(24)))
    assert set(answers) == {200, 204, 303}
    assert sorted(post_ids(student.get(topic))) == list(range(1, 10))
    assert "9 posts" in student.get(topic).text


def test_who_may_not(onlooker: Visitor, outsider: Visitor, opening: int) -> None:
    for visitor, status in ((onlooker, 403), (outsider, 404)):
        assert visitor.get(f"/posts/{opening}/replies/new").status == status
        assert visitor.reply(opening).status == status
