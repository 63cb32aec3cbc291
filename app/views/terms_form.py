"""Read what an Activity is worth and when it is open, as a teacher types it."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.locales import points_text
from app.models import Activity, points
from app.models.activity_terms import ActivityTerms
from app.models.points import MOST_DECIMALS, NotPoints
from app.views.forms import Form

MOST_POINTS = 10_000
DATES = ("opens_at", "due_at", "closes_at")
FIELDS = ("points", *DATES, "time_zone")
"""The dates are told as the zone's own time. The script fills the zone in; without it, UTC."""

_INPUT = "%Y-%m-%dT%H:%M"
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def values_of(activity: Activity) -> dict[str, str]:
    """What the fields hold for an Activity as it is: dates in UTC."""
    terms = activity.terms
    worth = terms.points_possible
    dates = {name: getattr(terms, name) for name in DATES}
    return {
        "points": "" if worth is None else points_text(worth),
        **{name: moment.strftime(_INPUT) if moment else "" for name, moment in dates.items()},
        "time_zone": "UTC",
    }


def read(form: Form) -> ActivityTerms:
    """The terms; notes an error for each thing that can't be taken."""
    zone = _zone(form)
    opens, due, closes = (_moment(form, name, zone) for name in DATES)
    if opens and due and due < opens:
        form.errors["due_at"] = _("It is due before it opens. Choose a later due date.")
    if closes and any(other and closes < other for other in (opens, due)):
        form.errors["closes_at"] = _(
            "It closes before it opens or is due. Choose a later date to close."
        )
    return ActivityTerms(_points(form), opens, due, closes)


def _points(form: Form) -> float | None:
    typed = form.values.get("points", "")
    if not typed.strip():
        return None
    try:
        worth = points.parse(typed, MOST_POINTS)
    except NotPoints as problem:
        form.errors["points"] = _words(problem.code)
        return None
    if worth == 0:
        form.errors["points"] = _("Give more than 0 points, or leave it empty for no grades.")
    return worth


def _words(code: str) -> str:
    if code == "too_many":
        return str(_("Give %(most)s points at most.", most=format_decimal(MOST_POINTS)))
    if code == "too_exact":
        return str(_("Give points with %(count)d decimals at most.", count=MOST_DECIMALS))
    return str(_("Write points as a number, like 20, or leave it empty for no grades."))


def _zone(form: Form) -> tzinfo:
    """The zone that the script named. One that this server does not know is not guessed at."""
    name = form.values.get("time_zone") or "UTC"
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        form.values["time_zone"] = "UTC"
        form.errors["opens_at"] = _(
            "Courtyard does not know your time zone. Look at the dates again: they are in UTC now."
        )
        return UTC


def _moment(form: Form, name: str, zone: tzinfo) -> datetime | None:
    typed = form.values.get(name, "").strip()
    if not typed:
        return None
    try:
        moment = datetime.strptime(typed[:16], _INPUT).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        form.errors[name] = _("Write date and time like 2027-03-01T15:30, or leave it empty.")
        return None
    if not EARLIEST <= moment < LATEST:
        form.errors[name] = _("Choose a date between the years 2000 and 2099.")
    return moment
