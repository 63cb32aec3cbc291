"""A new topic: its form, what can't be taken, and sending it twice."""

from threading import Thread

from flask import Flask

from tests.support.cast import Page, Visitor, post_ids

TITLES = ("", " \t ", "\x00", "\u200b\u200b", "\u2060", "\u3164", "\u200d", "\u00ad", "x" * 121)


def test_the_form_starts_a_topic(student: Visitor, teacher: Visitor) -> None:
    form = student.get(f"{student.place}/topics/new")
    assert (form.title, form.value("title"), form.value("source")) == ("New topic", "", "")
    key = form.value("submission_key")
    assert len(key) >= 20
    assert key != student.get(f"{student.place}/topics/new").value("submission_key")
    answer = student.post(
        f"{student.place}/topics", title="Fog", source="**Why?**", submission_key=key
    )
    assert answer.status == 303
    page = teacher.get(answer.location)
    assert page.title == "Fog"
    assert page.soup.select_one("#post-1 strong").get_text() == "Why?"
    assert page.soup.select_one("#post-1 bdi").get_text() == "Amira Haddad"


def test_sending_twice_makes_one(student: Visitor) -> None:
    first, second = student.start_topic(), student.start_topic()
    assert first == second
    assert len(student.get(student.place).soup.select("li h2 a")) == 1


def test_sending_at_the_same_moment_makes_one(app: Flask, student: Visitor) -> None:
    answers: list[Page] = []

    def send() -> None:
        tab = Visitor(app.test_client(use_cookies=False), student.token)
        form = {"title": "Fog", "source": "Why?", "submission_key": "the very same key"}
        answers.append(tab.post(f"{student.place}/topics", **form))

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert len(student.get(student.place).soup.select("li h2 a")) == 1


def test_other_words_from_a_form_that_was_sent_are_not_dropped(student: Visitor) -> None:
    """A browser may show an earlier page again, with the form as it was."""
    student.start_topic(source="What makes a cloud?", submission_key="the very same key")
    form = {"title": "Fog", "source": "And what makes fog?", "submission_key": "the very same key"}
    page = student.post(f"{student.place}/topics", **form)
    assert page.status == 409
    assert "was posted already" in page.text
    assert (page.value("title"), page.value("source")) == ("Fog", "And what makes fog?")
    form["submission_key"] = page.value("submission_key")
    assert student.post(f"{student.place}/topics", **form).status == 303
    assert len(student.get(student.place).soup.select("li h2 a")) == 2


def test_sent_again_after_an_edit_is_still_one(student: Visitor) -> None:
    topic = student.start_topic()
    opening = post_ids(student.get(topic))[1]
    student.post(f"/posts/{opening}", source="What makes fog?", version="1")
    assert student.start_topic() == topic
    page = student.post(
        f"{student.place}/topics",
        title="Clouds",
        source="What makes fog?",
        submission_key="key for Clouds",
    )
    assert page.status == 409
    assert len(student.get(student.place).soup.select("li h2 a")) == 1


def test_a_key_that_is_not_ours_is_replaced(student: Visitor) -> None:
    for number, key in enumerate(["", "short", "x" * 65, "k\x00" * 8, "ключ" * 4, "\n" * 10]):
        student.start_topic(f"Topic {number}", submission_key=key)
    assert len(student.get(student.place).soup.select("li h2 a")) == 6


def test_a_title_that_nobody_can_read(student: Visitor) -> None:
    for title in TITLES:
        page = student.post(f"{student.place}/topics", title=title, source="What about this?")
        assert page.status == 422, repr(title)
        assert page.soup.find(id="title-error").get_text()
        assert page.soup.find(id="source-error") is None
        assert (page.value("title"), page.value("source")) == (title, "What about this?")


def test_a_body_that_cant_be_taken(student: Visitor) -> None:
    for source in ("", "   \n", "\x00", "x" * 60_000, "see https://bit.ly/abc"):
        page = student.post(f"{student.place}/topics", title="A title", source=source)
        assert page.status == 422
        assert page.soup.find(id="source-error").get_text()
        assert page.soup.find(id="title-error") is None
        assert (page.value("title"), page.value("source")) == ("A title", source)


def test_words_are_words(student: Visitor) -> None:
    for typed, seen in (
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("\u202eabc", "abc"),
        ("🌧️ 王", "🌧️ 王"),
        ("السحاب ماء", "السحاب ماء"),
    ):
        page = student.get(student.start_topic(typed, source=typed, submission_key=""))
        assert page.title == seen
        assert not page.soup.select("main script, main img")
        assert page.soup.h1.bdi
        listed = student.get(student.place)
        assert listed.links()[seen] == page.soup.select_one("nav.views a")["href"].partition("?")[0]
        assert not listed.soup.select("main script, main img")


def test_a_title_as_long_as_may_be(student: Visitor) -> None:
    for title in ("x" * 120, "🌧" * 120, "ر" * 120):
        page = student.get(student.start_topic(title, submission_key=""))
        assert page.title == title
