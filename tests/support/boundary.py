"""The walk over the boundary: every page, as everybody, looking for another class's children."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select, text

from app import pseudonym_words
from app.extensions import begin_write, db
from app.jobs import tasks
from app.models import Context, Deployment, Membership, Platform, Role, User
from practice_lms.roster import Person
from tests.support.cast import PEOPLE, Campus, Page, Visitor
from tests.support.walk import furnish

FIRST_IDS = {"users": 7_310_000, "memberships": 8_420_000}
"""Ids of people begin here, so that one of them in a page is no chance."""

SHORTEST = 4
"""Letters of a given or family name that is looked for by itself: "Li" stands in many words."""

SCHOOLS = ("wattle-park", "maple-street", "acacia-road")

PLACES = {
    "teacher": ("wattle-park", "5b"),
    "student": ("wattle-park", "5b"),
    "classmate": ("wattle-park", "5b"),
    "mentor": ("wattle-park", "5b"),
    "empty_handed": ("wattle-park", "5b"),
    "partner": ("maple-street", "5-rivera"),
    "stranger": ("maple-street", "5-rivera"),
    "assistant": ("maple-street", "5-rivera"),
    "third": ("wattle-park", "6g"),
    "principal": ("wattle-park", "5b"),
    "neighbour": ("acacia-road", "5b"),
    "operator": ("", ""),
}
"""Everybody who walks, and the one class whose children they may know."""


@dataclass
class Report:
    """What was walked, and what was found where it must not be."""

    routes: set[str] = field(default_factory=set)
    viewers: set[str] = field(default_factory=set)
    answers: int = 0
    leaks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = f"{len(self.routes)} routes, {len(self.viewers)} viewers, {self.answers} answers"
        return "\n".join([f"{counts}, {len(self.leaks)} leaks", *self.leaks[:20]])


class Boundary:
    """A furnished walk, and what each child must not be recognised by."""

    def __init__(self, app: Flask, campus: Campus) -> None:
        self.app, self.campus = app, campus
        _begin_ids_late(app)
        self.walk = furnish(app, campus)
        with app.app_context():
            tasks.sweep()  # reads the class lists, so that every child is known here
        self.viewers = self._viewers()
        self.secrets = {place: self._secrets(*place) for place in self._classes()}

    def _viewers(self) -> dict[str, Visitor]:
        more = {who: self.campus.visit(*PEOPLE[who]) for who in ("classmate", "assistant")}
        more["neighbour"] = self.campus.visit(*PEOPLE["neighbour"])
        more["third"] = self.campus.visit("wattle-park", "tomasz", "6g/wetland")
        return {who: more.get(who) or getattr(self.walk, who) for who in PLACES}

    def _classes(self) -> Iterator[tuple[str, str]]:
        for slug in SCHOOLS:
            yield from ((slug, course.key) for course in self.campus.school(slug).courses)

    def _secrets(self, slug: str, key: str) -> dict[str, str]:
        """What gives away a child of a class, and how it is called in a report."""
        course = self.campus.school(slug).course(key)
        found = {text: f"{slug} {child.key}" for child in course.students for text in told(child)}
        return found | self._numbers(slug, course.context_id)

    def _numbers(self, slug: str, context_id: str) -> dict[str, str]:
        """Our own ids of the children who are known here."""
        school = self.campus.school(slug)
        query = (
            select(Membership)
            .join(Membership.user)
            .join(User.platform)
            .join(Membership.context)
            .join(Context.deployment)
            .where(Platform.client_id == school.client_id, Context.lti_id == context_id)
            .where(Deployment.lti_id == school.deployment_id, Membership.role == Role.STUDENT)
        )
        with self.app.app_context():
            members = list(db.session.scalars(query))
        numbers = [number for each in members for number in (each.id, each.user_id)]
        return {str(number): f"{slug} id {number}" for number in numbers}

    def go(self, *viewers: str) -> Report:
        """Ask for everything, as everybody, or as these."""
        report = Report()
        asking = {who: self.viewers[who] for who in viewers or self.viewers}
        for asked in (self._got, self._posted):  # what is posted changes what can be got
            for who, visitor in asking.items():
                report.viewers.add(who)
                foreign = self.foreign(who)
                for name, page in asked(visitor, report):
                    report.answers += 1
                    report.leaks += [f"{who} {name}: {leak}" for leak in leaks(page, foreign)]
        return report

    def foreign(self, who: str) -> dict[str, str]:
        """What a viewer must not meet: the children of every class but their own."""
        may_stand = "\n".join([*self.secrets.get(PLACES[who], {}), *self._public_names()])
        return {
            text: child
            for place, secrets in self.secrets.items()
            if place != PLACES[who]
            for text, child in secrets.items()
            if text not in may_stand
        }

    def _public_names(self) -> Iterator[str]:
        """What schools, classes, teachers and pseudonyms are called: some children's names are in
        them, as Isla's is in Island."""
        yield from (*pseudonym_words.FIRST, *pseudonym_words.SECOND)
        for slug in SCHOOLS:
            school = self.campus.school(slug)
            yield school.name
            for course in school.courses:
                adults = (*course.teachers, *course.administrators)
                yield from (course.title, *(each.name for each in adults if each.name))

    def _got(self, visitor: Visitor, report: Report) -> Iterator[tuple[str, Page]]:
        walk = self.walk
        for values in (walk.values, walk.shared, self._theirs()):
            for rule in walk.rules("GET"):
                report.routes.add(f"GET {rule}")
                yield f"GET {rule}", visitor.get(walk.path(rule, values))
        for path in (*walk.topics.values(), *walk.shared_paths()):
            yield f"GET {path}", visitor.get(path)

    def _posted(self, visitor: Visitor, report: Report) -> Iterator[tuple[str, Page]]:
        """Whatever takes a form, with none of its fields; who leaves does so last."""
        for rule in sorted(self.walk.rules("POST"), key=lambda rule: "departure" in str(rule)):
            report.routes.add(f"POST {rule}")
            for values in (self.walk.shared, self._theirs()):
                yield f"POST {rule}", visitor.post(self.walk.path(rule, values), x="x")

    def _theirs(self) -> dict[str, int]:
        """The partner's own class."""
        return {**self.walk.shared, "context_id": self.walk.shared["partner_id"]}


def told(child: Person) -> Iterator[str]:
    """The words and numbers by which a child is known at its school."""
    for whole in (child.name, child.email):
        if whole:
            yield whole
    for part in (child.given, child.family, child.user_id):
        if part and len(part) >= SHORTEST:
            yield part


def leaks(page: Page, foreign: dict[str, str]) -> Iterator[str]:
    """The children that an answer gives away, in its body or its headers."""
    body = page.body + "\n" + "\n".join(f"{k}: {v}" for k, v in page.response.headers)
    for text_, child in foreign.items():
        if text_ in body:
            yield f"{child} by {text_!r}"


def _begin_ids_late(app: Flask) -> None:
    """Whoever comes next has a number above FIRST_IDS: on SQLite, above the highest there is."""
    with app.app_context():
        begin_write()
        deployment = db.session.scalars(select(Deployment).order_by(Deployment.id)).first()
        assert deployment
        context = Context(deployment_id=deployment.id, lti_id="nowhere")
        user = User(id=FIRST_IDS["users"], platform_id=deployment.platform_id, sub="nobody")
        db.session.add_all((context, user))
        db.session.flush()
        place = {"context_id": context.id, "user_id": user.id, "role": Role.VISITOR, "ordinal": 1}
        db.session.add(Membership(id=FIRST_IDS["memberships"], is_active=False, **place))
        db.session.flush()
        for table, first in FIRST_IDS.items() if db.engine.dialect.name == "postgresql" else ():
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :first)")
            db.session.execute(sequence, {"table": table, "first": first})
        db.session.commit()
        db.session.remove()
