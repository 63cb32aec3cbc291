"""What a class and an activity are called, launch after launch."""

from collections.abc import Callable

import pytest

from practice_lms.claims import vocabulary as v
from tests.lti.steps import Launch
from tests.support.cast import Campus, Visitor, arrived

Open = Callable[..., Visitor]

MONEY = ["$20 challenge", "$", "$$$", "$ave water", "$20.50 a week", "US$ and A$", "$5.a"]
VARIABLES = [
    "$ResourceLink.title",
    "$Context.title",
    "$CourseSection.title",
    "$Person.name.full",
    "$Canvas.assignment.title",
    "$com.instructure.contextLabel",
    " $ResourceLink.title ",
]


@pytest.fixture
def open_link(campus: Campus) -> Open:
    """Launch one link of one class that are called so; None leaves the member out."""

    def open_it(who: str = "s501", link: str | None = None, **course: str | None) -> Visitor:
        launch = Launch(campus, person=who)
        page = launch.with_claims(
            {
                v.RESOURCE_LINK: _place("rain", title=link),
                v.CONTEXT: _place("5b", **course),
            }
        )
        return arrived(launch.client, page)

    return open_it


def _place(lti_id: str, **members: str | None) -> dict[str, str]:
    given = {name: value for name, value in members.items() if value is not None}
    return {"id": lti_id, **given}


def class_of(visitor: Visitor) -> str:
    """What the way up from the first page calls the class."""
    return visitor.get(visitor.space).title


@pytest.mark.parametrize("title", MONEY)
def test_a_title_may_begin_with_a_dollar(open_link: Open, title: str) -> None:
    visitor = open_link(link=title, title=title)
    assert (visitor.first.title, class_of(visitor)) == (title, title)


@pytest.mark.parametrize("title", VARIABLES)
def test_a_variable_left_as_it_stood_is_no_title(open_link: Open, title: str) -> None:
    """A platform that doesn't know a variable passes it on unchanged (LTI 1.3 core, appendix B)."""
    visitor = open_link(link=title, title=title)
    assert (visitor.first.title, class_of(visitor)) == ("Discussion", "Your class")


def test_a_label_does_where_the_title_is_a_variable(open_link: Open) -> None:
    assert class_of(open_link(title="$Context.title", label="5B")) == "5B"


@pytest.mark.parametrize("title", [None, "", "  ", "\u200b", "$ResourceLink.title"])
def test_a_launch_without_a_title_leaves_the_activitys(open_link: Open, title: str | None) -> None:
    open_link(link="Rain")
    assert open_link(link=title).first.title == "Rain"
    assert open_link(link="Snow").first.title == "Snow"


@pytest.mark.parametrize("title", [None, "", "$Context.title"])
def test_a_launch_without_a_title_leaves_the_class_s(open_link: Open, title: str | None) -> None:
    open_link(title="Year 5", label="5B")
    assert class_of(open_link(title=title, label=title)) == "Year 5"


def test_a_name_that_comes_later_is_taken(open_link: Open) -> None:
    first = open_link()
    assert (first.first.title, class_of(first)) == ("Discussion", "Your class")
    later = open_link(link="Rain", title="Year 5")
    assert (later.first.title, class_of(later)) == ("Rain", "Year 5")


def test_a_class_that_is_renamed(open_link: Open) -> None:
    open_link(title="Year 5", label="5B")
    assert class_of(open_link(title="Year 6", label="6B")) == "Year 6"


def test_a_name_chosen_here_stays(open_link: Open) -> None:
    teacher = open_link("marama", link="Rain")
    assert teacher.post(teacher.place, title="Our rain", source="").status == 303
    for title in ("Rain", "Snow", None, "Hail"):
        assert open_link(link=title).first.title == "Our rain"
