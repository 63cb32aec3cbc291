"""The pages of a topic, for any tree of replies: nothing is lost, nothing shown twice."""

from itertools import count

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.post import DEEPEST
from tests.support.bulk import add_topics, grow
from tests.support.cast import Page, Visitor

PAGE = 25
TREES = st.lists(st.integers(0, 10**6), max_size=80).map(
    lambda drawn: [number % (place + 1) + 1 for place, number in enumerate(drawn)]
)
"""For each post after the first the number of the one it answers."""
CHAINS = st.integers(50, 70).map(lambda length: list(range(1, length)))

# Each example has a topic of its own, so that the tables need not be emptied in between.
few = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
titles = (f"Tree {number}" for number in count())


def planted(app: Flask, author: Visitor, parents: list[int]) -> str:
    """A topic that holds such a tree; gives its path."""
    (topic,) = add_topics(app, author, [next(titles)])
    grow(app, author, topic, parents)
    return topic


def in_thread(parents: list[int]) -> list[int]:
    """The order of a thread, reckoned from its definition and not from paths.

    Answers stand below what they answer, in order of time; past the deepest level they stand
    beside it.
    """
    below: dict[int, list[int]] = {1: []}
    above = {1: 0}
    depth = {1: 0}
    for number, parent in enumerate(parents, start=2):
        over = parent if depth[parent] < DEEPEST else above[parent]
        above[number], depth[number], below[number] = over, depth[over] + 1, []
        below[over].append(number)
    ordered, waiting = [], [1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += reversed(below[ordered[-1]])
    return ordered


def shown(page: Page) -> list[int]:
    return [int(item["id"].removeprefix("post-")) for item in page.soup.select("li[id^=post-]")]


def linked(page: Page, rel: str) -> str | None:
    """Where the pager leads; it stands above and below the posts and says the same twice."""
    links = {link["href"] for link in page.soup.find_all("a", rel=rel)}
    assert len(links) <= 1
    return links.pop() if links else None


def walk(visitor: Visitor, page: Page, rel: str) -> list[list[int]]:
    """The posts of this page and of all that follow in one direction."""
    pages = [shown(page)]
    while path := linked(page, rel):
        page = visitor.get(path)
        pages.append(shown(page))
        assert len(pages) < 10
    return pages


@few
@given(parents=TREES | CHAINS)
def test_every_post_once_in_order_and_the_way_back(
    app: Flask, student: Visitor, parents: list[int]
) -> None:
    topic = planted(app, student, parents)
    orders = {"threaded": in_thread(parents), "flat": list(range(1, len(parents) + 2))}
    for view, order in orders.items():
        page = student.get(topic, view=view)
        assert linked(page, "prev") is None
        seen = shown(page)
        while later := linked(page, "next"):
            assert len(shown(page)) == PAGE
            following = student.get(later)
            back = student.get(linked(following, "prev") or "")
            assert (shown(back), linked(back, "next")) == (shown(page), later)
            page = following
            seen += shown(page)
        assert seen == order


@few
@given(parents=TREES | CHAINS, data=st.data())
def test_a_permanent_link_shows_its_post_and_leads_to_all_others(
    app: Flask, student: Visitor, parents: list[int], data: st.DataObject
) -> None:
    topic = planted(app, student, parents)
    order = in_thread(parents)
    for number in data.draw(st.lists(st.sampled_from(order), min_size=2, max_size=3)):
        for view in ("threaded", "flat"):
            student.get(topic, view=view)
            page = student.get(f"{topic}/posts/{number}")
            assert number in shown(page)
            current = page.soup.select("[aria-current=true]")
            assert [item["id"] for item in current] == [f"post-{number}"]
            pages = walk(student, page, "prev") + walk(student, page, "next")
            assert {post for each in pages for post in each} == set(order)


@pytest.mark.parametrize("view", ["threaded", "flat"])
def test_pages_of_exactly_one_and_one_more(app: Flask, student: Visitor, view: str) -> None:
    for size, pages in ((1, 1), (24, 1), (25, 1), (26, 2), (50, 2), (51, 3)):
        topic = planted(app, student, [1] * (size - 1))
        walked = walk(student, student.get(topic, view=view), "next")
        assert (len(walked), sum(map(len, walked))) == (pages, size)


def test_a_page_that_is_not_there(app: Flask, student: Visitor) -> None:
    topic = planted(app, student, [1] * 59)
    for number in ("0", "4", "61", str(2**31), str(2**63), "9" * 5_000):
        page = student.get(topic, view="flat", page=number)
        assert (page.status, page.error_code) == (404, "not_found"), number
    for number in ("0", "61", str(2**31), str(2**63), "9" * 5_000):
        page = student.get(topic, **{"view": "threaded", "from": number})
        assert (page.status, page.error_code) == (404, "not_found"), number
    assert student.get(topic, view="flat", page=3).text.count("Page 3 of 3") == 2
