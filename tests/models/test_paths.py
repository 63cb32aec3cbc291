"""The order of a thread: paths, for any tree of replies."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import Membership, Post, Topic
from app.models.post import DEEPEST, STEP, path_step
from app.richtext import render

TEXT = render("Words.")
ME = Membership(id=1)
TREES = st.lists(st.integers(0, 10**6), max_size=60).map(
    lambda drawn: [number % (place + 1) + 1 for place, number in enumerate(drawn)]
)
"""For each post after the first the number of the one it answers."""

CHAINS = st.integers(DEEPEST + 1, 40).map(lambda length: list(range(1, length)))
"""Everyone answers the last one."""


def thread(parents: list[int]) -> list[Post]:
    """The posts of a topic, in order of time."""
    topic = Topic(id=1, last_number=0, posts_count=0)
    posts = [topic.add(TEXT, by=ME, key="first")]
    for parent in parents:
        posts.append(topic.add(TEXT, by=ME, key="more", parent=posts[parent - 1]))
    return posts


@given(TREES | CHAINS)
def test_replies_stand_below_what_they_answer_in_order_of_time(parents: list[int]) -> None:
    posts = thread(parents)
    places = {post.number: place for place, post in enumerate(sorted(posts, key=_path))}
    assert sorted(places.values()) == list(range(len(posts)))
    for number, parent in enumerate(parents, start=2):
        assert places[number] > places[parent]
    for one, other in itertools.pairwise(posts):
        if one.path[:-STEP] == other.path[:-STEP]:
            assert places[one.number] < places[other.number]


@given(TREES)
def test_between_a_post_and_its_reply_stands_nothing_shallower(parents: list[int]) -> None:
    """What is indented below a post answers it, or answers what answers it."""
    posts = thread(parents)
    above: list[Post] = []
    for post in sorted(posts, key=_path):
        del above[post.depth :]
        assert len(above) == post.depth
        if post.number > 1 and post.depth < DEEPEST:
            assert above[-1].number == parents[post.number - 2]
        above.append(post)


@given(TREES | CHAINS)
def test_no_thread_is_deeper_than_a_page_can_show(parents: list[int]) -> None:
    posts = thread(parents)
    assert {post.depth for post in posts} <= set(range(DEEPEST + 1))
    assert all(len(post.path) == STEP * (post.depth + 1) for post in posts)
    assert len({post.path for post in posts}) == len(posts)


@given(st.integers(1, 36**STEP - 2))
def test_steps_sort_as_numbers_do(number: int) -> None:
    assert len(path_step(number)) == STEP
    assert path_step(number) < path_step(number + 1)
    assert int(path_step(number), 36) == number


def test_a_number_too_large_for_a_step_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        path_step(36**STEP)


def _path(post: Post) -> str:
    return post.path
