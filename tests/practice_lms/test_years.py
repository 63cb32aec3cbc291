"""What happens between school years: copies of classes, notices of them, and old identities."""

import base64
import hmac
from typing import Any

import jwt
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from practice_lms.claims import vocabulary as v
from practice_lms.notices import COPY, HELLO
from practice_lms.roster import Course
from practice_lms.school import School
from tests.practice_lms.strict_tool import StrictTool

HANDLER = "http://localhost:8000/lti/notices"
RESULTS = "http://localhost:8000/lti/reviews"


def copied(visitor: FlaskClient, school: School, course: Course, title: str = "Copy") -> Course:
    page = f"/{school.slug}/courses/{course.key}/copies"
    assert visitor.post(page, data={"title": title}).status_code == 200
    return school.courses[-1]


def test_a_copy_has_new_ids_and_remembers_the_old(
    strict_tool: StrictTool, school: School, visitor: FlaskClient
) -> None:
    origin = school.courses[0]
    second = copied(visitor, school, copied(visitor, school, origin))
    assert second.title == "Copy"
    first = school.courses[-2]
    ids = {course.context_id for course in school.courses}
    assert len(ids) == len(school.courses) == 4
    claims = school.claims_for(second.teachers[0], second.links[0])
    custom = claims[v.CUSTOM]
    assert custom["context_id_history"] == f"{first.context_id},{origin.context_id}"
    expected = {
        "wattle-park": "$ResourceLink.id.history",
        "maple-street": f"{first.links[0].link_id},{origin.links[0].link_id}",
    }
    assert custom["resource_link_id_history"] == expected[school.slug]
    assert claims[v.RESOURCE_LINK]["id"] not in (first.links[0].link_id, origin.links[0].link_id)
    assert claims[v.AGS]["lineitem"]


def test_a_copy_has_no_students_and_no_grades(
    strict_tool: StrictTool, school: School, visitor: FlaskClient
) -> None:
    copy = copied(visitor, school, school.courses[0])
    assert copy.students == []
    assert [item.results for item in school.gradebook.items(copy)] == [{}]
    path = f"/{school.slug}/courses/{copy.key}"
    for page in ("", "/people", "/grades", f"/activities/{copy.links[0].key}"):
        assert visitor.get(path + page).status_code == 200
    assert visitor.post(f"{path}/copies", data={"title": " "}).status_code == 400


def test_custom_parameters_are_copied_as_they_are(
    strict_tool: StrictTool, school: School, visitor: FlaskClient
) -> None:
    origin = school.courses[0]
    origin.links[0].custom["activity"] = "7"
    copy = copied(visitor, school, origin)
    claims = school.claims_for(copy.teachers[0], copy.links[0])
    assert claims[v.CUSTOM]["activity"] == "7"


class Notices:
    """A tool's end of the notification service of Maple Street."""

    def __init__(self, tool: StrictTool, school: School) -> None:
        self.tool, self.school = tool, school
        course = school.courses[0]
        claims = school.claims_for(course.students[0], course.links[0])
        self.url: str = claims[v.NOTIFICATIONS]["platform_notification_service_url"]

    def call(self, method: str, body: Any = None, **options: Any) -> TestResponse:
        return self.tool.call(self.school, method, self.url, json=body, **options)

    def claims(self) -> list[dict[str, Any]]:
        """Of all notices that arrived, their signatures proved."""
        keys = jwt.PyJWKSet.from_dict(self.school.jwks)
        tokens = [each["jwt"] for body in self.tool.notices for each in body["notices"]]
        return [
            jwt.decode(
                token,
                keys[jwt.get_unverified_header(token)["kid"]].key,
                ["RS256"],
                audience=self.school.client_id,
            )
            for token in tokens
        ]


@pytest.fixture
def notices(strict_tool: StrictTool, maple_street: School) -> Notices:
    return Notices(strict_tool, maple_street)


def test_handlers(notices: Notices) -> None:
    wanted = {"notice_type": COPY, "handler": HANDLER}
    assert notices.call("PUT", wanted).json == wanted
    found = notices.call("GET").json
    assert found["client_id"] == notices.school.client_id
    assert found["deployment_id"] == notices.school.deployment_id
    assert wanted in found["notice_handlers"]
    ended = {"notice_type": COPY, "handler": ""}
    assert notices.call("PUT", ended).json == ended
    assert ended in notices.call("GET").json["notice_handlers"]


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"notice_type": "LtiSomethingElse", "handler": HANDLER},
        {"notice_type": COPY, "handler": 7},
        {"notice_type": COPY, "handler": "https://elsewhere.example/notices"},
    ],
)
def test_handlers_that_are_refused(notices: Notices, body: Any) -> None:
    assert notices.call("PUT", body).status_code == 400


def test_handlers_need_their_scope(notices: Notices) -> None:
    token = notices.tool.token(notices.school, v.SCORE_SCOPE)
    assert notices.call("GET", token=token).status_code == 403


def test_a_copy_is_told(notices: Notices, visitor: FlaskClient) -> None:
    notices.call("PUT", {"notice_type": COPY, "handler": HANDLER})
    origin = notices.school.courses[0]
    copy = copied(visitor, notices.school, origin)
    (claims,) = notices.claims()
    assert claims[v.NOTICE]["type"] == "LtiContextCopyNotice"
    assert claims[v.CONTEXT]["id"] == copy.context_id
    assert claims[v.ORIGIN_CONTEXTS] == [origin.context_id]
    assert claims[v.DEPLOYMENT_ID] == notices.school.deployment_id
    assert "sub" not in claims


def test_hello(notices: Notices, visitor: FlaskClient) -> None:
    before = visitor.post("/maple-street/hello").text
    assert "has not asked for LtiHelloWorldNotice" in before
    notices.call("PUT", {"notice_type": HELLO, "handler": HANDLER})
    assert "took the notice (200)" in visitor.post("/maple-street/hello").text
    (claims,) = notices.claims()
    assert claims[v.NOTICE]["type"] == "LtiHelloWorldNotice"
    assert v.CONTEXT not in claims


def test_a_handler_that_fails(notices: Notices, visitor: FlaskClient) -> None:
    handler = "http://localhost:8000/nothing/here"
    notices.call("PUT", {"notice_type": HELLO, "handler": handler})
    assert "answered with 404" in visitor.post("/maple-street/hello").text


def test_a_moodle_sends_no_notices(strict_tool: StrictTool, visitor: FlaskClient) -> None:
    assert "sends no notices" in visitor.post("/wattle-park/hello").text


@pytest.mark.parametrize("fault", ["foreign-key", "expired", "wrong-aud"])
def test_notices_that_must_not_be_believed(
    notices: Notices, visitor: FlaskClient, fault: str
) -> None:
    notices.call("PUT", {"notice_type": HELLO, "handler": HANDLER})
    notices.school.switches.set("notices", fault)
    visitor.post("/maple-street/hello")
    with pytest.raises(jwt.InvalidTokenError):
        notices.claims()


def test_a_notice_twice(notices: Notices, visitor: FlaskClient) -> None:
    notices.call("PUT", {"notice_type": HELLO, "handler": HANDLER})
    notices.school.switches.set("notices", "twice", times=1)
    visitor.post("/maple-street/hello")
    first, second = notices.claims()
    assert first == second


def test_groups(strict_tool: StrictTool, maple_street: School) -> None:
    course = maple_street.courses[0]
    student = course.students[7]
    claim = maple_street.claims_for(student, course.links[0])[v.GROUPS]
    answer = strict_tool.call(maple_street, "GET", claim["context_groups_url"])
    assert answer.mimetype == "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
    assert len(answer.json["groups"]) == 5
    own = strict_tool.call(
        maple_street,
        "GET",
        claim["context_groups_url"],
        query_string={"user_id": student.user_id},
    )
    (group,) = own.json["groups"]
    assert group["name"] == "Yellow table"
    sets = strict_tool.call(maple_street, "GET", claim["context_group_sets_url"])
    (tables,) = sets.json["sets"]
    assert tables["name"] == "Tables"
    assert group in tables["groups"]
    page = strict_tool.call(
        maple_street, "GET", claim["context_groups_url"], query_string={"limit": 2}
    )
    assert 'rel="next"' in page.headers["Link"]


def test_who_is_in_which_group(strict_tool: StrictTool, maple_street: School) -> None:
    url = maple_street.dialect.memberships_url(
        maple_street, maple_street.tool, maple_street.courses[0]
    )
    query = {"groups": "true", "limit": "100"}
    answer = strict_tool.call(maple_street, "GET", url, query_string=query)
    enrolments = [m["group_enrollments"] for m in answer.json["members"]]
    assert sum(len(each) for each in enrolments) == 25
    plain = strict_tool.call(maple_street, "GET", url)
    assert "group_enrollments" not in plain.json["members"][0]


def test_an_old_identity_is_signed_with_the_old_secret(maple_street: School) -> None:
    claims = maple_street.claims_for("m501", "5-rivera/snow")
    old = claims[v.LTI_1P1]
    text = "&".join(
        (
            "courtyard-2019",
            maple_street.deployment_id,
            maple_street.issuer,
            maple_street.client_id,
            str(claims["exp"]),
            claims["nonce"],
        )
    )
    digest = hmac.digest(maple_street.legacy_secret.encode(), text.encode(), "sha256")
    assert old["oauth_consumer_key"] == "courtyard-2019"
    assert old["oauth_consumer_key_sign"] == base64.b64encode(digest).decode()
    assert old["resource_link_id"] != claims[v.RESOURCE_LINK]["id"]


def graded(strict_tool: StrictTool, school: School, **members: Any) -> tuple[Course, int]:
    """A class whose first activity has a score, and the number of its column."""
    course = school.courses[0]
    item = school.gradebook.items(course)[0]
    item.submission_review = members or None
    path, mark, query = school.dialect.lineitem_url(school, school.tool, item).partition("?")
    score = {
        "userId": course.students[0].user_id,
        "scoreGiven": 1,
        "scoreMaximum": 2,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "timestamp": "2026-11-25T12:00:00Z",
    }
    media_type = "application/vnd.ims.lis.v1.score+json"
    url = f"{path}/scores{mark}{query}"
    answer = strict_tool.call(school, "POST", url, json=score, content_type=media_type)
    assert answer.status_code == 200
    return course, item.number


def test_the_work_of_a_student_is_opened_from_the_gradebook(
    strict_tool: StrictTool, school: School, visitor: FlaskClient
) -> None:
    course, _ = graded(strict_tool, school, url=RESULTS, custom={"review": "1"})
    page = visitor.get(f"/{school.slug}/courses/{course.key}/grades").text
    link = BeautifulSoup(page, "html.parser").find("a", string=lambda s: "Look at" in (s or ""))
    link = link or BeautifulSoup(page, "html.parser").select_one("td a")
    assert link is not None
    shown = visitor.get(str(link["href"]))  # type: ignore[index]
    assert shown.status_code == 200
    form = BeautifulSoup(shown.text, "html.parser").select_one("form[data-submit-at-once]")
    assert form is not None
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input")}
    assert fields["target_link_uri"] == RESULTS
    opening = strict_tool.lms.hints.read(school, fields["login_hint"], fields["lti_message_hint"])
    claims = school.dialect.claims(school.launch_request(opening))
    assert claims[v.MESSAGE_TYPE] == "LtiSubmissionReviewRequest"
    assert claims[v.FOR_USER]["user_id"] == course.students[0].user_id
    assert claims["sub"] == course.teachers[0].user_id
    assert claims[v.CUSTOM]["review"] == "1"
    assert claims[v.AGS]["lineitem"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("{item}/s501?as=s501", 403),
        ("{item}/s501?as=marama", 200),
        ("{item}/s601?as=marama", 404),
        ("999/s501?as=marama", 404),
    ],
)
def test_who_may_look_at_work(
    strict_tool: StrictTool, wattle_park: School, visitor: FlaskClient, path: str, status: int
) -> None:
    _, number = graded(strict_tool, wattle_park)
    answer = visitor.get(f"/wattle-park/courses/5b/grades/{path.format(item=number)}")
    assert answer.status_code == status


@pytest.mark.parametrize("review", ["yes", {"url": 7}, {"custom": "a"}, {"custom": {"a": 1}}])
def test_submission_reviews_that_make_no_sense(
    strict_tool: StrictTool, school: School, review: Any
) -> None:
    body = {"label": "Essay", "scoreMaximum": 1, "submissionReview": review}
    url = school.dialect.lineitems_url(school, school.tool, school.courses[0])
    media_type = "application/vnd.ims.lis.v2.lineitem+json"
    answer = strict_tool.call(school, "POST", url, json=body, content_type=media_type)
    assert answer.status_code in (400, 422)
