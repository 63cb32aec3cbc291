"""Addresses that lead nowhere, and ways to ask that there are not: every route, by everyone."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from tests.support.cast import Visitor, post_ids

NUMBERS = (0, 77_777, 2**31, 99_999_999_999)
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
FORM = {"title": "Puddles", "source": "They were gone at noon.", "version": "1", "is_deleted": "1"}


VIEWS = Path(__file__).parents[2] / "app" / "views"
LONG = "9" * 5_000
JUNK = (
    *("", "0", "-1", "1.5", "one", "%00", "%ff", "%F0%9F%8C%A7", "%D9%A3", "%27%20OR%201=1--"),
    *("-", "1-", "0-0", "1-1-1", "9" * 17 + "-1", "9" * 18 + "-1", "9" * 17 + "-" + "9" * 19),
    *(LONG, f"1-{LONG}", f"{LONG}-1", str(2**31), str(2**63), "flat", "threaded"),
)


def rules(app: Flask) -> Iterator[Rule]:
    """The routes inside a class."""
    for rule in app.url_map.iter_rules():
        if getattr(app.view_functions[rule.endpoint], "guard", "") == "session":
            yield rule


def filled(rule: Rule, number: object) -> str:
    """The rule's address with this number for every id."""
    path = rule.rule.replace("<any(topic,reply,edit):kind>", "reply")
    for name in rule.arguments:
        path = path.replace(f"<int:{name}>", str(number))
    assert "<" not in path, "teach this test the new parameter"
    return path


def test_no_such_thing(app: Flask, teacher: Visitor) -> None:
    named = [rule for rule in rules(app) if rule.arguments]
    for rule, number in product(named, NUMBERS):
        for method in (rule.methods or set()) & {"GET", "POST"}:
            path = filled(rule, number)
            page = teacher.get(path) if method == "GET" else teacher.post(path, **FORM)
            assert (page.status, page.error_code) == (404, "not_found"), (method, path)


def test_what_is_no_number(teacher: Visitor) -> None:
    for number in (2**63, "9" * 5000, "-1", "1.5", "one", "%00", "0x1", "%F0%9F%8C%A7"):
        for kind in ("spaces", "activities", "topics"):
            page = teacher.get(f"/{kind}/{number}")
            assert page.error_code in ("not_found", "wrong_method"), (kind, number)


def test_nothing_that_stands_behind_the_question_mark_breaks_a_page(
    teacher: Visitor, student: Visitor, topic: str, opening: int
) -> None:
    student.post(f"/posts/{opening}", source="Fog?", version="1")
    forms = (f"{topic}/edit", f"/posts/{opening}/replies/new", f"{student.place}/topics/new")
    lists = (student.place, student.space, topic, f"{topic}/posts/1")
    paths = (*forms, *lists, f"/posts/{opening}/revisions")
    for path, value in product(paths, JUNK):
        junk = "&".join(f"{name}={value}" for name in parameters())
        for query in (junk, f"view=flat&{junk}"):
            page = teacher.get(f"{path}?{query}")
            assert page.status in (200, 403, 404), (path, query[:80])
            assert page.soup.find("main"), (path, query[:80])


def parameters() -> set[str]:
    """The names that views look for behind the question mark, read from their sources."""
    asked = re.compile(r"(?:request\.args\.get|forms\.number)\(\"(\w+)\"")
    views = (path.read_text() for path in VIEWS.glob("*.py") if path.name != "lti.py")
    found = {name for source in views for name in asked.findall(source)}
    assert found >= {"before", "from", "page", "view"}
    return found


def test_no_such_way_to_ask(app: Flask, teacher: Visitor) -> None:
    allowed: dict[str, set[str]] = {}
    for rule in rules(app):
        allowed.setdefault(filled(rule, 1), set()).update(rule.methods or set())
    for path, methods in allowed.items():
        for method in METHODS - methods:
            page = teacher._open(method, path)
            assert (page.status, page.error_code) == (405, "wrong_method"), (method, path)


def test_a_number_past_the_last_post(student: Visitor, topic: str) -> None:
    for number in (0, 2, 2**31, 2**63):
        assert student.get(f"{topic}/posts/{number}").error_code == "not_found"


def test_the_other_class_of_the_same_teacher(
    outsider: Visitor, teacher: Visitor, topic: str, opening: int
) -> None:
    """Numbers are everyone's, so an id of another school's is a real one and answers the same."""
    theirs = outsider.start_topic("Snow")
    their_post = post_ids(outsider.get(theirs))[1]
    missing, real = teacher.get("/topics/77777"), teacher.get(theirs)
    assert (real.status, real.response.text) == (404, missing.response.text)
    assert teacher.get(f"/posts/{their_post}/edit").response.text == missing.response.text
    assert teacher.reply(their_post).status == 404
    assert outsider.reply(opening).status == 404
    assert "Snow" not in teacher.get(teacher.place).text
