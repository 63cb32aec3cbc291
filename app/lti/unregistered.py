"""Why an LMS is not registered: a stable code, and plain words for its administrator."""

from flask_babel import lazy_gettext as _l

from app.lti.refusals import Reason


class Unregistered(Exception):
    """A registration that does not come about.

    ``code`` is a key of OBSTACLES and goes into ``data-error-code`` and the log; ``detail`` is for
    the log alone, and never holds a code or a token.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    @property
    def reason(self) -> Reason:
        """What the person is told."""
        return OBSTACLES[self.code]


_NEW_LINK = _l("Ask whoever runs Courtyard for a new registration link.")
_AGAIN = _l(
    "Nothing was registered, and the link still works. Wait a minute, then start again in the LMS. "
    "If it goes on, tell whoever runs Courtyard the code below."
)
_FAULT = _l(
    "Nothing was registered, and the link still works. Tell whoever runs Courtyard the code below, "
    "or register by hand: the console has a guide for each LMS."
)

OBSTACLES: dict[str, Reason] = {
    "registration_link_missing": Reason(
        _l("The link is not whole"),
        _l("Copy the whole registration link, to its last letter, and start again in the LMS."),
    ),
    "registration_link_spent": Reason(_l("This link registers nothing any more"), _NEW_LINK, 410),
    "registration_outside_lms": Reason(
        _l("This link belongs into an LMS"),
        _l(
            "Copy this page's address, and paste it where your LMS adds a tool by dynamic "
            "registration: in Moodle, Manage tools, field Tool URL. "
            "Nothing was used up by opening it here."
        ),
    ),
    "configuration_unreachable": Reason(
        _l("The LMS does not say how to register with it"), _AGAIN, 424
    ),
    "configuration_malformed": Reason(
        _l("The LMS says something about itself that can't be understood"), _FAULT, 424
    ),
    "configuration_unsupported": Reason(
        _l("The LMS lacks something that Courtyard needs"), _FAULT, 424
    ),
    "issuer_elsewhere": Reason(_l("The LMS says that it is another one"), _FAULT, 403),
    "endpoint_elsewhere": Reason(_l("The LMS sends people elsewhere to sign in"), _FAULT, 403),
    "registration_unreachable": Reason(_l("The LMS does not answer"), _AGAIN, 424),
    "registration_refused": Reason(
        _l("The LMS did not take the registration"),
        _l(
            "Nothing was registered here, and the link still works. Start again in the LMS, "
            "since what it gave for this try may be used up or too old."
        ),
        424,
    ),
    "registration_malformed": Reason(
        _l("The LMS answered something that can't be understood"),
        _l(
            "Nothing was registered here, and the link still works. Remove what the LMS may have "
            "added on its side, then start again there."
        ),
        424,
    ),
    "registration_taken": Reason(
        _l("This registration is another school's"),
        _l(
            "Nothing was changed here. Remove the new tool in the LMS, and ask whoever runs "
            "Courtyard which school this LMS belongs to."
        ),
        409,
    ),
}
"""By code."""
