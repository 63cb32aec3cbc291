"""When two classes are at school at the same time, through every change of clocks."""

from datetime import date, time, timedelta

from app.models.overlap import shared_term, shared_weeks
from app.models.school_time import SchoolTime

WEEK = frozenset(range(5))
NINE, THREE = time(9), time(15)


def school(zone: str, opens: time = NINE, closes: time = THREE, **more) -> SchoolTime:
    return SchoolTime(zone, **({"days": WEEK, "opens_at": opens, "closes_at": closes} | more))


def told(own: SchoolTime, other: SchoolTime, today: date) -> list[tuple[date, list]]:
    return [(weeks.starts_on, weeks.runs()) for weeks in shared_weeks(own, other, today)]


def test_two_neighbours() -> None:
    own, other = school("Europe/Vienna"), school("Europe/London")
    [(day, runs)] = told(own, other, date(2026, 11, 2))
    assert day == date(2026, 11, 2)
    assert runs == [(0, 4, ((time(10), THREE),))]
    assert told(other, own, day) == [(day, [(0, 4, ((NINE, time(14)),))])]


def test_days_that_are_called_otherwise() -> None:
    """Auckland's Tuesday morning is Chicago's Monday afternoon."""
    own, other = school("Pacific/Auckland"), school("America/Chicago")
    [(_day, runs), *_later] = told(own, other, date(2026, 11, 30))
    assert runs == [(1, 4, ((NINE, time(10)),))], "no Saturday, and Monday is their Sunday"
    [(_day, runs), *_later] = told(other, own, date(2026, 11, 30))
    assert runs == [(0, 3, ((time(14), THREE),))]


def test_clocks_that_change_on_other_days() -> None:
    """Chicago goes forward on 14 March 2027, Auckland back on 4 April."""
    own, other = school("Pacific/Auckland"), school("America/Chicago")
    found = told(own, other, date(2027, 3, 1))
    assert [(day, runs[0][2] if runs else ()) for day, runs in found] == [
        (date(2027, 3, 1), ((NINE, time(10)),)),
        (date(2027, 3, 16), ()),
    ], "then they are never at school at the same time, all winter"
    assert shared_weeks(own, other, date(2027, 3, 1))[1].is_apart
    early = school("Pacific/Auckland", opens=time(6))
    assert [day for day, _runs in told(early, other, date(2027, 3, 1))] == [
        date(2027, 3, 1),
        date(2027, 3, 16),
        date(2027, 4, 6),
    ]


def test_a_clock_that_does_not_change() -> None:
    own, other = school("Australia/Brisbane"), school("Australia/Sydney")
    found = told(own, other, date(2027, 3, 1))
    assert found[0] == (date(2027, 3, 1), [(0, 4, ((NINE, time(14)),))])
    assert found[1] == (date(2027, 4, 5), [(0, 4, ((NINE, THREE),))])


def test_half_hours_and_other_weekends() -> None:
    own = school("Asia/Kolkata")
    other = school("Asia/Dubai", days=frozenset({6, 0, 1, 2, 3}))
    [(_day, runs)] = told(own, other, date(2026, 11, 2))
    assert runs == [(0, 3, ((time(10, 30), THREE),))]


def test_terms() -> None:
    day, week = date(2027, 2, 1), timedelta(days=7)
    own = school("Europe/Vienna", term_ends_on=day + week)
    other = school("Europe/Vienna", term_starts_on=day)
    assert shared_term(own, other) == (day, day + week)
    assert [each[0] for each in told(own, other, date(2026, 11, 2))] == [day]
    late = school("Europe/Vienna", term_starts_on=day + 2 * week)
    assert shared_term(own, late) is None
    assert told(own, late, date(2026, 11, 2)) == []
    assert shared_term(school("UTC"), school("UTC")) == (None, None)
    assert told(own, other, day + 2 * week) == [], "it is over"


def test_nothing_is_said_of_hours() -> None:
    assert told(school("UTC"), SchoolTime("UTC"), date(2026, 11, 2)) == []


def test_days_in_a_row() -> None:
    assert school("UTC").day_runs == [(0, 4)]
    assert school("UTC", days=frozenset({0, 2, 3, 6})).day_runs == [(0, 0), (2, 3), (6, 6)]
    assert SchoolTime("UTC").day_runs == []
