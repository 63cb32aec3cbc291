"""Read a Charter as a teacher types it."""

from datetime import date

from flask_babel import gettext as _

from app.models import Charter, Membership
from app.models.charter import RETENTION_DAYS
from app.models.charter_terms import CharterTerms
from app.models.wording import paragraphs
from app.services import publishing
from app.views import forms
from app.views.forms import Form

TEXTS = ("aims", "norms", "contact_rules")
DATES = ("starts_on", "ends_on")
FIELDS = ("title", *TEXTS, *DATES, "retention_days", "is_within_school")

LONGEST_TEXT = 4_000
"""Characters of each text: a page that somebody will read before they sign."""

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def blank(*, is_within_school: bool) -> dict[str, str]:
    """What the fields begin with: beginnings that a teacher changes to what is true of them."""
    return {
        **dict.fromkeys(FIELDS, ""),
        "norms": _("We are kind, we listen, and we ask when we don't understand."),
        "contact_rules": _(
            "Students write to each other only here. Nobody shares an address, a telephone number, "
            "an account or a photo of themselves."
        ),
        "retention_days": str(RETENTION_DAYS[0]),
        "is_within_school": "1" if is_within_school else "0",
    }


def look_through(form: Form, author: Membership) -> None:
    """Note an error at each field that names a student of the author's class."""
    for name in ("title", *TEXTS):
        if words := publishing.objection_to_charter(author, form.values.get(name, "")):
            form.errors.setdefault(name, words)


def values_of(charter: Charter) -> dict[str, str]:
    """What the fields hold for a Charter as it is."""
    dates = {name: getattr(charter, name) for name in DATES}
    return {
        "title": charter.title,
        **{name: getattr(charter, name) for name in TEXTS},
        **{name: day.isoformat() if day else "" for name, day in dates.items()},
        "retention_days": str(charter.retention_days),
        "is_within_school": "1" if charter.collaboration.is_within_school else "0",
        "version": str(charter.version),
    }


def read(form: Form) -> CharterTerms:
    """The terms; notes an error for each thing that can't be taken."""
    title = form.title()
    aims, norms, contact_rules = (_text(form, name) for name in TEXTS)
    if not aims:
        form.errors.setdefault("aims", _("Say what the classes want to do together."))
    starts, ends = (read_day(form, name) for name in DATES)
    if starts and ends and ends < starts:
        form.errors["ends_on"] = _("It ends before it begins. Choose a later day.")
    return CharterTerms(
        title=title,
        aims=aims,
        norms=norms,
        contact_rules=contact_rules,
        starts_on=starts,
        ends_on=ends,
        retention_days=_retention(form),
    )


def _text(form: Form, name: str) -> str:
    text = paragraphs(form.values.get(name))
    if len(text) > LONGEST_TEXT:
        form.errors[name] = _(
            "This has %(actual)d characters. Shorten it to %(limit)d at most.",
            actual=len(text),
            limit=LONGEST_TEXT,
        )
    return text


def read_day(form: Form, name: str) -> date | None:
    """The day in a field; notes an error where it is none."""
    typed = form.values.get(name, "").strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        form.errors[name] = _("Enter a day like 2027-03-15, or leave it empty.")
        return None
    return day


def _retention(form: Form) -> int:
    days = forms.whole(form.values.get("retention_days", ""))
    if days in RETENTION_DAYS:
        return days or 0
    form.errors["retention_days"] = _("Choose how long it is kept.")
    return RETENTION_DAYS[0]
