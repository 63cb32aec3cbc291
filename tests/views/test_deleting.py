"""When a post goes, what goes with it, and who may say so."""

import pytest

from tests.support.cast import Campus, Visitor, post_ids


def delete(visitor: Visitor, path: str) -> int:
    return visitor.post(f"{path}/deletion", is_deleted="1").status


def restore(visitor: Visitor, path: str) -> int:
    return visitor.post(f"{path}/deletion", is_deleted="0").status


def test_the_only_post_takes_the_topic_along(
    teacher: Visitor, student: Visitor, topic: str, opening: int
) -> None:
    gone = student.post(f"/posts/{opening}/deletion", is_deleted="1")
    assert (gone.status, gone.location) == (303, student.place)
    assert student.get(topic).status == 404
    assert "Nobody has written yet" in student.get(student.place).text
    assert "Deleted" in teacher.get(topic).text
    assert restore(teacher, f"/posts/{opening}") == 303
    assert "What makes a cloud?" in student.get(topic).text


def test_an_opening_post_with_replies_leaves_them(
    student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    classmate.reply(opening, "Steam from the sea.")
    assert delete(student, f"/posts/{opening}") == 303
    page = student.get(topic)
    assert "Steam from the sea." in page.text
    assert "What makes a cloud?" not in page.text
    assert "The first post was deleted" in page.text


@pytest.mark.parametrize("who", ["student", "onlooker"])
def test_somebody_elses_tombstone_is_not_yours_to_touch(
    campus: Campus, teacher: Visitor, classmate: Visitor, onlooker: Visitor, who: str
) -> None:
    """Else whoever asks to delete it once more takes along a topic that staff opened again."""
    topic = classmate.start_topic()
    opening = post_ids(teacher.get(topic))[1]
    delete(classmate, f"/posts/{opening}")
    restore(teacher, topic)
    visitor = onlooker if who == "onlooker" else campus.visit("wattle-park", "s501", "5b/rain")
    assert delete(visitor, f"/posts/{opening}") == 403
    assert visitor.get(topic).status == 200
    assert delete(classmate, f"/posts/{opening}") == 303
    assert visitor.get(topic).status == 200


def test_a_post_does_not_bring_back_a_topic_that_staff_deleted(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    classmate.reply(opening)
    answer = post_ids(teacher.get(topic))[2]
    delete(classmate, f"/posts/{answer}")
    delete(teacher, topic)
    assert restore(teacher, f"/posts/{answer}") == 303
    assert student.get(topic).status == 404
    assert restore(teacher, f"/posts/{opening}") == 303
    assert student.get(topic).status == 404


def test_a_topic_that_staff_deleted_and_then_emptied_stays_deleted(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    classmate.reply(opening)
    answer = post_ids(teacher.get(topic))[2]
    delete(classmate, f"/posts/{answer}")
    delete(teacher, topic)
    assert delete(teacher, f"/posts/{opening}") == 303
    for post in (answer, opening):
        assert restore(teacher, f"/posts/{post}") == 303
        assert student.get(topic).status == 404
    assert restore(teacher, topic) == 303
    assert "2 posts" in student.get(topic).text


def test_words_for_what_is_gone_are_given_back(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    """The topic went meanwhile: the page says no more than that there is nothing, and no less."""
    delete(teacher, topic)
    words = "Half an hour\r\nof typing </textarea><b>"
    for page in (
        classmate.reply(opening, words),
        student.post(f"/posts/{opening}", source=words, version="1"),
        classmate.reply(77_777, words),
    ):
        assert (page.status, page.error_code) == (404, "not_found")
        kept = page.soup.find("textarea").get_text().removeprefix("\n")
        assert kept == words
    assert classmate.get(topic).soup.find("textarea") is None


def test_words_of_who_may_not_write_are_given_back(onlooker: Visitor, topic: str) -> None:
    page = onlooker.post(f"{onlooker.place}/topics", title="Fog", source="Half an hour of typing")
    assert (page.status, page.error_code) == (403, "not_allowed")
    kept = page.soup.find("textarea").get_text().removeprefix("\n")
    assert kept == "Fog\n\nHalf an hour of typing"


def test_nobodys_words_are_not_shown(campus: Campus) -> None:
    """Without a session a page never says what a stranger's form told it to say."""
    stranger = Visitor(campus.app.test_client(use_cookies=False))
    for path in ("/posts/1/replies", "/nowhere"):
        assert "Call this number" not in stranger.post(path, source="Call this number").text
