"""Why a platform's service did not do what was asked: a stable code, and plain words."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Kind:
    """What staff are told, and whether waiting may mend it."""

    words: LazyString
    is_passing: bool = False


_NOT_PERMITTED = _l(
    "The LMS does not let Courtyard do this. "
    "Ask your LMS administrator to check what the tool is allowed to do there."
)

KINDS: dict[str, Kind] = {
    "unreachable": Kind(_l("The LMS could not be reached."), is_passing=True),
    "busy": Kind(_l("The LMS asked us to wait."), is_passing=True),
    "platform_fault": Kind(_l("The LMS had a fault of its own."), is_passing=True),
    "not_understood": Kind(_l("The LMS answered something Courtyard can't read."), is_passing=True),
    "conflict": Kind(_l("The LMS has something newer."), is_passing=True),
    "token_refused": Kind(_NOT_PERMITTED),
    "not_permitted": Kind(_NOT_PERMITTED),
    "not_offered": Kind(
        _l(
            "Your LMS does not offer this to Courtyard. "
            "Ask your LMS administrator to switch it on in the tool's settings."
        )
    ),
    "gone": Kind(_l("The LMS no longer has the place where this belongs.")),
    "no_column": Kind(
        _l(
            "The LMS's gradebook no longer has the column of this activity. "
            "Send again, and Courtyard finds it or makes another."
        )
    ),
    "not_graded": Kind(
        _l(
            "The LMS took no grade for this person. They may not be in the course there any more, "
            "or not as a student. Look at the course's people in the LMS, then send again."
        )
    ),
    "grade_forbidden": Kind(
        _l(
            "The LMS does not let Courtyard grade this person. They may not be in the course there "
            "any more. If nobody's grade arrives, ask your LMS administrator to check what the "
            "tool is allowed to do there."
        )
    ),
    "no_enrollments": Kind(
        _l(
            "The LMS names the groups, and not who is in them. Ask your LMS administrator whether "
            "the tool may read the groups of members too."
        )
    ),
    "left_class": Kind(
        _l("This person is no longer in the class, so the LMS has no place for it.")
    ),
    "not_taken": Kind(_l("The LMS did not take it.")),
    "no_key": Kind(_l("Courtyard has no key to sign with yet. Its administrator can make one.")),
}


class ServiceFailure(Exception):
    """A request to a platform's service that did not succeed.

    ``code`` is a key of KINDS. ``detail`` is for the log and the console, and holds neither tokens
    nor people's data. ``status`` is the HTTP status, or 0 where there was no answer.
    ``retry_after`` is the pause that the platform asks for, in seconds, or None.
    """

    def __init__(
        self, code: str, detail: str = "", *, status: int = 0, retry_after: int | None = None
    ) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.status = status
        self.retry_after = retry_after

    @property
    def is_of_the_question(self) -> bool:
        """Whether it may lie in what was asked, so that something else may be asked right now."""
        return self.code not in ("busy", "unreachable") and self.retry_after is None

    @property
    def is_passing(self) -> bool:
        """Whether the same request may succeed later."""
        return KINDS[self.code].is_passing
