"""A class that is graded, in Courtyard and at the practice LMS."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import begin_write, db
from app.jobs import tasks
from app.models import Activity, Delivery, Event, LineItem, Membership, Score, now
from practice_lms.gradebook import LineItem as Column
from practice_lms.gradebook import Result
from tests.support.bulk import membership
from tests.support.cast import Campus, Page, Visitor


def set_terms(app: Flask, place: str, **terms: Any) -> None:
    """Change an activity: points_possible, title, due_at."""
    with app.app_context():
        begin_write()
        activity = db.session.get_one(Activity, int(place.rpartition("/")[2]))
        for name, value in terms.items():
            setattr(activity, name, value)
        db.session.commit()
        db.session.remove()


@dataclass
class Class:
    """A teacher and a student before one activity, which is worth some points."""

    app: Flask
    campus: Campus
    teacher: Visitor
    student: Visitor
    school: str
    course: str
    link: str
    key: str
    """The student's, at the LMS."""

    @property
    def scores(self) -> str:
        """The path of the class's grades."""
        return f"{self.teacher.place}/scores"

    @property
    def path(self) -> str:
        """The path of the student's grade."""
        with self.app.app_context():
            return f"{self.scores}/{membership(self.student).id}"

    def set_terms(self, **terms: Any) -> None:
        """Change the activity: points_possible, title, due_at."""
        set_terms(self.app, self.teacher.place, **terms)

    def sweep(self, *, after: float = 0) -> None:
        """Do what is due in so many seconds, as the worker does every minute."""
        then = time_machine.travel(now() + timedelta(seconds=after)) if after else nullcontext()
        with then, self.app.app_context():
            tasks.sweep()

    def give(self, points: str, comment: str = "", by: Visitor | None = None, **more: str) -> Page:
        """Grade the student as a teacher does: type, look, send."""
        visitor = by or self.teacher
        form = visitor.get(self.path)
        seen = visitor.send(form, self.path, points=points, comment=comment, **more)
        assert seen.status == 303, seen.text
        preview = visitor.get(seen.location)
        return visitor.send(preview, f"{self.path}/confirmation")

    @property
    def columns(self) -> list[Column]:
        """The class's columns in the LMS's gradebook."""
        school = self.campus.school(self.school)
        return school.gradebook.items(school.course(self.course))

    def add_column(self, **members: str) -> Column:
        """A column that somebody else made, of our tool."""
        school = self.campus.school(self.school)
        number, client_id = school.next_number(), school.registration["client_id"]
        made = Column(number, school.course(self.course), client_id, "Theirs", 5, **members)
        return school.gradebook.add(made)

    @property
    def link_id(self) -> str:
        """What the LMS calls the link that was opened."""
        return self.campus.school(self.school).link(f"{self.course}/{self.link}").link_id

    @property
    def result(self) -> Result | None:
        """What the LMS has of the student in the class's last column."""
        school = self.campus.school(self.school)
        person = school.course(self.course).person(self.key)
        return self.columns[-1].result_of(person) if self.columns else None

    @property
    def grade(self) -> float | None:
        return self.result.score if self.result else None

    def rows(self, entity: type) -> list[Any]:
        """All there are of an entity."""
        with self.app.app_context():
            return list(db.session.scalars(select(entity).order_by(entity.id)))

    @property
    def item(self) -> LineItem:
        [item] = self.rows(LineItem)
        return item

    @property
    def delivery(self) -> Delivery:
        [delivery] = self.rows(Delivery)
        return delivery

    @property
    def score(self) -> Score:
        [score] = self.rows(Score)
        return score

    def verbs(self) -> list[str]:
        """What was recorded."""
        return [event.verb for event in self.rows(Event)]

    def change(self, entity: type, **values: Any) -> None:
        """Change every row of an entity, as something outside would."""
        with self.app.app_context():
            begin_write()
            for row in db.session.scalars(select(entity)):
                for name, value in values.items():
                    setattr(row, name, value)
            db.session.commit()
            db.session.remove()


def member_of(app: Flask, visitor: Visitor) -> Membership:
    with app.app_context():
        return membership(visitor)
