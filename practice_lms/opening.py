"""What somebody does that makes the LMS launch a tool."""

from __future__ import annotations

from dataclasses import dataclass

from practice_lms.claims import vocabulary as v
from practice_lms.roster import Course, Person, ResourceLink


@dataclass(frozen=True)
class Opening:
    """Who opens what, and how; `fault` names an entry of the fault registries, or is empty.

    `message` is the type of the LTI message. Where no activity is opened, `course` says where,
    and `client_id` which tool; `for_user` is whose work is looked at.
    """

    person: Person
    link: ResourceLink | None
    document_target: str = "iframe"
    fault: str = ""
    message: str = v.RESOURCE_LINK_REQUEST
    course: Course | None = None
    client_id: str = ""
    for_user: Person | None = None

    @property
    def place(self) -> Course:
        """The class in which it happens."""
        course = self.link.course if self.link else self.course
        if course is None:
            raise ValueError("An opening needs an activity or a class.")
        return course
