"""What a school's LMS remembers when it is started again: in one file for each school."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

from practice_lms.gradebook import Gradebook
from practice_lms.roster import Course
from practice_lms.tools import Tool

if TYPE_CHECKING:
    from practice_lms.school import School

_UNREADABLE = (
    pickle.UnpicklingError,
    AttributeError,
    EOFError,
    ImportError,
    IndexError,
    TypeError,
    ValueError,
)
Records = tuple[list[Course], Gradebook, list[Tool], dict[tuple[str, str], str], int]


class Memory:
    """Writes and reads a school's records; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, slug: str) -> None:
        self._path = folder / f"{slug}-records.pickle" if folder else None

    def save(self, school: School) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path.with_suffix(f".{os.getpid()}.tmp")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with school.lock, os.fdopen(descriptor, "wb") as file:
            pickle.dump(school.records, file)
        draft.replace(self._path)

    def restore(self, school: School) -> None:
        """Leaves the school on its first day where nothing was kept, or by another version."""
        if self._path is None or not self._path.exists():
            return
        try:
            # Our own file, which nobody else may write; it is loaded before anybody is served.
            records: Records = pickle.loads(self._path.read_bytes())  # noqa: S301
            school.records = records
        except _UNREADABLE:
            return
