"""Tells the story in a database into which nobody has come yet."""

from datetime import datetime

from flask import Flask
from sqlalchemy import exists, select

from app.extensions import begin_write, db
from app.models import Context
from practice_lms.lms import PracticeLms
from scripts.seeding import agreeing, going_on, looking, preparing, story, writing
from scripts.seeding.calendar import SchoolDays
from scripts.seeding.people import People
from scripts.seeding.story import Step, Story
from scripts.seeding.telling import Deed, Telling


def is_untouched(app: Flask) -> bool:
    """Whether nobody has come in yet."""
    with app.app_context():
        somebody = db.session.scalar(select(exists().where(Context.id.is_not(None))))
        db.session.remove()
    return not somebody


def seed(app: Flask, lms: PracticeLms, started: datetime) -> None:
    """Tell the story as what happened before ``started``."""
    told = story.read()
    zones = [each.zone for each in told.classes.values()]
    with app.app_context():
        _tell(told, Telling(People(lms, told.classes), SchoolDays(started, zones)))
        db.session.remove()


def _tell(told: Story, telling: Telling) -> None:
    for step in told.steps:
        if telling.people.has_to_come(step.who, step.ago):
            _come_in(telling, step, step.who, -1)
        begin_write()
        with telling.at(step):
            DEEDS[step.does](telling, step)
            db.session.commit()


def _come_in(telling: Telling, step: Step, who: str, minutes: int) -> None:
    with telling.at(step, later=minutes):
        telling.people.come_in(who, step.ago)


def bring_class(telling: Telling, step: Step) -> None:
    """All the children of the class open the link, one after another, in the teacher's lesson."""
    children = telling.people.students_of(telling.people.class_of(step.who))
    for number, child in enumerate(children):
        _come_in(telling, step, child, 1 + number // 5)


def look_in(telling: Telling, step: Step) -> None:
    """Come in, and do nothing: a class that staff opened lately is in use."""
    _come_in(telling, step, step.who, 0)


DEEDS: dict[str, Deed] = {
    **agreeing.DEEDS,
    **going_on.DEEDS,
    **preparing.DEEDS,
    **writing.DEEDS,
    **looking.DEEDS,
    "brings class": bring_class,
    "looks in": look_in,
}
