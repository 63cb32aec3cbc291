"""What becomes of a score (AGS 2.0, 3.4), where each kind of LMS has rules of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from practice_lms.gradebook import LineItem, Result, is_number, parse_time
from practice_lms.roster import Person

ACTIVITY_PROGRESS = ("Initialized", "Started", "InProgress", "Submitted", "Completed")
GRADING_PROGRESS = ("FullyGraded", "Pending", "PendingManual", "Failed", "NotReady")


@dataclass(frozen=True)
class ScoreRules:
    """Statuses of what is refused, and what is done with the rest.

    `counted` names the gradingProgress with which a score is kept; others are dropped in silence.
    `in_seconds` compares timestamps to the second and refuses equal ones.
    """

    invalid: int
    unknown_user: int
    outdated: int
    in_seconds: bool
    is_capped: bool
    counted: tuple[str, ...]


# As a Moodle 4.5 was seen to do it.
MOODLE = ScoreRules(400, 400, 409, in_seconds=True, is_capped=True, counted=("FullyGraded",))
# As the documents of Canvas have it.
CANVAS = ScoreRules(
    422, 422, 400, in_seconds=False, is_capped=False, counted=("FullyGraded", "PendingManual")
)


class ScoreError(Exception):
    """A score that is refused: a status, and a reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def take_score(rules: ScoreRules, item: LineItem, body: Any) -> Person:
    """Take a score into a column, as the rules have it; raises ScoreError.

    Returns whose it is.
    """
    timestamp = _check(rules, body)
    person = _student(item, body["userId"])
    if person is None:
        raise ScoreError(rules.unknown_user, "Incorrect score received: not a student here")
    earlier = item.results.get(person.user_id)
    if earlier and _is_outdated(rules, timestamp, earlier.timestamp):
        reason = "Refusing score with an earlier timestamp for item"
        raise ScoreError(rules.outdated, f"{reason} {item.number} and user {person.user_id}")
    if body["gradingProgress"] in rules.counted:
        item.results[person.user_id] = _result(rules, item, body, timestamp)
    return person


def _check(rules: ScoreRules, body: Any) -> datetime:
    """The timestamp of a score that makes sense."""
    try:
        _check_members(body)
        return parse_time(body.get("timestamp"))
    except ValueError as error:
        raise ScoreError(rules.invalid, f"Incorrect score received: {error}") from error


def _check_members(body: Any) -> None:
    if not isinstance(body, dict):
        raise ValueError("no object")
    if not body.get("userId"):
        raise ValueError("userId is required")
    if body.get("activityProgress") not in ACTIVITY_PROGRESS:
        raise ValueError("activityProgress")
    if body.get("gradingProgress") not in GRADING_PROGRESS:
        raise ValueError("gradingProgress")
    given, maximum = body.get("scoreGiven"), body.get("scoreMaximum")
    if given is None:
        return
    if not is_number(given) or given < 0:
        raise ValueError("scoreGiven")
    if not is_number(maximum) or maximum <= 0:
        raise ValueError("scoreMaximum is required with scoreGiven")


def _student(item: LineItem, user_id: Any) -> Person | None:
    """Only students have grades; suspended ones keep theirs."""
    for person in item.course.people:
        if person.role == "student" and person.user_id == str(user_id):
            return person
    return None


def _is_outdated(rules: ScoreRules, new: datetime, old: datetime) -> bool:
    if rules.in_seconds:
        return int(new.timestamp()) <= int(old.timestamp())
    return new < old


def _result(rules: ScoreRules, item: LineItem, body: Any, timestamp: datetime) -> Result:
    given = body.get("scoreGiven")
    score = None if given is None else given * item.score_maximum / body["scoreMaximum"]
    if score is not None and rules.is_capped:
        score = min(score, item.score_maximum)
    return Result(
        timestamp,
        score,
        str(body.get("comment") or ""),
        body["activityProgress"],
        body["gradingProgress"],
    )
