"""How the tool's own tests use the practice LMS."""

from practice_lms.claims import vocabulary as v
from tests.support.cast import Campus


def test_the_lms_reaches_the_tool(campus: Campus) -> None:
    campus.app.test_cli_runner().invoke(args=["keys", "ensure"])
    (key,) = campus.lms.tool_http.get_json(campus.lms.site.jwks_url)["keys"]
    assert campus.lms.tool_keys.find(campus.lms.site.jwks_url, key["kid"])


def test_every_test_begins_on_the_first_day(campus: Campus) -> None:
    school = campus.school()
    assert campus.at_lms("/wattle-park/courses/5b/copies", title="Again").status == 200
    school.switches.set("scores", "error")
    campus.lms.reset()
    assert len(school.courses) == 2
    assert school.switches.on == {}
    assert len(school.gradebook.items(school.courses[0])) == 1


def test_any_page_with_the_tool_in_it_launches(campus: Campus) -> None:
    visitor = campus.launch_from("/wattle-park/courses/5b/activities/rain?as=marama")
    assert visitor.token
    assert v.SCORE_SCOPE in campus.school().claims_for("marama", "5b/rain")[v.AGS]["scope"]
