"""Launches walked through as a browser walks, against a tool that verifies them."""

import pytest
import requests

from practice_lms import PracticeLms, create_lms
from practice_lms.serving import serve
from practice_lms.visiting import UnexpectedAnswerError, Visit
from tests.practice_lms.listener import ListeningTool

PAGE = "http://127.0.0.1:8001/maple-street/courses/5-rivera/activities/snow?as=elena"


def test_a_visit_between_two_applications(lms: PracticeLms, tool: ListeningTool) -> None:
    visit = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    answer = visit.walk(PAGE)
    assert answer.status_code == 200
    assert tool.claims()["name"] == "Elena Rivera"
    assert tool.logins[0]["lti_storage_target"] == "_parent"


def test_a_visit_over_http() -> None:
    """Real sockets on free ports; the issuers follow them."""
    lms = create_lms()
    tool = ListeningTool(lms)
    with serve(lms) as served, requests.Session() as session:
        visit = Visit(lms=session, tool=tool.app.test_client())
        answer = visit.walk(f"{served.url}/wattle-park/courses/5b/activities/rain?as=s503")
    assert answer.status_code == 200
    assert tool.claims()["iss"] == f"{served.url}/wattle-park"
    assert tool.claims()["name"] == "نور الدين القحطاني"


def test_a_fault_travels_through_a_visit(lms: PracticeLms, tool: ListeningTool) -> None:
    visit = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    visit.walk(f"{PAGE}&fault=no-context")
    assert "https://purl.imsglobal.org/spec/lti/claim/context" not in tool.claims()


def test_a_step_can_be_interfered_with(lms: PracticeLms, tool: ListeningTool) -> None:
    visit = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    form = visit.initiate(PAGE)
    location = visit.log_in(form).headers["Location"]
    launch = visit.authorize(location)
    launch.fields["state"] = "changed"
    assert visit.launch(launch).status_code == 200
    assert tool.launches[0]["state"] == "changed"


def test_what_the_tool_says_to_a_login_is_returned(lms: PracticeLms) -> None:
    answer = Visit(lms=lms.app.test_client()).walk(PAGE)  # the LMS has no /lti/login
    assert answer.status_code == 404


def test_a_page_that_is_not_there(lms: PracticeLms) -> None:
    with pytest.raises(UnexpectedAnswerError) as caught:
        Visit(lms=lms.app.test_client()).walk("http://127.0.0.1:8001/nowhere/")
    assert caught.value.answer.status_code == 404
