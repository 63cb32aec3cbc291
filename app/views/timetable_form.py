"""Read when a class is at school, as its staff type it."""

from datetime import time
from functools import cache
from zoneinfo import available_timezones

from flask import request
from flask_babel import gettext as _

from app.models import Timetable
from app.models.school_time import SchoolTime
from app.models.wording import one_line
from app.views.charter_form import read_day
from app.views.forms import Form

DATES = ("term_starts_on", "term_ends_on")
CLOCKS = ("opens_at", "closes_at")
FIELDS = ("time_zone", *DATES, *CLOCKS, "collaboration")
"""``collaboration`` is where the form was opened from, to lead back there."""


@cache
def _zones() -> dict[str, str]:
    """Time zones by how people may write them: the whole name, or the place alone."""
    names = sorted(name for name in available_timezones() if "/" in name and "Etc/" not in name)
    places = {name.rpartition("/")[2].lower(): name for name in names}
    return places | {name.lower(): name for name in (*names, "UTC")}


def values_of(timetable: Timetable | None) -> dict[str, str]:
    """What the fields hold; the script fills the zone in where nothing was said."""
    if timetable is None:
        return dict.fromkeys(FIELDS, "")
    told = {name: getattr(timetable, name) for name in (*DATES, *CLOCKS)}
    return {
        **{name: value.isoformat() if value else "" for name, value in told.items()},
        **{name: told[name].isoformat("minutes") for name in CLOCKS if told[name]},
        "time_zone": timetable.time_zone,
        "collaboration": "",
    }


def days_sent() -> frozenset[int]:
    """The days that were ticked."""
    return frozenset(int(each) for each in request.form.getlist("day") if each in [*"0123456"])


def read(form: Form) -> SchoolTime:
    """What is said; notes an error for each thing that can't be taken."""
    starts, ends = (read_day(form, name) for name in DATES)
    if starts and ends and ends < starts:
        form.errors["term_ends_on"] = _("It ends before it begins. Choose a later day.")
    days, zone = days_sent(), read_zone(form)
    opens, closes = (_clock(form, name) for name in CLOCKS)
    _check_hours(form, days, opens, closes)
    return SchoolTime(zone, starts, ends, days, opens, closes)


def read_zone(form: Form) -> str:
    """The time zone in a field; notes an error where there is no such place."""
    typed = one_line(form.values["time_zone"]).lower().replace(" ", "_")
    if typed not in _zones():
        form.errors["time_zone"] = _("Write the time zone as a place, like Pacific/Auckland.")
        return ""
    return _zones()[typed]


def _clock(form: Form, name: str) -> time | None:
    typed = form.values[name].strip()
    try:
        return time.fromisoformat(typed[:5]).replace(tzinfo=None) if typed else None
    except ValueError:
        form.errors[name] = _("Write the time like 08:30.")
        return None


def _check_hours(form: Form, days: frozenset[int], opens: time | None, closes: time | None) -> None:
    """All of it or nothing: half of it says nothing."""
    if "opens_at" in form.errors or "closes_at" in form.errors:
        return
    if (days or opens or closes) and not (days and opens and closes):
        form.errors["opens_at"] = _("Say days, beginning and end, or none of them.")
    elif opens and closes and closes <= opens:
        form.errors["closes_at"] = _("School ends before it begins. Choose a later time.")


def day_values(timetable: Timetable | None) -> frozenset[int]:
    """The days that are ticked for a Timetable as it is."""
    return timetable.school_time.days if timetable else frozenset()
