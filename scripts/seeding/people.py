"""The people of the story: they come in by launches, as the practice LMS would send them."""

import secrets

from sqlalchemy import select

from app.extensions import db
from app.lti import claims
from app.models import LoginAttempt, Membership, Platform
from app.models.secret import hashed
from app.services import launching
from practice_lms.lms import PracticeLms
from practice_lms.opening import Opening
from practice_lms.roster import Course, Person
from practice_lms.school import School
from scripts.seeding.story import ClassOf

SCHOOL_WEEK = 5


class People:
    """Whoever has come in, by their keys in the practice LMS's cast."""

    def __init__(self, lms: PracticeLms, classes: dict[str, ClassOf]) -> None:
        self._lms = lms
        self.classes = classes
        self._ids: dict[str, int] = {}
        self._came: dict[str, int] = {}

    def class_of(self, key: str) -> ClassOf:
        """The class in which somebody acts: of two, the first of the story."""
        for each in self.classes.values():
            if any(person.key == key for person in self._course(each).people):
                return each
        raise KeyError(key)

    def students_of(self, class_: ClassOf) -> list[str]:
        """The keys of a class's children."""
        return [person.key for person in self._course(class_).students]

    def has_to_come(self, key: str, ago: int) -> bool:
        """Nobody does anything without a launch; for staff one a week will do."""
        return key not in self._came or (
            self._came[key] - ago >= SCHOOL_WEEK and self.member(key).is_staff
        )

    def come_in(self, key: str, ago: int) -> None:
        """Open the class's link in the LMS, so many days ago. It commits, as a launch does."""
        class_ = self.class_of(key)
        school, course = self._lms.school(class_.school), self._course(class_)
        opening = Opening(_person(course, key), course.link(class_.link))
        launch = claims.read(school.dialect.claims(school.launch_request(opening)))
        attempt = _logged_in(school)
        opened = launching.open_launch(launch, attempt)
        if opened.session is None:
            raise LookupError(f"{key} came in nowhere")
        self._came[key] = ago
        self._ids[key] = opened.session.membership_id
        db.session.commit()

    def member(self, key: str) -> Membership:
        """Somebody who came in before."""
        return db.session.get_one(Membership, self._ids[key])

    def _course(self, class_: ClassOf) -> Course:
        return self._lms.school(class_.school).course(class_.course)


def _person(course: Course, key: str) -> Person:
    return next(person for person in course.people if person.key == key)


def _logged_in(school: School) -> LoginAttempt:
    """A login that waits for its launch; nobody learns its secrets."""
    query = select(Platform).where(Platform.client_id == school.client_id)
    attempt = LoginAttempt(
        platform=db.session.scalars(query.where(Platform.issuer == school.issuer)).one(),
        state_hash=hashed(secrets.token_urlsafe(32)),
        nonce_hash=hashed(secrets.token_urlsafe(32)),
        target_link_uri=school.site.launch_url,
    )
    db.session.add(attempt)
    db.session.commit()
    return attempt
