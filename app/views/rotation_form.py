"""Read how classes take turns, as staff type it."""

from datetime import date

from flask_babel import gettext as _

from app.models import Rotation, SpaceContext
from app.models.rotation import LONGEST_TURN, MOST_READERS, RotationTerms
from app.models.wording import one_line
from app.views import forms, timetable_form
from app.views.charter_form import read_day
from app.views.forms import Form

FIELDS = ("starts_on", "turn_days", "readers_count", "first", "time_zone")

WEEK = 7


def blank(places: list[SpaceContext], time_zone: str, today: date) -> dict[str, str]:
    """A week for each class, two readers, the host first."""
    return {
        "starts_on": today.isoformat(),
        "turn_days": str(WEEK),
        "readers_count": "2",
        "first": str(places[0].context_id) if places else "",
        "time_zone": time_zone,
    }


def values_of(rotation: Rotation) -> dict[str, str]:
    """What the fields hold for a Rotation as it is."""
    return {
        "starts_on": rotation.starts_on.isoformat(),
        "turn_days": str(rotation.turn_days),
        "readers_count": str(rotation.readers_count),
        "first": str(rotation.context_ids[0]) if rotation.context_ids else "",
        "time_zone": rotation.time_zone,
    }


def read(form: Form, places: list[SpaceContext]) -> RotationTerms | None:
    """The terms; notes an error for each thing that can't be taken, and then gives None."""
    starts_on = read_day(form, "starts_on")
    if starts_on is None:
        form.errors["starts_on"] = _("Enter the first day like 2027-03-15.")
    turn_days = _number(form, "turn_days", LONGEST_TURN)
    readers_count = _number(form, "readers_count", MOST_READERS)
    zone, order = timetable_form.read_zone(form), _order(form, places)
    if starts_on is None or not form.is_valid:
        return None
    return RotationTerms(starts_on, turn_days, readers_count, zone, order)


def _number(form: Form, name: str, most: int) -> int:
    number = forms.whole(one_line(form.values[name])) or 0
    if not 1 <= number <= most:
        form.errors[name] = _("Write a number from 1 to %(most)d.", most=most)
    return number


def _order(form: Form, places: list[SpaceContext]) -> tuple[int, ...]:
    """The classes as they came to the Space, from the first that was chosen on."""
    ids = [place.context_id for place in places]
    first = forms.whole(form.values["first"])
    if first not in ids:
        form.errors["first"] = _("Choose the class that begins.")
        return ()
    start = ids.index(first)
    return (*ids[start:], *ids[:start])
