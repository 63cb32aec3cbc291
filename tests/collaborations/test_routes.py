"""docs/routes.md, "What classes share", asked by both classes and by one that takes no part."""

from itertools import count

from flask import Flask

from tests.policies.test_routes import FORM, filled
from tests.support.cast import Campus, Visitor, post_ids
from tests.support.tables import first_table
from tests.support.teaming import make_team
from tests.support.together import Together
from tests.support.walk import keep

TABLE = first_table("routes.md", "What classes share")


def test_every_cell(app: Flask, campus: Campus, together: Together) -> None:
    people = {
        "teacher": together.host.teacher,
        "student": together.student,
        "partner": together.partner.teacher,
        "stranger": together.stranger,
        "third": campus.visit("wattle-park", "tomasz", "6g/wetland"),
    }
    activity, numbers = together.add_activity(), count()
    together.host.invite(together.path)
    page = together.host.teacher.get(together.path)
    form = next(each for each in page.actions() if each.endswith("/revocation"))
    invitation = form.split("/")[-2]
    parting = str(keep(app, int(together.path.rpartition("/")[2]), together.host.context_id))
    team = make_team(together.host, together.path).rpartition("/")[2]
    wrong, values = [], fresh(together, activity, next(numbers))
    for (request, who), expected in TABLE.items():
        method, path = request.split()
        path = filled(path, values | {"INVITATION": invitation, "PARTING": parting, "TEAM": team})
        page = send(people[who], method, path, nudged=str(together.partner.context_id))
        if page != int(expected):
            wrong.append(f"{who} {request}: {page}, and the page says {expected}")
        if page == 303 and not path.startswith("/contexts"):
            values = fresh(together, activity, next(numbers))
    assert not wrong


def fresh(together: Together, activity: str, number: int) -> dict[str, str]:
    """A new topic of the student's in the shared space, and what an address's words stand for."""
    topic = together.start(together.student, activity, title=f"Puddles {number}")
    return {
        "CONTEXT": str(together.host.context_id),
        "COLLABORATION": together.path.rpartition("/")[2],
        "SPACE": together.space.rpartition("/")[2],
        "ACTIVITY": activity.rpartition("/")[2],
        "TOPIC": topic.rpartition("/")[2],
        "/POST": f"/{post_ids(together.student.get(topic))[1]}",
    }


def send(visitor: Visitor, method: str, path: str, **more: str) -> int:
    if method == "GET":
        return visitor.get(path).status
    form = {**FORM, "places": "1", "submission_key": f"{path} {visitor.token}"[:60]}
    return visitor.post(path, **form, **more).status
