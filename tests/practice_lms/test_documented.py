"""docs/practice-lms.md names what there is, and nothing else."""

import re

from flask.testing import FlaskClient

from practice_lms import PracticeLms, faults
from practice_lms.faults import FAULTS, data, deep_linking, names, people, tokens
from practice_lms.faults.services import COMMON, SERVICE_FAULTS
from tests.support.tables import DOCS, first_table

TEXT = (DOCS / "practice-lms.md").read_text("utf-8")
_GENERAL = {fault.name for fault in COMMON}


def rows(heading: str, after: str = "") -> dict[str, str]:
    """The first cell of each row of a table, and the second."""
    text = TEXT.partition(f"\n## {heading}\n")[2].partition(after)[2] if after else None
    if text is None:
        cells = first_table("practice-lms.md", heading)
        return {
            first: cell for (first, column), cell in cells.items() if column != "where it shows"
        }
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return {line[0].strip(): line[1] for line in lines[1:]}


def test_every_service_and_its_own_faults() -> None:
    shown = rows("Out of order")
    assert {f"`{service}`" for service in SERVICE_FAULTS} == set(shown)
    for service in SERVICE_FAULTS:
        named = set(re.findall("`([a-z-]+)`", shown[f"`{service}`"]))
        assert named <= set(SERVICE_FAULTS[service]) | {"expires_in", "memberships"}, service
        assert not named & _GENERAL, service


def test_every_fault_that_one_service_alone_has_is_named() -> None:
    shown = rows("Out of order")
    of = {name: set(SERVICE_FAULTS[name]) - _GENERAL for name in SERVICE_FAULTS}
    for service, own in of.items():
        others = set().union(*(names for other, names in of.items() if other != service))
        lacking = {n for n in own - others if f"`{n}`" not in shown[f"`{service}`"]}
        assert {n for n in lacking if "expires-in" not in n} == set(), service


def test_the_common_faults() -> None:
    said = TEXT.partition("has the common ones:")[2].partition("| service |")[0]
    assert set(re.findall("`([a-z-]+)`", said)) >= _GENERAL


def test_every_group_of_launches() -> None:
    shown = rows("Out of order", after="what the\ntool must do with it")
    groups = {"tokens": tokens, "data": data, "people": people, "names": names}
    assert set(shown) == {*groups, "deep_linking"}
    assert {fault.name for group in groups.values() for fault in group.FAULTS} == set(FAULTS)
    assert {f.name for f in deep_linking.FAULTS} <= set(faults.DEEP_LINKING_FAULTS)


def test_every_page_is_in_the_table(lms: PracticeLms) -> None:
    shown = {row.partition("?")[0].strip("`") for row in rows("What people find there")}
    names = {"slug": "SCHOOL", "course_key": "CLASS", "link_key": "ACTIVITY", "number": "COLUMN",
             "student_key": "STUDENT"}  # fmt: skip
    of_people = ("pages", "deep_linking", "people", "giving", "grades", "copies", "tools",
                 "switches")  # fmt: skip
    there = set()
    for rule in lms.app.url_map.iter_rules():
        blueprint = str(rule.endpoint).partition(".")[0]
        if blueprint in of_people:
            there.add(re.sub("<(?:[a-z]+:)?([a-z_]+)>", lambda m: names.get(m[1], m[1]), rule.rule))
    assert {path.partition("?")[0].rstrip("`") for path in shown} <= there
    behind = {"/", "/SCHOOL/", "/SCHOOL/storage", "/SCHOOL/tools/client_id",
              "/SCHOOL/mod/lti/contentitem_return.php",
              "/SCHOOL/courses/course/deep_linking_response"}  # fmt: skip
    assert there - {path.partition("?")[0] for path in shown} == behind


def test_work_is_looked_at_with_each_fault(visitor: FlaskClient) -> None:
    page = visitor.get("/maple-street/faults").text
    assert "Requests to look at work" in page
    [link] = re.findall(r'href="([^"]*/grades/[^"]*fault=no-sub)"', page)
    assert visitor.get(link.replace("&amp;", "&")).status_code == 200
