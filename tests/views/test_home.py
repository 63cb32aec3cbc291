"""The front door, and whether anyone is home."""

import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from tests.support.application import build_app
from tests.support.cast import BASE, Page


def test_the_front_door_says_how_to_get_in(client: FlaskClient) -> None:
    page = Page(client.get("/", base_url=BASE))
    assert page.status == 200
    assert page.title == "Courtyard"
    assert "open a Courtyard activity in your course" in page.text
    assert page.actions() == []


def test_healthz_answers(client: FlaskClient) -> None:
    answer = client.get("/healthz", base_url=BASE)
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


DOWN = ["sqlite:////nowhere/courtyard.db", "postgresql://nobody@127.0.0.1:1/courtyard"]


@pytest.mark.parametrize("url", DOWN)
def test_healthz_without_a_database(url: str) -> None:
    client = build_app(url).test_client()
    with capture_logs() as lines:
        answer = client.get("/healthz", base_url=BASE)
    assert answer.status_code == 503
    assert answer.json == {"status": "unavailable", "reason": "The database does not answer."}
    assert answer.headers["Cache-Control"] == "no-store"
    (line,) = lines
    assert (line["event"], line["log_level"]) == ("database_unavailable", "error")
    assert line["reason"]
    assert not {"exc_info", "exception"} & set(line)


@pytest.mark.parametrize("url", DOWN)
def test_a_page_without_a_database_says_so(url: str) -> None:
    client = build_app(url).test_client()
    for method, path in (("GET", "/topics/1"), ("POST", "/lti/login"), ("GET", "/lti/jwks.json")):
        headers = {"Authorization": "Bearer " + "x" * 43}
        page = Page(client.open(path, method=method, base_url=BASE, headers=headers))
        assert (page.status, page.error_code) == (503, "unavailable"), path
        assert "Traceback" not in page.response.text
    assert Page(client.get("/", base_url=BASE)).status == 200


def test_other_methods_are_refused_with_a_page(client: FlaskClient) -> None:
    for path in ("/", "/healthz"):
        page = Page(client.post(path, base_url=BASE))
        assert (page.status, page.error_code) == (405, "wrong_method")


def test_there_is_nothing_else(client: FlaskClient) -> None:
    for path in ("/nowhere", "/topics", "/topics/", "/posts/1", "/../etc/passwd", "/%00", "/%ff"):
        page = Page(client.get(path, base_url=BASE))
        assert (page.status, page.error_code) in ((404, "not_found"), (405, "wrong_method")), path
