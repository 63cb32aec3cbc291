"""Columns and grades of a school's classes (Assignment and Grade Services 2.0)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeGuard

from practice_lms.roster import Course, Person, ResourceLink


@dataclass
class Result:
    """What a student has in a column. `score` is out of the column's maximum, or None."""

    timestamp: datetime
    score: float | None = None
    comment: str = ""
    activity_progress: str = ""
    grading_progress: str = ""


@dataclass
class LineItem:
    """A column. `link_id` is the resource link it belongs to, if any; the rest is the tool's.

    `submission_review` is the member of that name (AGS 2.0, 3.1.11), or None.
    """

    number: int
    course: Course
    client_id: str
    label: str
    score_maximum: float
    link_id: str = ""
    resource_id: str = ""
    tag: str = ""
    starts_at: str = ""
    ends_at: str = ""
    submission_review: dict[str, Any] | None = None
    results: dict[str, Result] = field(default_factory=dict)

    def result_of(self, person: Person) -> Result | None:
        return self.results.get(person.user_id)

    @property
    def members(self) -> dict[str, Any]:
        """Those of its JSON that were given, without its id."""
        members = {
            "label": self.label,
            "scoreMaximum": self.score_maximum,
            "resourceId": self.resource_id,
            "tag": self.tag,
            "resourceLinkId": self.link_id,
            "startDateTime": self.starts_at,
            "endDateTime": self.ends_at,
            "submissionReview": self.submission_review,
        }
        return {name: value for name, value in members.items() if value not in ("", None)}


class LineItemError(ValueError):
    """JSON that is no line item; the message says why."""


def read_line_item(item: LineItem, body: Any) -> None:
    """Take what a tool sends into an item; raises LineItemError and then changes nothing."""
    if not isinstance(body, dict):
        raise LineItemError("A line item is an object")
    label, maximum = body.get("label"), body.get("scoreMaximum")
    if not isinstance(label, str) or not label.strip():
        raise LineItemError("label is required")
    if not is_number(maximum) or maximum <= 0:
        raise LineItemError("scoreMaximum must be more than 0")
    review = _review(body.get("submissionReview"))
    item.label, item.score_maximum = label, maximum
    item.resource_id = str(body.get("resourceId") or "")
    item.tag = str(body.get("tag") or "")
    item.starts_at = str(body.get("startDateTime") or "")
    item.ends_at = str(body.get("endDateTime") or "")
    item.submission_review = review


def _review(body: Any) -> dict[str, Any] | None:
    if body is None:
        return None
    if not isinstance(body, dict) or not isinstance(body.get("url", ""), str):
        raise LineItemError("submissionReview must be an object, its url text")
    custom = body.get("custom", {})
    if not isinstance(custom, dict) or not all(isinstance(text, str) for text in custom.values()):
        raise LineItemError("custom of submissionReview must be an object of texts")
    return body


def is_number(value: Any) -> TypeGuard[float]:
    """A number that can be reckoned with: no true, no NaN."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


class Gradebook:
    """The columns of one school, by number."""

    def __init__(self) -> None:
        self._items: dict[int, LineItem] = {}

    def add(self, item: LineItem) -> LineItem:
        self._items[item.number] = item
        return item

    def add_for_link(self, link: ResourceLink, client_id: str) -> LineItem | None:
        """The column of an activity that is graded; its number is the activity's."""
        if link.points is None:
            return None
        return self.add(
            LineItem(
                link.number,
                link.course,
                client_id,
                link.title,
                link.points,
                link_id=link.link_id,
                resource_id=link.resource_id,
                tag=link.tag,
            )
        )

    def remove(self, number: int) -> None:
        """Raises KeyError for a number that no column has."""
        del self._items[number]

    def item(self, number: int) -> LineItem:
        """Raises KeyError for a number that no column has."""
        return self._items[number]

    def items(self, course: Course, client_id: str | None = None) -> list[LineItem]:
        """The columns of a class, of one tool or of all."""
        return [
            item
            for item in self._items.values()
            if item.course is course and client_id in (None, item.client_id)
        ]

    def item_of(self, link: ResourceLink) -> LineItem | None:
        """The column that a launch of this link names: the only one it has (AGS 2.0, 3.1.5)."""
        items = [item for item in self.items(link.course) if item.link_id == link.link_id]
        return items[0] if len(items) == 1 else None


def parse_time(text: Any) -> datetime:
    """An ISO 8601 time with its offset; raises ValueError for anything else."""
    if not isinstance(text, str):
        raise ValueError("not a time")
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without an offset")
    return moment.astimezone(UTC)
