"""A class copied for next year: new ids, the same activities, and a memory of where they were."""

from __future__ import annotations

from dataclasses import replace

from practice_lms.roster import Course, ResourceLink
from practice_lms.school import School


def copy_course(school: School, origin: Course, title: str) -> Course:
    """Copy a class with its staff and activities, without students, grades or groups."""
    number = max(course.number for course in school.courses) + 1
    key = f"{origin.key}-copy-{number}"
    copy = Course(
        key,
        number,
        school.dialect.make_id(school.slug, "context", key, number),
        title,
        f"{origin.label}-{number}",
        origin.summary,
        people=[person for person in origin.people if person.role in ("teacher", "administrator")],
        extras=list(origin.extras),
        history=[origin.context_id, *origin.history],
    )
    copy.links = [_copy_link(school, copy, link) for link in origin.links]
    school.courses.append(copy)
    return copy


def _copy_link(school: School, course: Course, link: ResourceLink) -> ResourceLink:
    """Its custom parameters are copied as they are, those that name the old place included."""
    number = school.next_number()
    path = f"{course.key}/{link.key}"
    copy = replace(
        link,
        number=number,
        link_id=school.dialect.make_id(school.slug, "resource_link", path, number),
        course=course,
        history=(link.link_id, *link.history),
        only=None,
    )
    school.gradebook.add_for_link(copy, link.client_id or school.client_id)
    return copy
