"""Whatever happens on the way, the newest grade is what the LMS ends with."""

from collections.abc import Callable, Iterator
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.extensions import begin_write, db
from app.jobs import tasks
from app.models import Activity, Delivery, Membership, Score, now
from app.services import deliveries, grading
from app.services.grading import Grade
from tests.support.gradebook import Class

FAULTS = ("error", "too-many", "conflict", "html", "forbidden", "not-found", "unavailable")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("grade"), st.integers(0, 10)),
        st.tuples(st.just("send"), st.just(0)),
        st.tuples(st.just("fault"), st.sampled_from(FAULTS)),
        st.tuples(st.just("wait"), st.sampled_from([0.3, 1.0, 70.0, 400.0])),
        st.tuples(st.just("stall"), st.just(0)),
        st.tuples(st.just("go on"), st.just(0)),
        st.tuples(st.just("die"), st.just(0)),
    ),
    max_size=14,
)
MOST_ROUNDS = 3


class World:
    """One student's grade, a worker that may stall between its steps, and a clock."""

    def __init__(self, room: Class, clock: Any) -> None:
        self.room, self.clock = room, clock
        self.stalled: list[Iterator[None]] = []
        self.newest: float | None = None
        self.steps: dict[str, Callable[..., None]] = {
            "grade": self.grade,
            "send": self.send,
            "fault": lambda name: self.switches.set("scores", name, times=1),
            "wait": clock.shift,
            "stall": self.stall,
            "go on": self.go_on,
            "die": self.die,
        }

    @property
    def switches(self):
        return self.room.campus.school().switches

    def grade(self, points: float) -> None:
        begin_write()
        score = db.session.scalars(select(Score)).first() or self._first()
        by = db.session.get_one(Membership, score.graded_by_id or self.teacher_id)
        grading.grade(score, Grade(points), by=by, version=score.version)
        db.session.commit()
        self.newest = points

    def _first(self) -> Score:
        activity = db.session.get_one(Activity, int(self.room.teacher.place.rpartition("/")[2]))
        member = db.session.get_one(Membership, int(self.room.path.rpartition("/")[2]))
        return grading.place(activity, member)

    @property
    def teacher_id(self) -> int:
        return next(m.id for m in self.room.rows(Membership) if m.is_staff)

    def send(self, _=0) -> None:
        for delivery_id in deliveries.due():
            tasks.send_score(delivery_id)

    def stall(self, _=0) -> None:
        for delivery_id in deliveries.due():
            worker = deliveries.carry_out(delivery_id)
            next(worker, None)
            db.session.commit()
            self.stalled.append(worker)

    def go_on(self, _=0) -> None:
        for worker in self.stalled:
            for _step in worker:
                db.session.commit()
        self.stalled.clear()

    def die(self, _=0) -> None:
        for worker in self.stalled:
            worker.close()
        self.stalled.clear()

    def settle(self) -> None:
        """The LMS is in order again, and time goes by."""
        self.switches.clear()
        for _ in range(MOST_ROUNDS):
            self.clock.shift(7 * 3600)
            self.send()
        if self.room.rows(Delivery) and self.room.delivery.failure:
            begin_write()
            grading.send_again(db.session.get_one(Score, self.room.score.id))
            db.session.commit()
            self.clock.shift(2)
            self.send()
        self.go_on()  # who slept all the time wakes up, and is too late


def test_random_interleavings(moodle: Class, app: Flask) -> None:
    moodle.sweep()
    with time_machine.travel(now(), tick=False) as clock, app.app_context():

        @settings(
            max_examples=30,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        )
        @given(STEPS)
        @example([("grade", 7), ("stall", 0), ("grade", 8), ("go on", 0)])
        @example([("grade", 7), ("fault", "forbidden"), ("stall", 0), ("grade", 8), ("go on", 0)])
        @example([("grade", 7), ("stall", 0), ("grade", 8), ("wait", 70.0), ("send", 0)])
        @example([("grade", 7), ("stall", 0), ("die", 0), ("grade", 8), ("send", 0)])
        def play(steps: list[tuple[str, object]]) -> None:
            world = World(moodle, clock)
            for name, value in steps:
                world.steps[name](value)
            world.settle()
            if world.newest is not None:
                assert moodle.grade == world.newest
                assert moodle.delivery.state == "worked"
                assert moodle.delivery.sent_version == moodle.score.version

        play()
