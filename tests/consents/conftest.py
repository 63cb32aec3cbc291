"""A class whose students have come, and its teacher before the consents."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import begin_write, db
from app.models import Consent, ConsentState, Context, Event, Relation, Role, SpaceContext, User
from app.models import Membership as Member
from tests.support.bulk import membership
from tests.support.cast import Campus, Page, Visitor
from tests.support.gradebook import member_of


@dataclass
class Class:
    """Its pages, as its teacher uses them."""

    app: Flask
    campus: Campus
    teacher: Visitor
    student: Visitor
    classmate: Visitor
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def context_id(self) -> int:
        return member_of(self.app, self.teacher).context_id

    @property
    def path(self) -> str:
        return f"/contexts/{self.context_id}/consents"

    def id_of(self, visitor: Visitor) -> int:
        return member_of(self.app, visitor).id

    def box(self, visitor: Visitor, purpose: str) -> str:
        return f"{self.id_of(visitor)}-{purpose}"

    def page(self, by: Visitor | None = None) -> Page:
        return (by or self.teacher).get(self.path)

    def save(self, page: Page, boxes: Iterable[str], by: Visitor | None = None, **more) -> Page:
        """Send the table of a page with these boxes ticked."""
        form = {"shown": shown_in(page), "given": sorted(boxes), "note": "", "after": "0"}
        return (by or self.teacher).post(self.path, **(form | more))

    def give(self, *boxes: str, **more) -> Page:
        """Tick more boxes on the page as it is."""
        page = self.page()
        return self.save(page, {*ticked(page), *boxes}, **more)

    def take(self, *boxes: str) -> Page:
        page = self.page()
        return self.save(page, ticked(page) - {*boxes})

    def states(self) -> dict[str, str]:
        """The newest answers, by box."""
        return {f"{row.member_id}-{row.purpose}": str(row.state) for row in self.rows()}

    def rows(self) -> list[Consent]:
        with self.app.app_context():
            return list(db.session.scalars(select(Consent).order_by(Consent.id)))

    def events(self) -> list[Event]:
        with self.app.app_context():
            wanted = Event.verb.like("consent%")
            return list(db.session.scalars(select(Event).where(wanted).order_by(Event.id)))

    def share(self) -> None:
        """Put another class into the class's space."""
        with self.app.app_context():
            begin_write()
            own = membership(self.teacher).context
            other = Context(deployment_id=own.deployment_id, lti_id="another")
            db.session.add(other)
            db.session.flush()
            space_id = int(self.student.space.rpartition("/")[2])
            relation = Relation.PARTNER
            db.session.add(SpaceContext(space_id=space_id, context_id=other.id, relation=relation))
            db.session.commit()
            db.session.remove()

    def add_students(self, count: int) -> list[int]:
        """More of them, as a class list would bring."""
        with self.app.app_context():
            begin_write()
            teacher = membership(self.teacher)
            platform_id = teacher.user.platform_id
            users = [
                User(platform_id=platform_id, sub=f"x{n}", name=f"Kim {n}") for n in range(count)
            ]
            db.session.add_all(users)
            db.session.flush()
            made = [
                Member(
                    user_id=user.id,
                    context_id=teacher.context_id,
                    role=Role.STUDENT,
                    ordinal=100 + n,
                )
                for n, user in enumerate(users)
            ]
            db.session.add_all(made)
            db.session.commit()
            ids = [each.id for each in made]
            db.session.remove()
        return ids


def shown_in(page: Page) -> list[str]:
    return [each["value"] for each in page.soup.select("input[name=shown]")]


def ticked(page: Page) -> set[str]:
    return {each["value"] for each in page.soup.select("input[name=given][checked]")}


GIVEN = str(ConsentState.GIVEN)


@pytest.fixture
def room(
    app: Flask, campus: Campus, teacher: Visitor, student: Visitor, classmate: Visitor
) -> Class:
    return Class(app, campus, teacher, student, classmate)
