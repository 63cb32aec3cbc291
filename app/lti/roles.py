"""LTI roles, read by the exact vocabulary (LTI 1.3 core, appendix A.2)."""

from collections.abc import Iterable

from app.models.membership import Role

_VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/"
_CONTEXT = _VOCABULARY + "membership#"
_SUB_ROLE = _VOCABULARY + "membership/"
_INSTITUTION = _VOCABULARY + "institution/person#"
_SYSTEM = _VOCABULARY + "system/person#"

TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"

_SUB_ROLES = {
    "Instructor": (
        "ExternalInstructor", "Grader", "GuestInstructor", "Lecturer", "PrimaryInstructor",
        "SecondaryInstructor", "TeachingAssistant", "TeachingAssistantGroup",
        "TeachingAssistantOffering", "TeachingAssistantSection",
        "TeachingAssistantSectionAssociation", "TeachingAssistantTemplate",
    ),
    "Learner": ("ExternalLearner", "GuestLearner", "Instructor", "Learner", "NonCreditLearner"),
    "Administrator": (
        "Administrator", "Developer", "ExternalDeveloper", "ExternalSupport",
        "ExternalSystemAdministrator", "Support", "SystemAdministrator",
    ),
    "ContentDeveloper": (
        "ContentDeveloper", "ContentExpert", "ExternalContentExpert", "Librarian",
    ),
    "Mentor": (
        "Advisor", "Auditor", "ExternalAdvisor", "ExternalAuditor", "ExternalLearningCoach",
        "ExternalMentor", "ExternalReviewer", "ExternalTutor", "LearningCoach", "Mentor",
        "Reviewer", "Tutor",
    ),
}  # fmt: skip

_PRINCIPAL = {
    "Instructor": Role.TEACHER,
    "ContentDeveloper": Role.TEACHER,
    "Learner": Role.STUDENT,
    "Administrator": Role.ADMINISTRATOR,
    "Mentor": Role.MENTOR,
}

# A person who is both is given the role that can do more, save that an assistant's own sub-role
# is narrower than the Instructor role that accompanies it by rule (LTI 1.3 core, A.2.3.1).
_STRONGEST_FIRST = (Role.ASSISTANT, Role.TEACHER, Role.ADMINISTRATOR, Role.STUDENT, Role.MENTOR)


def _context_roles() -> dict[str, Role]:
    known = {_CONTEXT + name: role for name, role in _PRINCIPAL.items()}
    known |= dict(_PRINCIPAL)  # simple names, deprecated for context roles but sent: A.2.3
    for principal, sub_roles in _SUB_ROLES.items():
        for name in sub_roles:
            role = Role.ASSISTANT if name.startswith("TeachingAssistant") else _PRINCIPAL[principal]
            known[f"{_SUB_ROLE}{principal}#{name}"] = role
    return known


_BY_CONTEXT_ROLE = _context_roles()
_BY_OTHER_ROLE = {
    _INSTITUTION + "Administrator": Role.ADMINISTRATOR,
    _SYSTEM + "Administrator": Role.ADMINISTRATOR,
    _SYSTEM + "SysAdmin": Role.ADMINISTRATOR,
}
_OTHERS = {
    _INSTITUTION: (
        "Administrator", "Alumni", "Faculty", "Guest", "Instructor", "Learner", "Member", "Mentor",
        "None", "Observer", "Other", "ProspectiveStudent", "Staff", "Student",
    ),
    _SYSTEM: (
        "AccountAdmin", "Administrator", "Creator", "None", "SysAdmin", "SysSupport", "User",
    ),
}  # fmt: skip
_KNOWN = frozenset(
    {*_BY_CONTEXT_ROLE, TEST_USER, _CONTEXT + "Manager", _CONTEXT + "Member", _CONTEXT + "Officer"}
    | {prefix + name for prefix, names in _OTHERS.items() for name in names}
)


def member_role(lti_roles: Iterable[str]) -> Role:
    """The one role that Courtyard acts on.

    Context roles decide; institution and system roles count only where there is none, and of them
    only an administrator's, since a person who teaches somewhere may be nobody's teacher here.
    Unknown roles are ignored; nobody known is a visitor, who may look.
    """
    sent = list(lti_roles)
    for known in (_BY_CONTEXT_ROLE, _BY_OTHER_ROLE):
        held = {known[role] for role in sent if role in known}
        for role in _STRONGEST_FIRST:
            if role in held:
                return role
    return Role.VISITOR


def is_school_administrator(lti_roles: Iterable[str]) -> bool:
    """Whether the LMS calls this person an administrator of the school or of the whole LMS.

    A context's Administrator runs one course, and a "student view" person is nobody.
    """
    sent = set(lti_roles)
    return not sent.isdisjoint(_BY_OTHER_ROLE) and TEST_USER not in sent


def is_known(lti_role: str) -> bool:
    """Whether this is a role of the vocabulary, letter for letter."""
    return lti_role in _KNOWN


def is_test_user(lti_roles: Iterable[str]) -> bool:
    """Whether this is the platform's "student view" person (LTI 1.3 core, A.2.4)."""
    return TEST_USER in lti_roles
