"""Adding activities from a tool: what is asked, what is accepted, and what becomes of it."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from practice_lms import PracticeLms
from practice_lms.claims import vocabulary as v
from practice_lms.faults import DEEP_LINKING_FAULTS
from practice_lms.keys import SigningKey
from practice_lms.school import School
from practice_lms.visiting import Visit
from tests.practice_lms.listener import ListeningTool
from tests.practice_lms.strict_tool import StrictTool

RAIN = {
    "type": "ltiResourceLink",
    "title": "Rain <i>again</i>",
    "text": "What do you hear?",
    "url": "http://localhost:8000/lti/launch?topic=7",
    "custom": {"activity": "7", "history": "$Context.id.history"},
    "lineItem": {"scoreMaximum": 12, "resourceId": "topic-7", "tag": "talk"},
    "available": {"startDateTime": "2026-11-25T00:00:00Z"},
    "submission": {"endDateTime": "2026-12-01T00:00:00Z"},
    "window": {"targetName": "_blank", "width": 800},
}
Ask = Callable[..., dict[str, Any]]
Answer = Callable[..., TestResponse]


def page_of(school: School, **query: str) -> str:
    course = school.courses[0]
    fields = {"as": course.teachers[0].key, **query}
    parameters = "&".join(f"{name}={value}" for name, value in fields.items())
    return f"{school.url}/courses/{course.key}/deep_linking?{parameters}"


@pytest.fixture
def ask(lms: PracticeLms, tool: ListeningTool, school: School) -> Ask:
    """Have the teacher ask the tool; the claims that it gets."""

    def ask(**query: str) -> dict[str, Any]:
        walk = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
        assert walk.walk(page_of(school, **query)).status_code == 200
        return tool.claims()

    return ask


@pytest.fixture
def answer(strict_tool: StrictTool, school: School, ask: Ask) -> Answer:
    """Answer a new request with some items."""

    def answer(items: Any, **changes: Any) -> TestResponse:
        return strict_tool.answer_deep_link(school, ask(), items, **changes)

    return answer


def reasons(answer: TestResponse) -> str:
    assert answer.status_code == 400
    soup = BeautifulSoup(answer.text, "html.parser")
    return " ".join(item.text for item in soup.select(".reasons li"))


def test_what_a_tool_is_asked(ask: Ask, school: School) -> None:
    claims = ask()
    assert claims[v.MESSAGE_TYPE] == "LtiDeepLinkingRequest"
    assert v.RESOURCE_LINK not in claims
    assert claims[v.CONTEXT]["title"] == school.courses[0].title
    assert "lineitem" not in claims[v.AGS]
    settings = claims[v.DEEP_LINKING_SETTINGS]
    assert settings["deep_link_return_url"].startswith(f"{school.url}/")
    assert settings["accept_multiple"] is True


def test_a_moodle_asks_as_it_was_seen_to(
    lms: PracticeLms, tool: ListeningTool, wattle_park: School
) -> None:
    walk = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    walk.walk(page_of(wattle_park))
    claims = tool.claims()
    settings = claims[v.DEEP_LINKING_SETTINGS]
    assert set(settings) == {
        "accept_types",
        "accept_presentation_document_targets",
        "accept_copy_advice",
        "accept_multiple",
        "accept_unsigned",
        "auto_create",
        "can_confirm",
        "deep_link_return_url",
        "title",
        "text",
    }
    assert settings["accept_types"] == ["ltiResourceLink"]
    assert v.NRPS not in claims
    assert claims[v.LAUNCH_PRESENTATION] == {"locale": "en"}
    assert "ContentItemSelectionRequest" in tool.logins[0]["lti_message_hint"]


def test_a_canvas_sends_data(lms: PracticeLms, tool: ListeningTool, maple_street: School) -> None:
    walk = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    walk.walk(page_of(maple_street))
    settings = tool.claims()[v.DEEP_LINKING_SETTINGS]
    assert settings["data"]
    assert settings["accept_lineitem"] is True
    assert "html" in settings["accept_types"]


def test_what_was_chosen_is_there(
    answer: Answer, school: School, visitor: FlaskClient, strict_tool: StrictTool
) -> None:
    shown = answer([RAIN])
    assert shown.status_code == 200
    assert "Rain &lt;i&gt;again" in shown.text
    assert "12 points" in shown.text
    course = school.courses[0]
    link = course.links[-1]
    assert (link.title, link.document_target) == (RAIN["title"], "window")
    page = visitor.get(f"/{school.slug}/courses/{course.key}").text
    assert "Rain &lt;i&gt;again" in page
    assert "submission.endDateTime 2026-12-01" in page
    (column,) = [c for c in school.gradebook.items(course) if c.link_id == link.link_id]
    assert (column.label, column.score_maximum) == (RAIN["title"], 12)
    assert (column.resource_id, column.tag) == ("topic-7", "talk")


def test_what_was_chosen_launches(
    answer: Answer, school: School, lms: PracticeLms, tool: ListeningTool
) -> None:
    answer([RAIN])
    course = school.courses[0]
    link = course.links[-1]
    walk = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    walk.walk(
        f"{school.url}/courses/{course.key}/activities/{link.key}?as={course.students[0].key}"
    )
    claims = tool.claims()
    assert tool.logins[-1]["target_link_uri"] == claims[v.TARGET_LINK_URI] == RAIN["url"]
    assert claims[v.RESOURCE_LINK]["id"] == link.link_id
    assert claims[v.CUSTOM]["activity"] == "7"
    assert claims[v.CUSTOM]["history"] == ""
    assert claims[v.AGS]["lineitem"]


def test_several_at_once_and_none(answer: Answer, school: School) -> None:
    before = len(school.courses[0].links)
    assert answer([{"type": "ltiResourceLink"}, RAIN]).status_code == 200
    assert len(school.courses[0].links) == before + 2
    nothing = answer([])
    assert "Nothing was chosen" in nothing.text
    assert answer(None).status_code == 200


def test_messages_of_the_tool_are_shown(answer: Answer) -> None:
    claims = {v.DEEP_LINKING + name: f"{name} <b>" for name in ("msg", "errormsg", "log")}
    shown = answer([], **claims).text
    for name in ("msg", "errormsg", "log"):
        assert f"{name} &lt;b&gt;" in shown
    assert "msg must be text" in reasons(answer([], **{v.DEEP_LINKING + "msg": 7}))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({v.MESSAGE_TYPE: "LtiResourceLinkRequest"}, "message_type must be"),
        ({v.VERSION: "1.1"}, "version must be"),
        ({v.DEPLOYMENT_ID: "9"}, "deployment_id must be"),
        ({v.DEPLOYMENT_ID: None}, "deployment_id must be"),
        ({v.DATA: "something else"}, "data must be"),
        ({v.CONTENT_ITEMS: {"type": "ltiResourceLink"}}, "content_items must be a list"),
        ({"aud": "https://other.example"}, "The JWT: "),
        ({"iss": "nobody"}, "The JWT: "),
        ({"exp": 1_000_000_000}, "The JWT: "),
        ({"nonce": None}, "The JWT: "),
    ],
)
def test_responses_that_are_not_accepted(
    answer: Answer, school: School, changes: dict[str, Any], expected: str
) -> None:
    before = len(school.courses[0].links)
    assert expected in reasons(answer([RAIN], **changes))
    assert len(school.courses[0].links) == before


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"type": "file", "url": "https://files.example"}, "type 'file' is not accepted"),
        ({"url": "https://tool.example"}, "type None is not accepted"),
        ("ltiResourceLink", "no object"),
        ({**RAIN, "title": 7}, "title must be text"),
        ({**RAIN, "url": "javascript:alert(1)"}, "url must begin"),
        ({**RAIN, "custom": {"a": 1}}, "custom must be"),
        ({**RAIN, "custom": ["a"]}, "custom must be"),
        ({**RAIN, "lineItem": {}}, "lineItem: scoreMaximum must be"),
        ({**RAIN, "lineItem": 10}, "lineItem: A line item is an object"),
        ({**RAIN, "available": {"startDateTime": "soon"}}, "Invalid isoformat"),
        ({**RAIN, "available": "always"}, "available must be an object"),
        ({**RAIN, "iframe": "wide"}, "iframe must be an object"),
        ({**RAIN, "window": {"width": "800"}}, "width of window must be a number"),
    ],
)
def test_items_that_are_not_accepted(
    answer: Answer, school: School, item: Any, expected: str
) -> None:
    before = len(school.courses[0].links)
    assert f"Item 2: {expected}" in reasons(answer([RAIN, item]))
    assert len(school.courses[0].links) == before


def test_a_request_is_answered_once(strict_tool: StrictTool, school: School, ask: Ask) -> None:
    request = ask()
    assert strict_tool.answer_deep_link(school, request, [RAIN]).status_code == 200
    again = strict_tool.answer_deep_link(school, request, [RAIN])
    assert "answered before" in reasons(again)


def test_a_nonce_works_once(answer: Answer) -> None:
    assert answer([], nonce="once").status_code == 200
    assert "used before" in reasons(answer([], nonce="once"))


def test_somebody_elses_key(answer: Answer, strict_tool: StrictTool) -> None:
    strict_tool.key = SigningKey(strict_tool.key.kid, SigningKey.generate().pem)
    assert "Signature verification failed" in reasons(answer([RAIN]))


@pytest.mark.parametrize("form", [{}, {"JWT": ""}, {"JWT": "not.a.token"}])
def test_no_token_at_all(visitor: FlaskClient, ask: Ask, form: dict[str, str]) -> None:
    url = ask()[v.DEEP_LINKING_SETTINGS]["deep_link_return_url"]
    path = url.split("8001", 1)[1]
    assert visitor.post(path, data=form).status_code == 400


def test_links_and_texts_on_a_canvas(
    strict_tool: StrictTool, lms: PracticeLms, tool: ListeningTool, maple_street: School
) -> None:
    walk = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    walk.walk(page_of(maple_street))
    items = [
        {"type": "link", "title": "Clouds", "url": "https://clouds.example"},
        {"type": "html", "title": "Hello", "html": "<p>Hello <script>alert(1)</script></p>"},
    ]
    answer = strict_tool.answer_deep_link(maple_street, tool.claims(), items)
    assert answer.status_code == 200
    shown = lms.app.test_client().get("/maple-street/courses/5-rivera").text
    assert "https://clouds.example" in shown
    assert "<script>alert" not in shown


def test_one_only(strict_tool: StrictTool, school: School, ask: Ask) -> None:
    for fault in ("one-only", "one-or-more"):
        request = ask(fault=fault)
        answer = strict_tool.answer_deep_link(school, request, [RAIN, RAIN])
        assert "accept_multiple was not said" in reasons(answer)


def test_data_comes_back_letter_for_letter(
    strict_tool: StrictTool, school: School, ask: Ask
) -> None:
    request = ask(fault="odd-data")
    assert strict_tool.answer_deep_link(school, request, [RAIN]).status_code == 200
    request = ask(fault="odd-data")
    answer = strict_tool.answer_deep_link(school, request, [RAIN], **{v.DATA: 'ä "<&>\\'})
    assert "data must be" in reasons(answer)


@pytest.mark.parametrize("fault", DEEP_LINKING_FAULTS)
def test_every_fault_reaches_the_tool(
    lms: PracticeLms, tool: ListeningTool, school: School, fault: str
) -> None:
    walk = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    walk.walk(page_of(school, fault=fault))
    assert len(tool.launches) == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("as=s501", 403),
        ("as=leila", 403),
        ("", 403),
        ("as=nobody", 404),
        ("as=marama&tool=unknown", 404),
        ("as=marama&fault=no-link-id", 404),
        ("as=marama&fault=no-types", 200),
        ("as=beatrice", 200),
    ],
)
def test_who_may_add(visitor: FlaskClient, query: str, status: int) -> None:
    answer = visitor.get(f"/wattle-park/courses/5b/deep_linking?{query}")
    assert answer.status_code == status


def test_only_who_may_add_sees_the_link(visitor: FlaskClient) -> None:
    words = "Add an activity from Courtyard"
    assert words in visitor.get("/wattle-park/courses/5b?as=marama").text
    assert words not in visitor.get("/wattle-park/courses/5b?as=s501").text
