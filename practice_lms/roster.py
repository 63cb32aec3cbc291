"""Who and what a school has: people, courses and the activities placed in them.

The casts are data (`cast/*.toml`); here they become records with the ids that the school's kind of
LMS would give them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

CAST_DIR = Path(__file__).parent / "cast"

MakeId = Callable[[str, str, int], str]
"""(kind, key, number) -> id; kind is "user", "context", "resource_link", "group" or "group_set"."""


@dataclass(frozen=True)
class Person:
    """Someone with an account at one school. The nameless have None for names.

    `role` is "teacher", "assistant", "student", "mentor" or "administrator".
    """

    key: str
    number: int
    user_id: str
    role: str
    name: str | None
    given: str | None
    family: str | None
    email: str | None
    mentee_key: str | None = None

    @property
    def shown_name(self) -> str:
        """What the practice LMS's own pages call this person."""
        return self.name or f"No name given ({self.key})"


@dataclass(frozen=True)
class ResourceLink:
    """One activity of a course: a placement of a tool.

    `client_id` is the tool's, empty for the one that every school has; `url` empty for the tool's
    own address. `resource_id` and `tag` are what a tool said of its column, `points` None where
    there is none. `dates` and `custom` are as a deep link brought them. `history` has the ids of
    those that it was copied from, the latest first. `only` has the keys of the students to whom it
    is given, None where that is everybody.
    """

    key: str
    number: int
    link_id: str
    title: str
    description: str
    points: float | None
    course: Course = field(repr=False, compare=False)
    resource_id: str = ""
    tag: str = ""
    client_id: str = ""
    url: str = ""
    document_target: str = "iframe"
    custom: dict[str, str] = field(default_factory=dict, compare=False)
    dates: dict[str, str] = field(default_factory=dict, compare=False)
    history: tuple[str, ...] = ()
    only: tuple[str, ...] | None = field(default=None, compare=False)

    def is_given_to(self, person: Person) -> bool:
        """Whether somebody may open it; it is kept from students alone."""
        return self.only is None or person.role != "student" or person.key in self.only


@dataclass
class Group:
    """Some students of a class. `set_id` is empty for one of no set; students see no hidden one."""

    group_id: str
    name: str
    set_id: str
    set_name: str
    user_ids: list[str]
    is_hidden: bool = False


@dataclass
class Course:
    """A class, as the LMS knows it: an LTI context.

    `people` are those enrolled, and `suspended` the keys of those who may not come in for now.
    `changes` holds everyone whose enrolment changed, in the order in which it did; `extras` are
    links and texts that a tool added: title, address, HTML. `history` has the ids of the contexts
    that it was copied from, the latest first.
    """

    key: str
    number: int
    context_id: str
    title: str
    label: str
    summary: str
    people: list[Person] = field(default_factory=list)
    links: list[ResourceLink] = field(default_factory=list)
    suspended: set[str] = field(default_factory=set)
    changes: list[Person] = field(default_factory=list)
    extras: list[tuple[str, str, str]] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    @property
    def members(self) -> list[Person]:
        """Those who may come in."""
        return [person for person in self.people if person.key not in self.suspended]

    def with_role(self, role: str) -> list[Person]:
        return [person for person in self.members if person.role == role]

    def enrol(self, person: Person) -> None:
        """Let somebody in, also after a suspension."""
        self.suspended.discard(person.key)
        if person not in self.people:
            self.people.append(person)
        self.changes.append(person)

    def suspend(self, person: Person) -> None:
        """Keep somebody's place, and keep them out."""
        self.suspended.add(person.key)
        self.changes.append(person)

    def unenrol(self, person: Person) -> None:
        self.suspended.discard(person.key)
        self.people.remove(person)
        self.changes.append(person)

    def regroup(self, person: Person, group: Group) -> None:
        """Put somebody into a group, and out of the others of its set."""
        for other in self.groups:
            is_of_set = other is group or (group.set_id and other.set_id == group.set_id)
            if is_of_set and person.user_id in other.user_ids:
                other.user_ids.remove(person.user_id)
        group.user_ids.append(person.user_id)
        self.changes.append(person)

    def give(self, link: ResourceLink, keys: Iterable[str] | None) -> None:
        """Give an activity to these students and no others, or with None to everybody."""
        only = None if keys is None else tuple(keys)
        self.links[self.links.index(link)] = replace(link, only=only)

    def status_of(self, person: Person) -> str:
        """The status of a membership, in the words of NRPS 2.0: Active, Inactive or Deleted."""
        if person not in self.people:
            return "Deleted"
        return "Inactive" if person.key in self.suspended else "Active"

    @property
    def teachers(self) -> list[Person]:
        return self.with_role("teacher")

    @property
    def assistants(self) -> list[Person]:
        return self.with_role("assistant")

    @property
    def students(self) -> list[Person]:
        return self.with_role("student")

    @property
    def mentors(self) -> list[Person]:
        return self.with_role("mentor")

    @property
    def administrators(self) -> list[Person]:
        return self.with_role("administrator")

    def person(self, key: str) -> Person:
        """Raises KeyError for someone who may not come into this course."""
        return _by_key(self.members, key)

    def link(self, key: str) -> ResourceLink:
        """Raises KeyError for an activity that this course does not have."""
        return _by_key(self.links, key)


Keyed = TypeVar("Keyed", Person, ResourceLink)


@dataclass(frozen=True)
class Roster:
    """A whole cast, read once."""

    name: str
    flavour: str
    domain: str
    locale: str
    courses: list[Course]
    people: list[Person]

    @classmethod
    def read(cls, cast: str, make_id: MakeId) -> Roster:
        """Read `cast/<cast>.toml`; raises FileNotFoundError for an unknown cast."""
        data = _cast(cast)
        maker = _Maker(data, make_id)
        courses = list(maker.courses())
        people = {person.key: person for course in courses for person in course.people}
        return cls(
            data["name"],
            data["flavour"],
            data["domain"],
            data["locale"],
            courses,
            list(people.values()),
        )


def flavour_of(cast: str) -> str:
    """The kind of LMS a cast plays: "moodle" or "canvas"."""
    return str(_cast(cast)["flavour"])


@cache
def _cast(name: str) -> dict[str, Any]:
    """The data as written; nobody changes it."""
    return tomllib.loads((CAST_DIR / f"{name}.toml").read_text(encoding="utf-8"))


def _by_key(things: list[Keyed], key: str) -> Keyed:
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)


class _Maker:
    """Numbers people, courses and links in the order in which the cast lists them."""

    def __init__(self, data: dict[str, Any], make_id: MakeId) -> None:
        self.data = data
        self.make_id = make_id
        # On a new Moodle id 1 is the guest, 2 the administrator; course 1 is the front page.
        self.user_number = 1
        self.link_number = 3
        self.staff = {row["key"]: self._person(row) for row in data["staff"]}

    def courses(self) -> Iterator[Course]:
        for number, row in enumerate(self.data["courses"], start=2):
            course = Course(
                row["key"],
                number,
                self.make_id("context", row["key"], number),
                row["title"],
                row["label"],
                row["summary"],
            )
            course.people = [self.staff[key] for key in row["staff"]]
            course.people += [
                self._student(f"{row['student_prefix']}{n:02}", student)
                for n, student in enumerate(row["students"], start=1)
            ]
            course.links = [self._link(course, link) for link in row["activities"]]
            course.groups = list(self._groups(course))
            yield course

    def _groups(self, course: Course) -> Iterator[Group]:
        """Tables of five: students who sit together in the list sit together in class."""
        set_id = self.make_id("group_set", f"{course.key}/tables", course.number * 100)
        names = ("Red", "Yellow", "Green", "Blue", "Violet")
        for number, name in enumerate(names):
            group_id = self.make_id("group", f"{course.key}/{name}", course.number * 100 + number)
            user_ids = [p.user_id for p in course.students[number * 5 : number * 5 + 5]]
            yield Group(group_id, f"{name} table", set_id, "Tables", user_ids)

    def _student(self, key: str, row: dict[str, Any]) -> Person:
        return self._person({"key": key, "role": "student", **row})

    def _person(self, row: dict[str, Any]) -> Person:
        self.user_number += 1
        key, number = row["key"], self.user_number
        name: str | None = None
        if not row.get("is_nameless"):
            name = row.get("name", f"{row['given']} {row['family']}".strip())
        return Person(
            key=key,
            number=number,
            user_id=self.make_id("user", key, number),
            role=row["role"],
            name=name,
            given=row.get("given"),
            family=row.get("family"),
            email=f"{key}@{self.data['domain']}" if name else None,
            mentee_key=row.get("mentors"),
        )

    def _link(self, course: Course, row: dict[str, Any]) -> ResourceLink:
        self.link_number += 1
        return ResourceLink(
            key=row["key"],
            number=self.link_number,
            link_id=self.make_id("resource_link", f"{course.key}/{row['key']}", self.link_number),
            title=row["title"],
            description=row["description"],
            points=row.get("points"),
            course=course,
        )
