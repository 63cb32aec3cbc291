"""Named ways to alter a launch, for tests and for looking at each error page by hand.

`FAULTS` maps names to faults, in the order in which they are worth reading. What a tool must do
with each stands in `expects`: refuse it (a 4xx page), accept it, or at least answer calmly.
"""

from __future__ import annotations

from practice_lms.faults import data, names, people, tokens
from practice_lms.faults.launch import ACCEPTED, EITHER, REFUSED, Fault, Launch

FAULTS: dict[str, Fault] = {
    fault.name: fault for module in (tokens, data, people, names) for fault in module.FAULTS
}

__all__ = ["ACCEPTED", "EITHER", "FAULTS", "REFUSED", "Fault", "Launch"]
