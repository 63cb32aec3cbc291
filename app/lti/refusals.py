"""Why a login or launch is refused: a stable code, and plain words about what to do next."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Refusal(Exception):
    """A request from a platform that is not taken.

    ``code`` is a key of REASONS and goes into ``data-error-code`` and the log. ``detail`` is for
    the log alone: it says what was seen, and never holds a token or a person's data.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    @property
    def reason(self) -> "Reason":
        """What the person is told."""
        return REASONS[self.code]

    @property
    def is_proven(self) -> bool:
        """Whether the platform's signature had been checked, so that its claims are its own."""
        return self.code in AFTER_PROOF


class NewDeployment(Refusal):
    """A launch of a deployment that nobody knows yet, which from now on waits for approval."""

    def __init__(self, lti_id: str) -> None:
        super().__init__("deployment_pending", "launched for the first time")
        self.lti_id = lti_id


@dataclass(frozen=True)
class Reason:
    """The words of a refusal, and its HTTP status."""

    title: LazyString
    advice: LazyString
    status: int = 400


_AGAIN = _l("Go back to your course and open the activity again.")
_ADMIN = _l(
    "Ask your school's LMS administrator to check the tool's settings, "
    "and tell them the code below."
)
_NOT_CONNECTED = _l("Your school's LMS is not connected to Courtyard")
_NOT_YET = _l("Your school's LMS has not been let in yet")
_ASK_TO_APPROVE = _l(
    "Ask whoever runs Courtyard to approve it, and tell them the code below. "
    "Nothing has to be set up again."
)
_BROKEN = _l("The LMS sent something Courtyard can't trust")
_INCOMPLETE = _l("The LMS left something out")

REASONS: dict[str, Reason] = {
    # The login that comes before a launch.
    "login_incomplete": Reason(_INCOMPLETE, _ADMIN),
    "unknown_platform": Reason(_NOT_CONNECTED, _ADMIN, 403),
    "ambiguous_platform": Reason(_NOT_CONNECTED, _ADMIN, 403),
    "platform_disabled": Reason(
        _l("Courtyard is switched off for your school"),
        _l("Ask your school's LMS administrator. Nothing that was written has been lost."),
        403,
    ),
    "platform_pending": Reason(_NOT_YET, _ASK_TO_APPROVE, 403),
    "target_not_ours": Reason(_l("This link leads somewhere else"), _ADMIN),
    # What comes back from the platform.
    "platform_error": Reason(_l("The LMS did not let you through"), _AGAIN),
    "launch_incomplete": Reason(_l("This page opens from your course"), _AGAIN),
    "state_unknown": Reason(_l("This link has been used or is too old"), _AGAIN),
    "state_expired": Reason(_l("That took too long"), _AGAIN),
    "state_elsewhere": Reason(_l("This launch began in another browser"), _AGAIN),
    "launch_replayed": Reason(_l("Reopen this from your course"), _AGAIN),
    "token_malformed": Reason(_BROKEN, _AGAIN),
    "token_key_missing": Reason(_BROKEN, _ADMIN),
    "token_key_unknown": Reason(_BROKEN, _ADMIN),
    "token_algorithm": Reason(_BROKEN, _ADMIN, 403),
    "token_signature": Reason(_BROKEN, _AGAIN, 403),
    "token_claim_missing": Reason(_INCOMPLETE, _ADMIN),
    "token_expired": Reason(_l("That took too long"), _AGAIN),
    "token_times": Reason(
        _l("The LMS's clock and ours disagree"),
        _l(
            "Go back to your course and try again. "
            "If it happens twice, tell your LMS administrator the code below."
        ),
    ),
    "token_issuer": Reason(_BROKEN, _ADMIN, 403),
    "token_audience": Reason(_BROKEN, _ADMIN, 403),
    "token_nonce": Reason(_BROKEN, _AGAIN, 403),
    "keys_unreachable": Reason(
        _l("The LMS can't be reached to check who you are"),
        _l(
            "Wait a minute, then open the activity again. "
            "If it goes on, tell your LMS administrator the code below."
        ),
        424,
    ),
    # What the launch says.
    "unknown_deployment": Reason(_NOT_CONNECTED, _ADMIN, 403),
    "deployment_pending": Reason(_NOT_YET, _ASK_TO_APPROVE, 403),
    "message_version": Reason(_BROKEN, _ADMIN),
    "message_type": Reason(_l("Courtyard can't be opened this way"), _ADMIN),
    "message_incomplete": Reason(_INCOMPLETE, _ADMIN),
    "message_malformed": Reason(_BROKEN, _ADMIN),
    "person_missing": Reason(
        _l("The LMS did not say who you are"),
        _l("Sign in to your LMS first, then open the activity again."),
    ),
    "activities_not_taken": Reason(
        _l("This place in the LMS takes no activities"),
        _l("Add the activity where the LMS lists activities or external tools."),
    ),
    "notices_malformed": Reason(
        _l("The LMS sent notices that Courtyard can't read"),
        _ADMIN,
    ),
    "column_unknown": Reason(
        _l("Courtyard does not know this column of the gradebook"),
        _l("Open the activity from your course, and look at the student's work under Grades."),
        404,
    ),
    "submitter_unknown": Reason(
        _l("Courtyard does not know this student yet"),
        _l("They have not opened the activity, so there is nothing of theirs to look at."),
        404,
    ),
    "teachers_only": Reason(
        _l("Only teachers add activities"),
        _l("Ask the teacher of this course to add it."),
        403,
    ),
    "target_changed": Reason(_l("This link leads somewhere else"), _AGAIN),
}

AFTER_PROOF = frozenset(
    {
        "unknown_deployment",
        "deployment_pending",
        "message_version",
        "message_type",
        "message_incomplete",
        "message_malformed",
        "person_missing",
        "activities_not_taken",
        "teachers_only",
        "column_unknown",
        "submitter_unknown",
        "target_changed",
    }
)
"""The refusals of launches whose signature held."""
