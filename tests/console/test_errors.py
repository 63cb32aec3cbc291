"""What administrators read where something can't be had: not what pupils read."""

from tests.console.conftest import Place, act
from tests.support.cast import Visitor


def test_a_page_that_is_not_there(operator: Visitor, principal: Visitor, acacia: Place) -> None:
    for page in (operator.get("/console/platforms/99999"), principal.get(acacia.path)):
        assert (page.status, page.error_code) == (404, "not_found")
        assert "begin at the console's first page" in page.text
        assert "course" not in page.text
        assert page.links()["The first page of the console"] == "/console"


def test_what_a_principal_may_not(principal: Visitor, wattle: Place) -> None:
    path = f"/console/deployments/{wattle.deployment}/school"
    for page in (principal.get(path), act(principal, path)):
        assert (page.status, page.error_code) == (403, "not_allowed")
        assert "Ask whoever runs Courtyard" in page.text
        assert "teacher" not in page.text


def test_members_read_their_own_words(teacher: Visitor) -> None:
    for path in ("/console/platforms/1", "/topics/99999"):
        page = teacher.get(path)
        assert "reopen the activity from your course" in page.text
        assert "The first page of the console" not in page.links()
