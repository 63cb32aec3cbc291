"""A class at each kind of LMS, with a teacher and a student, for what is tested at both."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """At a school of the practice LMS; and how its administrator opens a registration link."""

    slug: str
    course: str
    teacher: str
    student: str
    button: str

    def course_url(self, lms: str) -> str:
        """The class's page at the LMS, as nobody yet."""
        return f"{lms}/{self.slug}/courses/{self.course}"

    def course_page(self, lms: str, person: str = "") -> str:
        """The same, as its teacher or somebody else."""
        return f"{self.course_url(lms)}?as={person or self.teacher}"


PLACES = {
    "moodle": Place("wattle-park", "6g", "tomasz", "s601", "Open it in a window"),
    "canvas": Place("maple-street", "6-chen", "grace", "m601", "Open it here"),
}
