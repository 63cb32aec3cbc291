"""docs/routes.md, asked over HTTP by people who came in by real launches."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from flask import Flask

from app.models.secret import hashed
from tests.support.cast import Campus, Visitor, post_ids
from tests.support.gradebook import member_of, set_terms
from tests.support.tables import first_table

TABLE = first_table("routes.md")
SHARED = first_table("routes.md", "What classes share")
CAST = {
    "teacher": ("wattle-park", "marama", "5b/rain"),
    "administrator": ("wattle-park", "beatrice", "5b/rain"),
    "student": ("wattle-park", "s501", "5b/rain"),
    "classmate": ("wattle-park", "s502", "5b/rain"),
    "mentor": ("wattle-park", "leila", "5b/rain"),
    "onlooker": ("wattle-park", "s503", "5b/rain?fault=empty-role"),
    "outsider": ("maple-street", "elena", "5-rivera/snow"),
}
PROMPT = "Look up: what is above us?"
FORM = {
    "title": "Puddles",
    "picked": "new",
    "source": "They were gone at noon.",
    "version": "1",
    "is_locked": "1",
    "is_pinned": "1",
    "is_deleted": "1",
    "points": "7",
    "comment": "Well seen.",
    "seen_version": "0",
    "purpose": "2",
    "is_given": "1",
    "is_approved": "1",
    "note": "",
    "reason": "unkind",
    "words": "",
    "is_hidden": "1",
    "seen": hashed(PROMPT)[:16],
}
"""Enough for every form; each takes what it knows."""

Fresh = Callable[[], dict[str, str]]


@pytest.fixture
def people(campus: Campus) -> dict[str, Visitor]:
    return {who: campus.visit(*whereabouts) for who, whereabouts in CAST.items()}


@pytest.fixture
def fresh(app: Flask, campus: Campus, people: dict[str, Visitor]) -> Fresh:
    """Makes a new topic of the student's, and says what the words of an address stand for."""
    student, numbers = people["student"], count()
    teacher = people["teacher"]
    set_terms(app, teacher.place, points_possible=10.0)
    roster = teacher.get(teacher.space).links()["Class list"]

    def make() -> dict[str, str]:
        topic = student.start_topic(f"Puddles {next(numbers)}")
        opening = post_ids(people["teacher"].get(topic))[1]
        return {
            "PROMPTFLAG": prompt_flag(people["classmate"], teacher, roster.split("/")[2]),
            "CONTEXT": roster.split("/")[2],
            "SPACE": student.space.rpartition("/")[2],
            "ACTIVITY": student.place.rpartition("/")[2],
            "TOPIC": topic.rpartition("/")[2],
            "/POST": f"/{opening}",
            "REQUEST": asked(campus),
            "PROPOSAL": proposed(teacher, roster.split("/")[2]),
            "MEMBER": str(member_of(app, student).id),
            "REVIEW": held(teacher, student, roster.split("/")[2]),
            "FLAG": flagged(people["classmate"], teacher, opening, roster.split("/")[2]),
            "LINK": teacher.get(f"{teacher.place}/links").actions()[0].rpartition("/")[2],
        }

    return make


def held(teacher: Visitor, student: Visitor, context: str) -> str:
    """The number of something of the student's that waits, after which nothing has to."""
    rules, space = f"/contexts/{context}/reviews/rules", student.space.rpartition("/")[2]
    assert teacher.post(rules, **{f"rule-{space}": "everything"}).status == 303
    sent = student.post(f"{student.place}/topics", title="Fog", source="Where is it?")
    assert teacher.post(rules, **{f"rule-{space}": "nothing"}).status == 303
    return sent.location.rpartition("/")[2]


def flagged(classmate: Visitor, teacher: Visitor, post: int, context: str) -> str:
    """The number of a classmate's flag on a post, the newest that waits."""
    assert classmate.post(f"/posts/{post}/flags", reason="unkind").status == 303
    page = teacher.get(f"/contexts/{context}/reviews")
    return max(
        (
            each.rpartition("/")[2]
            for each in page.links_to(f"/contexts/{context}/flags/")
            if "/prompts/" not in each
        ),
        key=int,
    )


def prompt_flag(classmate: Visitor, teacher: Visitor, context: str) -> str:
    """The number of a classmate's flag on the words above an activity, which stand there again."""
    written = teacher.post(teacher.place, title="Rain", source=PROMPT, points="10")
    assert written.status == 303, written.text
    assert classmate.post(f"{teacher.place}/flags", reason="unkind").status == 303
    page = teacher.get(f"/contexts/{context}/reviews")
    paths = page.links_to(f"/contexts/{context}/flags/prompts/")
    return max((each.rpartition("/")[2] for each in paths), key=int)


def asked(campus: Campus) -> str:
    """The number of a new deep link, in which the teacher has chosen something."""
    visitor = campus.launch_from("/wattle-park/courses/5b/deep_linking?as=marama")
    assert visitor.post(visitor.place, **FORM).status == 303
    return visitor.place.rpartition("/")[2]


def proposed(teacher: Visitor, context_id: str) -> str:
    """The number of a proposal to change nobody's consents, which was done."""
    page = teacher.post(f"/contexts/{context_id}/consents/proposals", **FORM)
    form = teacher.get(page.location)
    action = f"{page.location}/confirmation"
    done = teacher.post(action, fingerprint=form.value("fingerprint"))
    assert done.status == 303, done.text
    return page.location.rpartition("/")[2]


def filled(path: str, values: dict[str, str]) -> str:
    """The path with numbers for its words."""
    for word, value in values.items():
        path = path.replace(word, value)
    return path


def test_every_cell(people: dict[str, Visitor], fresh: Fresh) -> None:
    wrong, values = [], fresh()
    for (request, who), expected in TABLE.items():
        method, path = request.split()
        visitor, path = people[who], filled(path, values)
        key = {"submission_key": f"{who} {path}"[:64].ljust(8)}
        page = visitor.get(path) if method == "GET" else visitor.post(path, **FORM, **key)
        if page.status != int(expected):
            wrong.append(f"{who} {request}: {page.status}, and the page says {expected}")
        if page.status == 303:
            values = fresh()  # for it is deleted, locked, or another's words by now
    assert not wrong


def test_without_a_session_there_is_nothing(people: dict[str, Visitor], fresh: Fresh) -> None:
    nobody = Visitor(people["teacher"].client)
    values = fresh()
    for request in {request for request, _who in TABLE}:
        method, path = request.split()
        page = getattr(nobody, method.lower())(filled(path, values))
        assert (page.status, page.error_code) == (401, "session_missing"), request


def test_the_table_has_every_route(app: Flask) -> None:
    assert {*_routes(app, TABLE), *_routes(app, SHARED)} == {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "guard", "") == "session"
        for method in (rule.methods or set()) & {"GET", "POST"}
    }, "write a line for the new route in docs/routes.md"


def _routes(app: Flask, table: dict[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    nouns = ("CONTEXT", "SPACE", "ACTIVITY", "TOPIC", "REQUEST", "MEMBER", "COLLABORATION")
    words = (
        "/POST",
        "PARTING",
        "PROPOSAL",
        "LINK",
        "INVITATION",
        "REVIEW",
        "PROMPTFLAG",
        "FLAG",
        "TEAM",
        *nouns,
    )
    adapter = app.url_map.bind("localhost")
    for request in {request for request, _who in table}:
        method, path = request.split()
        path = filled(path, {word: "/1" if word[0] == "/" else "1" for word in words})
        yield adapter.match(path, method)[0], method
