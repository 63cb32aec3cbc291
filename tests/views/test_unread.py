"""What a person has left to read, and the way to the first of it."""

import re

import pytest

from tests.support.bulk import grow
from tests.support.cast import Campus, Page, Visitor, post_ids

VIEWS = ("threaded", "flat")


def listed(visitor: Visitor) -> int:
    """How many are unread, as the list of topics says."""
    return _number(visitor.get(visitor.place).soup.select_one("li .pill"))


def on_topic(page: Page) -> int:
    """How many were unread when the page was asked for, as it says itself."""
    return _number(page.soup.select_one("main .pill"))


def _number(pill: object) -> int:
    return int(re.match(r"\d+", pill.get_text().strip())[0]) if pill else 0  # type: ignore[attr-defined, index]


def shown(page: Page) -> set[int]:
    return {int(item["id"].removeprefix("post-")) for item in page.soup.select("li[id^=post-]")}


@pytest.fixture
def long_topic(campus: Campus, student: Visitor, topic: str) -> str:
    """Sixty posts of the student's, each answering the opening post."""
    grow(campus.app, student, topic, [1] * 59)
    return topic


def test_own_words_are_never_unread(student: Visitor, classmate: Visitor, long_topic: str) -> None:
    assert listed(student) == 59  # written behind their back, so that there is something to read
    assert listed(classmate) == 60
    classmate.reply(post_ids(classmate.get(long_topic))[1], "Mine.")
    assert listed(classmate) == 35


@pytest.mark.parametrize("view", VIEWS)
def test_jumping_from_page_to_page_reads_all(
    classmate: Visitor, long_topic: str, view: str
) -> None:
    page, seen = classmate.get(long_topic, view=view), set()
    for _ in range(10):
        assert listed(classmate) == 60 - len(seen | shown(page))
        assert on_topic(page) == 60 - len(seen)
        seen |= shown(page)
        link = classmate.get(classmate.place).soup.select_one("li .pill")
        if link is None:
            break
        page = classmate.get(link["href"])
        assert page.soup.select_one("[aria-current=true]")["id"] == f"post-{min(_missing(seen))}"
    assert seen == set(range(1, 61))
    assert listed(classmate) == on_topic(classmate.get(long_topic)) == 0


def _missing(seen: set[int]) -> set[int]:
    return set(range(1, 61)) - seen


@pytest.mark.parametrize("view", VIEWS)
def test_turning_pages_reads_all(classmate: Visitor, long_topic: str, view: str) -> None:
    page = classmate.get(long_topic, view=view)
    while later := page.soup.find("a", rel="next"):
        page = classmate.get(later["href"])
    assert listed(classmate) == 0


def test_the_newest_page_first(classmate: Visitor, long_topic: str) -> None:
    classmate.get(long_topic, view="flat", page=3)
    assert listed(classmate) == 50
    page = classmate.get(classmate.place)
    assert page.soup.select_one("li .pill")["href"] == f"{long_topic}/posts/1"
    classmate.get(long_topic, view="flat", page=1)
    assert classmate.get(classmate.place).soup.select_one("li .pill")["href"].endswith("/26")
    classmate.get(long_topic, view="flat", page=2)
    assert listed(classmate) == 0


def test_a_tombstone_is_nothing_to_read(
    teacher: Visitor, student: Visitor, classmate: Visitor, long_topic: str
) -> None:
    posts = post_ids(teacher.get(long_topic, view="flat"))
    for number in (1, 2, 25):
        teacher.post(f"/posts/{posts[number]}/deletion", is_deleted="1")
    assert listed(classmate) == 57
    assert classmate.get(classmate.place).soup.select_one("li .pill")["href"].endswith("/3")
    classmate.get(long_topic, view="flat")
    assert listed(classmate) == 35
    teacher.post(f"/posts/{posts[2]}/deletion", is_deleted="0")
    assert listed(classmate) == 36
    assert classmate.get(classmate.place).soup.select_one("li .pill")["href"].endswith("/2")
    teacher.post(f"/posts/{posts[10]}/deletion", is_deleted="1")
    teacher.post(f"/posts/{posts[10]}/deletion", is_deleted="0")
    assert listed(classmate) == 36  # read before it was deleted, and that is not forgotten


def test_only_tombstones_left_to_read(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    classmate.get(topic)
    student.reply(opening, "Oh.")
    answer = post_ids(student.get(topic))[2]
    assert listed(classmate) == 1
    student.post(f"/posts/{answer}/deletion", is_deleted="1")
    assert listed(classmate) == 0
    assert classmate.get(topic).soup.select_one("main .pill") is None


def test_two_tabs_add_up(campus: Campus, classmate: Visitor, long_topic: str) -> None:
    other = campus.visit("wattle-park", "s502", "5b/rain")
    classmate.get(long_topic, view="flat", page=1)
    other.get(long_topic, view="flat", page=3)
    assert listed(classmate) == listed(other) == 25
    assert classmate.get(classmate.place).soup.select_one("li .pill")["href"].endswith("/26")


def test_two_people_read_for_themselves(
    teacher: Visitor, classmate: Visitor, onlooker: Visitor, long_topic: str
) -> None:
    classmate.get(long_topic)
    assert (listed(classmate), listed(teacher), listed(onlooker)) == (35, 60, 60)
    onlooker.get(long_topic)
    assert (listed(classmate), listed(teacher), listed(onlooker)) == (35, 60, 35)


def test_what_was_read_is_read_in_either_view(classmate: Visitor, long_topic: str) -> None:
    classmate.get(long_topic, view="flat", page=2)
    page = classmate.get(long_topic, view="threaded")
    assert on_topic(page) == 35
    assert listed(classmate) == 10


def test_looking_at_the_list_or_at_a_form_reads_nothing(
    classmate: Visitor, topic: str, opening: int
) -> None:
    for path in (
        classmate.place,
        classmate.space,
        f"/posts/{opening}/replies/new",
        f"{topic}/posts/9",
    ):
        classmate.get(path)
        assert listed(classmate) == 1


def test_new_posts_are_unread_again(
    student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    classmate.get(topic)
    assert listed(classmate) == 0
    student.reply(opening)
    assert listed(classmate) == 1
    assert on_topic(classmate.get(topic)) == 1
    assert listed(classmate) == 0
