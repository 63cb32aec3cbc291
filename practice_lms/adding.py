"""Activities that are added to a class."""

from __future__ import annotations

from dataclasses import replace

from practice_lms.deep_linking import Item
from practice_lms.roster import Course, ResourceLink
from practice_lms.school import School
from practice_lms.tools import Tool


def add_link(school: School, course: Course, tool: Tool, item: Item) -> ResourceLink:
    """Make a content item into an activity of the class, with a column where it brings one."""
    number = school.next_number()
    key = f"added-{number}"
    column = item.column
    link = ResourceLink(
        key=key,
        number=number,
        link_id=school.dialect.make_id(school.slug, "resource_link", f"{course.key}/{key}", number),
        title=item.title or tool.name,
        description=item.text,
        points=column.score_maximum if column else None,
        course=course,
        resource_id=column.resource_id if column else "",
        tag=column.tag if column else "",
        client_id=tool.client_id,
        url=item.url,
        document_target=item.document_target,
        custom=item.custom,
        dates=item.dates,
    )
    course.links.append(link)
    if column:
        school.gradebook.add(replace(column, number=number, link_id=link.link_id, results={}))
    return link
