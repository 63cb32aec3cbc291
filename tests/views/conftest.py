"""A student's topic in the class of the cast."""

import pytest

from tests.support.cast import Visitor, post_ids


@pytest.fixture
def topic(student: Visitor) -> str:
    """The path of a topic that the student began."""
    return student.start_topic()


@pytest.fixture
def opening(topic: str, student: Visitor) -> int:
    """The id of its opening post."""
    return post_ids(student.get(topic))[1]
