"""The people and classes that demo and tests rely on."""

import unicodedata

from practice_lms import PracticeLms
from practice_lms.school import School


def test_two_schools_with_two_classes_each(lms: PracticeLms) -> None:
    titles = {school.name: [course.title for course in school.courses] for school in lms.schools}
    assert titles == {
        "Wattle Park Primary": ["Year 5 Blue", "Year 6 Green"],
        "Maple Street Elementary": ["Grade 5 Rivera", "Grade 6 Chen"],
    }


def test_everybody_a_class_needs(school: School) -> None:
    for course in school.courses:
        assert len(course.students) == 25
        assert len(course.teachers) == 2
        assert len(course.mentors) == len(course.administrators) == 1
        assert len(course.links) >= 3
        child = school.mentee_of(course.mentors[0])
        assert child in course.students


def test_one_class_has_an_assistant(lms: PracticeLms) -> None:
    courses = [course for school in lms.schools for course in school.courses]
    assert [course.key for course in courses if course.assistants] == ["5-rivera"]


def test_a_teacher_has_two_classes(wattle_park: School) -> None:
    first, second = wattle_park.courses
    assert [person.key for person in first.teachers if person in second.teachers] == ["priya"]


def test_names_from_many_scripts_in_every_class(school: School) -> None:
    for course in school.courses:
        names = [person.name for person in course.students]
        scripts = {unicodedata.name(letter).split()[0] for name in names if name for letter in name}
        assert scripts >= {"LATIN", "ARABIC", "HEBREW", "CJK", "TAMIL", "GREEK"}
        assert names.count(None) == 1
        assert max(len(name) for name in names if name) > 150
        assert any("'" in name for name in names if name)
        assert any(ord(letter) > 0x2600 for name in names if name for letter in name)


def test_ids_are_unique_within_a_school(school: School) -> None:
    people = {person for course in school.courses for person in course.people}
    assert len({person.user_id for person in people}) == len(people)
    assert len({person.key for person in people}) == len(people)
    links = [link for course in school.courses for link in course.links]
    assert len({link.link_id for link in links}) == len(links)
