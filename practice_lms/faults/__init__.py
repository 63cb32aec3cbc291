"""Named ways to alter a launch, for tests and for looking at each error page by hand.

`FAULTS` maps names to faults of a resource link launch, in the order in which they are worth
reading. What a tool must do with each stands in `expects`: refuse it (a 4xx page), accept it, or
at least answer calmly. `MESSAGE_FAULTS` has those of every type of message.
"""

from __future__ import annotations

from practice_lms.claims import vocabulary as v
from practice_lms.faults import data, deep_linking, names, people, tokens
from practice_lms.faults.launch import ACCEPTED, EITHER, REFUSED, Fault, Launch


def _named(*groups: tuple[Fault, ...]) -> dict[str, Fault]:
    return {fault.name: fault for group in groups for fault in group}


FAULTS = _named(tokens.FAULTS, data.FAULTS, people.FAULTS, names.FAULTS)
DEEP_LINKING_FAULTS = _named(deep_linking.FAULTS, tokens.FAULTS, people.FAULTS)
MESSAGE_FAULTS: dict[str, dict[str, Fault]] = {
    v.RESOURCE_LINK_REQUEST: FAULTS,
    v.DEEP_LINKING_REQUEST: DEEP_LINKING_FAULTS,
    v.SUBMISSION_REVIEW_REQUEST: FAULTS,
}

__all__ = [
    "ACCEPTED",
    "DEEP_LINKING_FAULTS",
    "EITHER",
    "FAULTS",
    "MESSAGE_FAULTS",
    "REFUSED",
    "Fault",
    "Launch",
]
