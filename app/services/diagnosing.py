"""Say in words what a LaunchRecord holds."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.lti.diagnoses import DIAGNOSES
from app.lti.refusals import AFTER_PROOF, REASONS
from app.models.launch_record import NO_CONTEXT, TAKEN


def outcome_title(outcome: str) -> str:
    """What happened, in a few words; the code itself where it is none of today's."""
    if outcome in TAKEN:
        outside = outcome == NO_CONTEXT
        return str(_("Opened outside any course") if outside else _("Opened"))
    return str(REASONS[outcome].title) if outcome in REASONS else outcome


def outcome_advice(outcome: str) -> str:
    """What it means, and what to do about it."""
    return str(DIAGNOSES.get(outcome, ""))


def is_proven(outcome: str) -> bool:
    """Whether the claims of such a launch are certainly the LMS's own."""
    return outcome in TAKEN or outcome in AFTER_PROOF


def claim_words(kind: str, value: Any) -> str:
    """What stood in a claim, as app.lti.redaction left it. A "word" is shown as it is."""
    if kind == "seconds":
        return _moment_words(value)
    if kind in _plain():
        return _plain()[kind]
    if kind in _counted(value or 0):
        return _counted(value or 0)[kind]
    return str(value)


def _plain() -> dict[str, str]:
    return {
        "expected": _("as registered"),
        "empty": _("empty"),
        "number": _("a number"),
        "yes": _("yes"),
        "no": _("no"),
        "null": _("nothing (null)"),
    }


def _counted(number: int) -> dict[str, str]:
    return {
        "text": ngettext("a text of %(num)d character", "a text of %(num)d characters", number),
        "address": ngettext(
            "a web address of %(num)d character", "a web address of %(num)d characters", number
        ),
        "variable": ngettext(
            "a variable that the LMS did not fill in, of %(num)d character",
            "a variable that the LMS did not fill in, of %(num)d characters",
            number,
        ),
        "unexpected": ngettext(
            "not what is registered: %(num)d character",
            "not what is registered: %(num)d characters",
            number,
        ),
        "others": ngettext("%(num)d more", "%(num)d more", number),
    }


def _moment_words(seconds: int) -> str:
    if seconds > 0:
        words = ngettext(
            "%(num)d second after it arrived", "%(num)d seconds after it arrived", seconds
        )
    else:
        words = ngettext(
            "%(num)d second before it arrived", "%(num)d seconds before it arrived", -seconds
        )
    return str(words)
