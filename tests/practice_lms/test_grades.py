"""Columns, scores and results, as each kind of LMS takes them; and the page that shows them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from practice_lms.claims import vocabulary as v
from practice_lms.roster import Course
from practice_lms.school import School
from practice_lms.views.line_items import ITEM
from practice_lms.views.scores import SCORE
from tests.practice_lms.strict_tool import StrictTool

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Gradebook:
    """A class's columns as a tool sees them."""

    def __init__(self, tool: StrictTool, school: School) -> None:
        self.tool, self.school = tool, school
        self.course: Course = school.courses[0]
        claims = school.claims_for(self.course.students[0], self.course.links[0])
        self.items: str = claims[v.AGS]["lineitems"]
        self.item: str = claims[v.AGS]["lineitem"]

    def call(self, method: str, url: str, body: Any = None, **options: Any) -> TestResponse:
        if body is not None:
            options = {"json": body, "content_type": ITEM, **options}
        return self.tool.call(self.school, method, url, **options)

    def create(self, **members: Any) -> TestResponse:
        return self.call("POST", self.items, {"label": "Essay", "scoreMaximum": 8, **members})

    def under(self, part: str, url: str = "") -> str:
        """`/scores` and `/results` go before the query."""
        path, mark, query = (url or self.item).partition("?")
        return f"{path}/{part}{mark}{query}"

    def score(self, student: int = 0, *, url: str = "", **changes: Any) -> TestResponse:
        body = {
            "userId": self.course.students[student].user_id,
            "scoreGiven": 5,
            "scoreMaximum": 10,
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "timestamp": NOON.isoformat(),
            **changes,
        }
        body = {name: value for name, value in body.items() if value is not None}
        return self.call("POST", self.under("scores", url), body, content_type=SCORE)

    def results(self, url: str = "", **query: Any) -> list[dict[str, Any]]:
        answer = self.call("GET", self.under("results", url), query_string=query or None)
        assert answer.status_code == 200
        found: list[dict[str, Any]] = answer.json
        return found


@pytest.fixture
def gradebook(strict_tool: StrictTool, school: School) -> Gradebook:
    return Gradebook(strict_tool, school)


@pytest.fixture
def moodle(strict_tool: StrictTool, wattle_park: School) -> Gradebook:
    return Gradebook(strict_tool, wattle_park)


@pytest.fixture
def canvas(strict_tool: StrictTool, maple_street: School) -> Gradebook:
    return Gradebook(strict_tool, maple_street)


def test_the_columns_of_a_class(gradebook: Gradebook) -> None:
    answer = gradebook.call("GET", gradebook.items)
    assert answer.mimetype == "application/vnd.ims.lis.v2.lineitemcontainer+json"
    (item,) = answer.json
    link = gradebook.course.links[0]
    assert item["id"] == gradebook.item
    assert (item["label"], item["scoreMaximum"]) == (link.title, link.points)
    assert item["resourceLinkId"] == link.link_id


def test_a_column_from_birth_to_death(gradebook: Gradebook) -> None:
    made = gradebook.create(tag="final", resourceId="topic-7", submissionReview={"label": "Read"})
    assert made.status_code == 201
    assert made.mimetype == ITEM
    url = made.json["id"]
    assert gradebook.call("GET", url).json == made.json
    changed = gradebook.call("PUT", url, {**made.json, "label": "Long essay", "scoreMaximum": 12})
    assert (changed.status_code, changed.json["label"]) == (200, "Long essay")
    assert gradebook.call("GET", url).json["scoreMaximum"] == 12
    assert gradebook.call("DELETE", url).status_code == 204
    assert gradebook.call("GET", url).status_code == 404
    assert gradebook.score(url=url).status_code == 404


def test_filters_and_pages(gradebook: Gradebook) -> None:
    link = gradebook.course.links[0]
    for number in range(3):
        gradebook.create(tag="essay", resourceId=f"topic-{number}", resourceLinkId=link.link_id)

    def labels(**query: Any) -> int:
        return len(gradebook.call("GET", gradebook.items, query_string=query).json)

    assert labels(tag="essay") == 3
    assert labels(resource_id="topic-1") == 1
    assert labels(resource_link_id=link.link_id) == 4
    assert labels(resource_link_id=link.link_id, tag="essay") == 3
    assert labels(tag="none") == 0
    page = gradebook.call("GET", gradebook.items, query_string={"limit": 3})
    assert len(page.json) == 3
    assert 'rel="next"' in page.headers["Link"]


def test_two_columns_of_one_link_are_not_in_its_launch(gradebook: Gradebook) -> None:
    link = gradebook.course.links[0]
    gradebook.create(resourceLinkId=link.link_id)
    claims = gradebook.school.claims_for(gradebook.course.students[0], link)
    assert "lineitem" not in claims[v.AGS]
    assert "lineitems" in claims[v.AGS]


@pytest.mark.parametrize(
    "members",
    [
        {"label": ""},
        {"label": None},
        {"scoreMaximum": 0},
        {"scoreMaximum": "ten"},
        {"scoreMaximum": True},
        {"scoreMaximum": float("nan")},
    ],
)
def test_columns_that_make_no_sense(gradebook: Gradebook, members: dict[str, Any]) -> None:
    expected = {"wattle-park": 400, "maple-street": 422}[gradebook.school.slug]
    assert gradebook.create(**members).status_code == expected
    assert gradebook.call("PUT", gradebook.item, []).status_code == expected
    assert len(gradebook.call("GET", gradebook.items).json) == 1


def test_a_column_for_a_link_that_is_not_there(gradebook: Gradebook) -> None:
    assert gradebook.create(resourceLinkId="no-such-link").status_code == 404


def test_wrong_media_types(gradebook: Gradebook) -> None:
    expected = {"wattle-park": 400, "maple-street": 415}[gradebook.school.slug]
    body = {"label": "Essay", "scoreMaximum": 8}
    for method, url in (("POST", gradebook.items), ("PUT", gradebook.item)):
        answer = gradebook.call(method, url, body, content_type="application/json")
        assert answer.status_code == expected
    score = gradebook.call("POST", gradebook.under("scores"), {}, content_type="application/json")
    assert score.status_code == expected


def test_a_charset_does_no_harm(gradebook: Gradebook) -> None:
    body = {"label": "Essay", "scoreMaximum": 8}
    answer = gradebook.call("POST", gradebook.items, body, content_type=f"{ITEM}; charset=utf-8")
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("method", "part", "scope", "status"),
    [
        ("GET", "", v.LINE_ITEM_READ_SCOPE, 200),
        ("GET", "", v.SCORE_SCOPE, 403),
        ("PUT", "", v.LINE_ITEM_READ_SCOPE, 403),
        ("DELETE", "", v.LINE_ITEM_READ_SCOPE, 403),
        ("POST", "scores", v.LINE_ITEM_SCOPE, 403),
        ("GET", "results", v.SCORE_SCOPE, 403),
        ("GET", "results", v.RESULT_READ_SCOPE, 200),
    ],
)
def test_scopes(gradebook: Gradebook, method: str, part: str, scope: str, status: int) -> None:
    token = gradebook.tool.token(gradebook.school, scope)
    url = gradebook.under(part) if part else gradebook.item
    assert gradebook.call(method, url, token=token).status_code == status


def test_scores_behind_the_query(moodle: Gradebook) -> None:
    answer = moodle.call("POST", f"{moodle.item}/scores", {}, content_type=SCORE)
    assert answer.status_code == 400
    assert answer.json["reason"].startswith("No handler found for /2/lineitems/")


def test_a_score_becomes_a_result(gradebook: Gradebook) -> None:
    assert gradebook.score(comment="Well seen").status_code == 200
    (result,) = gradebook.results()
    maximum = gradebook.course.links[0].points
    assert maximum is not None
    assert (result["resultScore"], result["resultMaximum"]) == (maximum / 2, maximum)
    assert result["comment"] == "Well seen"
    assert result["scoreOf"] == gradebook.item
    assert result["userId"] == gradebook.course.students[0].user_id


def test_results_of_one_student(gradebook: Gradebook) -> None:
    for student in (0, 1):
        gradebook.score(student)
    user_id = gradebook.course.students[1].user_id
    assert [r["userId"] for r in gradebook.results(user_id=user_id)] == [user_id]
    assert gradebook.results(user_id="nobody") == []


def test_only_a_canvas_says_where_the_result_is(moodle: Gradebook, canvas: Gradebook) -> None:
    assert moodle.score().data == b""
    assert "/results/" in canvas.score().json["resultUrl"]


@pytest.mark.parametrize(
    ("later", "moodle_status", "canvas_status"),
    [
        (timedelta(0), 409, 200),
        (timedelta(milliseconds=400), 409, 200),
        (timedelta(seconds=1), 200, 200),
        (timedelta(seconds=-1), 409, 400),
    ],
)
def test_the_order_of_scores(
    gradebook: Gradebook, later: timedelta, moodle_status: int, canvas_status: int
) -> None:
    expected = {"wattle-park": moodle_status, "maple-street": canvas_status}
    assert gradebook.score().status_code == 200
    again = gradebook.score(timestamp=(NOON + later).isoformat(), scoreGiven=10)
    assert again.status_code == expected[gradebook.school.slug]
    (result,) = gradebook.results()
    is_taken = again.status_code == 200
    assert (result["resultScore"] == result["resultMaximum"]) == is_taken


@pytest.mark.parametrize("who", ["teacher", "nobody", "other class", "nothing"])
def test_people_without_grades(gradebook: Gradebook, who: str) -> None:
    user_id = {
        "teacher": gradebook.course.teachers[0].user_id,
        "nobody": "9999",
        "other class": gradebook.school.courses[1].students[0].user_id,
        "nothing": None,
    }[who]
    expected = {"wattle-park": 400, "maple-street": 422}[gradebook.school.slug]
    assert gradebook.score(userId=user_id).status_code == expected
    assert gradebook.results() == []


def test_someone_who_left(gradebook: Gradebook) -> None:
    gradebook.course.unenrol(gradebook.course.students[0])
    student = gradebook.school.people
    gone = next(p for p in student if p not in gradebook.course.people and p.role == "student")
    assert gradebook.score(userId=gone.user_id).status_code in (400, 422)


@pytest.mark.parametrize(
    "changes",
    [
        {"timestamp": None},
        {"timestamp": "yesterday"},
        {"timestamp": "2026-11-25T12:00:00"},
        {"timestamp": 1795000000},
        {"activityProgress": None},
        {"activityProgress": "Done"},
        {"gradingProgress": None},
        {"gradingProgress": "Perhaps"},
        {"scoreGiven": -1},
        {"scoreGiven": "5"},
        {"scoreMaximum": None},
        {"scoreMaximum": 0},
    ],
)
def test_scores_that_make_no_sense(gradebook: Gradebook, changes: dict[str, Any]) -> None:
    expected = {"wattle-park": 400, "maple-street": 422}[gradebook.school.slug]
    assert gradebook.score(**changes).status_code == expected
    assert gradebook.results() == []


@pytest.mark.parametrize("timestamp", ["2026-11-25T12:00:00Z", "2026-11-25T23:00:00.123+11:00"])
def test_times_as_they_may_be_written(gradebook: Gradebook, timestamp: str) -> None:
    assert gradebook.score(timestamp=timestamp).status_code == 200
    assert gradebook.results()[0]["timestamp"].startswith("2026-11-25T12:00:00")


@pytest.mark.parametrize("progress", ["Pending", "Failed", "NotReady"])
def test_scores_that_are_dropped(gradebook: Gradebook, progress: str) -> None:
    answer = gradebook.score(gradingProgress=progress, activityProgress="InProgress")
    assert answer.status_code == 200
    assert gradebook.results() == []


def test_over_the_maximum(moodle: Gradebook, canvas: Gradebook) -> None:
    for gradebook, expected in ((moodle, 10), (canvas, 24)):
        assert gradebook.score(scoreGiven=12).status_code == 200
        assert gradebook.results()[0]["resultScore"] == expected


def test_a_comment_without_a_score(gradebook: Gradebook) -> None:
    gradebook.score(scoreGiven=None, scoreMaximum=None, comment="Come and see me")
    (result,) = gradebook.results()
    assert "resultScore" not in result
    assert result["comment"] == "Come and see me"


def test_the_page_shows_what_was_sent(gradebook: Gradebook, visitor: FlaskClient) -> None:
    gradebook.score(comment="<b>Well</b> seen")
    gradebook.create(label="Essay <i>", tag="final")
    path = f"/{gradebook.school.slug}/courses/{gradebook.course.key}"
    assert "Grades" in visitor.get(path).text
    soup = BeautifulSoup(visitor.get(f"{path}/grades").text, "html.parser")
    cells = " ".join(cell.text for cell in soup.select("tbody tr")[0].select("td"))
    assert "Well seen" in cells
    headings = " ".join(cell.text for cell in soup.select("thead th"))
    assert "Essay <i> of 8" in headings
    assert "tag: final" in soup.text


def test_a_column_deleted_behind_the_tools_back(gradebook: Gradebook, visitor: FlaskClient) -> None:
    page = f"/{gradebook.school.slug}/courses/{gradebook.course.key}/grades"
    soup = BeautifulSoup(visitor.get(page).text, "html.parser")
    (field,) = soup.select("input[name=item]")
    assert visitor.post(page, data={"item": field["value"]}).status_code == 303
    assert gradebook.call("GET", gradebook.item).status_code == 404
    assert visitor.post(page, data={"item": field["value"]}).status_code == 404
    assert "No activity of this class is graded" in visitor.get(page).text


@pytest.mark.parametrize(("service", "part"), [("scores", "scores"), ("results", "results")])
def test_faults_are_for_one_service(gradebook: Gradebook, service: str, part: str) -> None:
    gradebook.school.switches.set(service, "too-many")
    method = "POST" if part == "scores" else "GET"
    answer = gradebook.call(method, gradebook.under(part))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    assert gradebook.call("GET", gradebook.item).status_code == 200


def test_line_items_with_a_moodles_links(moodle: Gradebook) -> None:
    for number in range(12):
        moodle.create(label=f"Essay {number}")
    moodle.school.switches.set("lineitems", "curly-link")
    header = moodle.call("GET", moodle.items).headers["Link"].encode("latin-1").decode()
    assert "&amp;" in header
    assert "rel=“next”" in header
