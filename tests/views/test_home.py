"""The front door, and whether anyone is home."""

from flask.testing import FlaskClient

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


def test_other_methods_are_refused_with_a_page(client: FlaskClient) -> None:
    for path in ("/", "/healthz"):
        page = Page(client.post(path, base_url=BASE))
        assert (page.status, page.error_code) == (405, "wrong_method")


def test_there_is_nothing_else(client: FlaskClient) -> None:
    for path in ("/nowhere", "/topics", "/topics/", "/posts/1", "/../etc/passwd", "/%00", "/%ff"):
        page = Page(client.get(path, base_url=BASE))
        assert (page.status, page.error_code) in ((404, "not_found"), (405, "wrong_method")), path
