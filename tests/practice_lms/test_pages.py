"""What people see on the practice LMS."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from practice_lms import PracticeLms
from practice_lms.school import School
from practice_lms.views.frames import STRICT_SANDBOX

RAIN = "/wattle-park/courses/5b/activities/rain"
SNOW = "/maple-street/courses/5-rivera/activities/snow"


def page(visitor: FlaskClient, url: str) -> BeautifulSoup:
    answer = visitor.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def one(soup: BeautifulSoup, selector: str) -> Tag:
    (tag,) = soup.select(selector)
    return tag


def test_the_first_page_offers_both_schools(visitor: FlaskClient) -> None:
    links = {a.text: a["href"] for a in page(visitor, "/").select("main a")}
    assert links == {
        "Wattle Park Primary": "/wattle-park/",
        "Maple Street Elementary": "/maple-street/",
    }


def test_a_school_offers_its_classes(visitor: FlaskClient, school: School) -> None:
    soup = page(visitor, f"/{school.slug}/")
    assert [a.text for a in soup.select(".cards a")] == [course.title for course in school.courses]
    assert "Practice LMS" in one(soup, "header").text


def test_a_class_shows_activities_and_everybody(visitor: FlaskClient, school: School) -> None:
    course = school.courses[0]
    soup = page(visitor, f"/{school.slug}/courses/{course.key}")
    assert [a.text for a in soup.select(".activities h3 a")] == [
        link.title for link in course.links
    ]
    shown = {a.text for a in soup.select(".people a")}
    assert shown == {person.shown_name for person in course.people}
    assert "<p>" not in one(soup, "main").text  # descriptions may be HTML


def test_the_chosen_person_is_marked_and_carried_along(visitor: FlaskClient) -> None:
    soup = page(visitor, "/maple-street/courses/5-rivera?as=dana")
    assert one(soup, ".people [aria-current=true]").text == "Dana Kowalczyk"
    assert "Dana Kowalczyk, teaching assistant" in one(soup, ".persona").text
    assert all("as=dana" in str(a["href"]) for a in soup.select(".activities a"))


def test_without_a_choice_one_is_a_student(visitor: FlaskClient) -> None:
    soup = page(visitor, "/wattle-park/courses/5b")
    assert "Amira Haddad, student" in one(soup, ".persona").text


def test_an_activity_starts_a_login_in_its_frame(visitor: FlaskClient, lms: PracticeLms) -> None:
    soup = page(visitor, f"{RAIN}?as=s503")
    frame, form = one(soup, "iframe"), one(soup, "form[method=post]")
    assert frame["title"] == "Rain discussion"
    assert not frame.has_attr("sandbox")
    assert form["target"] == frame["name"]
    assert form["action"] == "http://localhost:8000/lti/login"
    assert [crumb.text for crumb in soup.select(".breadcrumb li")] == [
        "Wattle Park Primary",
        "Year 5 Blue",
        "Rain discussion",
    ]
    assert one(soup, "option[selected]")["value"] == "s503"
    assert form.select("noscript button")


@pytest.mark.parametrize(
    ("url", "names"),
    [
        (RAIN, []),
        (SNOW, ["lti_storage_target", "canvas_environment", "canvas_region"]),
    ],
)
def test_login_initiation(visitor: FlaskClient, url: str, names: list[str]) -> None:
    fields = [str(i["name"]) for i in page(visitor, url).select("form[method=post] input")]
    assert fields == [
        "iss",
        "target_link_uri",
        "login_hint",
        "lti_message_hint",
        "client_id",
        "lti_deployment_id",
        *names,
    ]


def test_platform_messages_only_where_the_lms_has_them(visitor: FlaskClient) -> None:
    selector = "script[src*=platform_messages]"
    assert not page(visitor, RAIN).select(selector)
    assert page(visitor, SNOW).select(selector)


def test_a_strict_frame(visitor: FlaskClient) -> None:
    soup = page(visitor, f"{RAIN}?as=s503&sandbox=1")
    assert one(soup, "iframe").get_attribute_list("sandbox") == STRICT_SANDBOX.split()
    assert one(soup, ".switch [name=sandbox]")["value"] == "1"


def test_a_window_of_its_own(visitor: FlaskClient) -> None:
    soup = page(visitor, f"{RAIN}?as=s503&window=1")
    assert not soup.select("iframe")
    assert not one(soup, "form").has_attr("target")


def test_a_fault_is_announced(visitor: FlaskClient) -> None:
    soup = page(visitor, f"{RAIN}?fault=no-kid")
    assert "names no key" in one(soup, ".fault").text
    assert "The tool should refuse it" in one(soup, ".fault").text
    assert one(soup, ".switch [name=fault]")["value"] == "no-kid"


@pytest.mark.parametrize(
    "url",
    [
        "/nowhere/",
        "/wattle-park/courses/9z",
        "/wattle-park/courses/5-rivera",
        "/wattle-park/courses/5b?as=nobody",
        "/wattle-park/courses/5b?as=s601",
        "/wattle-park/courses/5b/activities/snow",
        f"{RAIN}?as=m501",
        f"{RAIN}?as=",
        f"{RAIN}?fault=no-such-fault",
        "/wattle-park/courses/5b/activities/",
    ],
)
def test_what_is_not_there(visitor: FlaskClient, url: str) -> None:
    answer = visitor.get(url)
    assert answer.status_code == 404
    assert "Nothing here" in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/wattle-park/",
        "/maple-street/courses/6-chen",
        "/maple-street/courses/6-chen/people",
        "/wattle-park/courses/5b/grades",
        "/wattle-park/faults",
        RAIN,
        SNOW,
    ],
)
def test_every_page_needs_nothing_from_elsewhere(visitor: FlaskClient, url: str) -> None:
    soup = page(visitor, url)
    sources = [*soup.select("[src]"), *soup.select("link[href]")]
    assert all(str(tag.get("src", tag.get("href"))).startswith("/static/") for tag in sources)
    for tag in sources:
        with visitor.get(str(tag.get("src", tag.get("href")))) as answer:
            assert answer.status_code == 200
    assert not soup.select("[style], style, script:not([src])")
    assert soup.select("html[lang] main h1")


def test_headers(visitor: FlaskClient) -> None:
    headers = visitor.get(RAIN).headers
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    assert "frame-src 'self' http://localhost:8000;" in policy
    assert "form-action 'self' http://localhost:8000;" in policy
    assert "unsafe" not in policy
    assert "Set-Cookie" not in headers
