"""Reads a story: its classes, and who does what when."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STORY = Path(__file__).parent / "creek-watch.toml"


@dataclass(frozen=True)
class ClassOf:
    """A class of the practice LMS: its school, its course, the link that people open, its zone."""

    school: str
    course: str
    link: str
    zone: str
    hours: tuple[str, str]


@dataclass(frozen=True)
class Step:
    """Somebody does something so many school days ago, at a time of their own school's clock."""

    ago: int
    at: str
    who: str
    does: str
    more: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        """What the story says of it. Raises KeyError where it must say so and does not."""
        return self.more[name]


@dataclass(frozen=True)
class Story:
    """All of it, in the order in which it happened."""

    classes: dict[str, ClassOf]
    steps: list[Step]


def read(path: Path = STORY) -> Story:
    """Read a story."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    classes = {
        name: ClassOf(**{**row, "hours": tuple(row["hours"])})
        for name, row in written["classes"].items()
    }
    return Story(classes, [_step(row) for row in written["steps"]])


def _step(row: dict[str, Any]) -> Step:
    own = {name: row.pop(name) for name in ("ago", "at", "who", "does")}
    return Step(**own, more=row)
