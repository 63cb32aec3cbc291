"""Every page there is, as each member of the cast sees it.

The discussion that is walked through has something in every state. A route with a parameter that
stands in nobody's list here fails the tests that walk: add an example of the new noun to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from app.extensions import db
from app.models import Context, Deployment
from tests.support.cast import PEOPLE, Campus, Page, Visitor, come_in, post_ids
from tests.support.gradebook import member_of, set_terms

TOO_LONG = "ω " * 40_000
TITLES = ("Νέφη", "Βροχή", "Άνεμος", "Πάγος")
"""In Greek, so that no test takes somebody's words for the tool's own."""

WRONG_TERMS = {
    "points": "x",
    "opens_at": "x",
    "due_at": "2027-03-08T15:30",
    "closes_at": "2027-03-01T15:30",
    "time_zone": "x",
}

OPTIONAL_QUERIES = {
    "topics.show": ("view=flat", "view=flat&page=2", "view=threaded&from=26"),
    "revisions.show": ("before=2",),
    "contexts.show_roster": ("after=1",),
    "scores.show": ("after=1",),
    "scores.show_one": ("before=20",),
    "console.show_events": ("school=1", "before=3"),
    "console.show_launches": ("code=opened", "before=1"),
    "console.show_services": ("state=worked", "state=waiting", "after=1"),
}


@dataclass
class Walk:
    """A furnished class: who is in it, and one example of each thing that a URL names."""

    app: Flask
    teacher: Visitor
    student: Visitor
    mentor: Visitor
    empty_handed: Visitor
    """A teacher in a discussion where nobody has written."""
    principal: Visitor
    """An administrator of the school."""
    operator: Visitor
    """Who runs the installation."""
    values: dict[str, Any]
    topics: dict[str, str]
    """Paths of the topics: open, locked, pinned, deleted."""
    answered: str
    """The path of a deep link that has its answer."""
    posts: dict[int, int]
    """Ids of the open topic's posts by number: 1 opening, 2 edited, 3 deleted, 4 locked."""

    def rules(self, method: str) -> list[Rule]:
        """The routes that take a method."""
        return [
            rule
            for rule in self.app.url_map.iter_rules()
            if rule.endpoint != "static" and method in (rule.methods or ())
        ]

    def path(self, rule: Rule) -> str:
        """A path of the route, with the examples in it."""
        lacking = rule.arguments - self.values.keys()
        assert not lacking, f"{rule}: add an example of {lacking} to tests/support/walk.py"
        built = rule.build({name: self.values[name] for name in rule.arguments})
        assert built, rule
        return built[1]

    def readable(self) -> Iterator[tuple[str, Page]]:
        """Every page that can be got, by a line that says who asks for what."""
        yield "the first page of a launch", self.student.first  # type: ignore[misc]
        for who in ("teacher", "student", "mentor", "empty_handed", "principal", "operator"):
            for path in self.paths():
                yield f"{who} GET {path}", getattr(self, who).get(path)

    def refused(self) -> Iterator[tuple[str, Page]]:
        """Every page that answers what can't be taken."""
        yield from self.refused_forms()
        yield from self.errors()

    def paths(self) -> Iterator[str]:
        """Every GET route with its examples, and the topics in their other states."""
        for rule in self.rules("GET"):
            yield self.path(rule)
            for query in OPTIONAL_QUERIES.get(rule.endpoint, ()):
                yield f"{self.path(rule)}?{query}"
        yield from (*self.topics.values(), f"{self.answered}/answer")
        for number in (3, 4):
            for page in ("edit", "deletion", "revisions", "replies/new"):
                yield f"/posts/{self.posts[number]}/{page}"

    def refused_forms(self) -> Iterator[tuple[str, Page]]:
        """What a person sees whose form can't be taken."""
        edited, deleted = self.posts[2], self.posts[3]
        locked = post_ids(self.teacher.get(self.topics["locked"]))[1]
        new_topic = f"{self.student.place}/topics"
        forms = [
            (self.teacher, self.teacher.place, {"title": "", "source": TOO_LONG}),
            (self.student, new_topic, {}),
            (self.teacher, self.picker, {"picked": "new", "title": "", **WRONG_TERMS}),
            (self.student, new_topic, {"title": "ω" * 130, "source": "- " * 99}),
            (self.student, f"/posts/{edited}/replies", {"source": TOO_LONG}),
            (self.student, f"/posts/{deleted}/replies", {"source": "ναι"}),
            (self.student, f"/posts/{locked}/replies", {"source": "ναι"}),
            (self.student, f"/posts/{edited}", {"source": "", "version": "2"}),
            (self.student, f"/posts/{edited}", {"source": "όχι", "version": "1"}),
            (self.student, f"/posts/{deleted}", {"source": "όχι", "version": "1"}),
            (self.student, self.topics["open"], {"title": ""}),
            (self.teacher, self.scores, {"points": "11", "comment": TOO_LONG}),
            (self.teacher, f"{self.scores}/confirmation", {"points": "8"}),
            (self.teacher, f"{self.scores}/deletion", {}),
            (self.principal, self.assignment, {}),
            (self.operator, self.assignment, {"csrf_token": self.operator_token()}),
            (self.operator, "/console/registrations", {"csrf_token": self.operator_token()}),
        ]
        for visitor, path, form in forms:
            page = visitor.post(path, **form)
            assert page.status in (403, 409, 422), (path, form, page.status)
            yield f"POST {path} refused with {page.status}", page

    @property
    def picker(self) -> str:
        return f"/deep-links/{self.values['request_id']}"

    @property
    def scores(self) -> str:
        return f"{self.teacher.place}/scores/{self.values['member_id']}"

    @property
    def assignment(self) -> str:
        return f"/console/deployments/{self.values['deployment_id']}/school"

    def operator_token(self) -> str:
        """What the operator's forms carry."""
        return self.operator.get("/console").value("csrf_token")

    def errors(self) -> Iterator[tuple[str, Page]]:
        """What a person sees who can't come in, or is lost."""
        stranger = Visitor(self.app.test_client(use_cookies=False))
        yield "no session", stranger.get(self.student.place)
        yield "no such page", self.student.get("/topics/99999")
        yield "wrong method", self.student.get("/topics/1/lock")
        yield "unknown platform", stranger.get("/lti/login", iss="x", login_hint="x")
        yield "no launch", stranger.post("/lti/launch")
        yield "a spent registration link", stranger.get("/lti/register", code="x")
        yield "a closed console", stranger.get("/console")


def furnish(app: Flask, campus: Campus) -> Walk:
    """Fill a class's discussion with something in every state."""
    visits = {
        who: campus.visit("wattle-park", who, "5b/rain") for who in ("marama", "s504", "leila")
    }
    teacher, student, mentor = visits.values()
    topics = {
        state: student.start_topic(title, "Τι είναι;")
        for state, title in zip(("open", "locked", "pinned", "deleted"), TITLES, strict=True)
    }
    teacher.post(f"{topics['locked']}/lock", is_locked="1")
    teacher.post(f"{topics['pinned']}/pin", is_pinned="1")
    teacher.post(f"{topics['deleted']}/deletion", is_deleted="1")
    posts = _talk(teacher, student, topics["open"])
    member_id = _grade(app, teacher, student)
    values = {
        "space_id": int(student.space.rpartition("/")[2]),
        "activity_id": int(student.place.rpartition("/")[2]),
        "topic_id": int(topics["open"].rpartition("/")[2]),
        "post_id": posts[2],
        "number": 2,
        "request_id": int(_deep_link(campus).rpartition("/")[2]),
        "context_id": _context_id(app),
        "member_id": member_id,
        **_registration(app),
    }
    empty_handed = campus.visit("wattle-park", "priya", "5b/books")
    principal, operator = campus.visit(*PEOPLE["principal"]), come_in(app)
    return Walk(
        app,
        teacher,
        student,
        mentor,
        empty_handed,
        principal,
        operator,
        values,
        topics,
        _answered(app, campus),
        posts,
    )


def _deep_link(campus: Campus) -> str:
    """The path of a deep link in whose picker the teacher has chosen something."""
    asked = campus.launch_from("/wattle-park/courses/5b/deep_linking?as=marama")
    dates = {"opens_at": "2027-03-01T08:00", "due_at": "2027-03-08T15:30"}
    form = {"picked": "new", "title": TITLES[0], "source": "Τι είναι;", "points": "20", **dates}
    assert asked.post(asked.place, **form).status == 303
    return asked.place


def _answered(app: Flask, campus: Campus) -> str:
    """The path of one that the teacher gave up."""
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    asked = campus.launch_from("/wattle-park/courses/5b/deep_linking?as=marama")
    assert asked.post(f"{asked.place}/cancellation").status == 303
    return asked.place


def _grade(app: Flask, teacher: Visitor, student: Visitor) -> int:
    """A student who is graded, and whom the teacher is about to grade again."""
    set_terms(app, teacher.place, points_possible=10.0)
    member_id = member_of(app, student).id
    path, form = f"{teacher.place}/scores/{member_id}", {"points": "7", "comment": "Καλά"}
    assert teacher.post(f"{path}/confirmation", **form).status == 303
    assert teacher.post(path, **form, seen_version="1").status == 303
    return member_id


def _context_id(app: Flask) -> int:
    """The class's, which is the first that anybody opened."""
    with app.app_context():
        return db.session.scalars(select(Context.id).order_by(Context.id)).first() or 0


def _registration(app: Flask) -> dict[str, Any]:
    """The class's own, which comes first."""
    invited = app.test_cli_runner().invoke(args=["registrations", "invite", "--school", "Ωμέγα"])
    assert invited.exit_code == 0, invited.output
    with app.app_context():
        first = db.session.scalars(select(Deployment).order_by(Deployment.id)).first()
        assert first
        return {
            "platform_id": first.platform_id,
            "deployment_id": first.id,
            "invitation_id": 1,
            "lms": "moodle",
        }


def _talk(teacher: Visitor, student: Visitor, topic: str) -> dict[int, int]:
    """More than a page of posts: the first few in every state, the last one unread."""
    opening = post_ids(teacher.get(topic))[1]
    for number in range(2, 28):
        student.reply(opening, f"**{number}** σταγόνες")
    posts = post_ids(student.get(f"{topic}?view=flat"))
    student.post(f"/posts/{posts[2]}", source="Άλλα λόγια", version="1")
    student.post(f"/posts/{posts[3]}/deletion", is_deleted="1")
    teacher.post(f"/posts/{posts[4]}/lock", is_locked="1")
    teacher.reply(posts[2], "Γιατί;")
    return posts
