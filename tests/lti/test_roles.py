"""Which role a launch gives, seen by what its page offers."""

import pytest

from practice_lms.claims import vocabulary as v
from tests.lti.steps import Launch, Log, assert_let_in
from tests.support.cast import Campus, Visitor, arrived

TEACHES = {"may_write": True, "may_edit": True}
WRITES = {"may_write": True, "may_edit": False}
LOOKS = {"may_write": False, "may_edit": False}

SUB = v.MEMBERSHIP + "/"
OTHER = "http://purl.imsglobal.org/vocab/lis/v2/"


def entered(campus: Campus, roles: list[object]) -> Visitor:
    launch = Launch(campus)
    return arrived(launch.client, launch.with_claims({v.ROLES: roles}))


def rights(visitor: Visitor) -> dict[str, bool]:
    """What the pages let this person do, by their answers and not by their looks."""
    return {
        "may_write": visitor.get(f"{visitor.place}/topics/new").status == 200,
        "may_edit": visitor.get(f"{visitor.place}/edit").status == 200,
    }


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([v.INSTRUCTOR], TEACHES),
        (["Instructor"], TEACHES),
        ([v.LEARNER], WRITES),
        (["Learner"], WRITES),
        ([v.LEARNER, v.INSTRUCTOR], TEACHES),
        ([v.INSTRUCTOR, v.LEARNER], TEACHES),
        ([SUB + "Instructor#Lecturer"], TEACHES),
        ([v.MEMBERSHIP + "#ContentDeveloper"], TEACHES),
        ([v.MEMBERSHIP + "#Administrator"], TEACHES),
        ([SUB + "Learner#GuestLearner"], WRITES),
        ([v.LEARNER, v.TEST_USER], WRITES),
        (["https://vocabulary.example/roles#Juggler", v.LEARNER], WRITES),
        ([v.LEARNER, v.INSTITUTION + "#Instructor", v.INSTITUTION + "#Faculty"], WRITES),
        ([v.LEARNER, v.SYSTEM + "#Administrator"], WRITES),
        ([v.INSTITUTION + "#Administrator"], TEACHES),
        ([v.MENTOR], LOOKS),
        (["Mentor"], LOOKS),
        ([v.MENTOR, v.INSTITUTION + "#Administrator"], LOOKS),
        ([v.INSTITUTION + "#Instructor"], LOOKS),
        ([v.INSTITUTION + "#Student"], LOOKS),
        ([v.TEST_USER], LOOKS),
        ([""], LOOKS),
        ([], LOOKS),
        ([None, 7, {}, []], LOOKS),
        ([None, 7, v.LEARNER], WRITES),
    ],
)
def test_role(campus: Campus, log: Log, roles: list[object], expected: dict[str, bool]) -> None:
    assert rights(entered(campus, roles)) == expected


@pytest.mark.parametrize(
    "role",
    [
        OTHER + "bogus#Instructor",
        OTHER + "membership#instructor",
        OTHER + "membership#INSTRUCTOR",
        OTHER + "membership#Instructor ",
        OTHER + "membership#Instructor\x00",
        OTHER + "membership#Instructor/",
        OTHER + "membership/Learner#Instructor",
        OTHER + "membership/Bogus#Instructor",
        OTHER + "membership/Instructor",
        "https://purl.imsglobal.org/vocab/lis/v2/membership#Instructor",
        "http://elsewhere.example/vocab/lis/v2/membership#Instructor",
        "urn:lti:role:ims/lis/Instructor",
        "instructor",
        "Teacher",
        "TeachingAssistant",
        "Administrator#Instructor",
        "\u202eInstructor",
        "x" * 1000 + "#Instructor",
    ],
)
def test_no_near_miss_teaches(campus: Campus, role: str) -> None:
    assert not rights(entered(campus, [role]))["may_edit"]


def test_a_role_hidden_behind_hundreds_is_not_looked_for(campus: Campus, log: Log) -> None:
    launch = Launch(campus)
    roles = [f"https://vocabulary.example/roles#{number}" for number in range(300)]
    assert_let_in(launch.with_claims({v.ROLES: [*roles, v.INSTRUCTOR]}), log)


def test_the_latest_launch_decides(campus: Campus) -> None:
    assert rights(entered(campus, [v.INSTRUCTOR])) == TEACHES
    later = entered(campus, [v.LEARNER])
    assert rights(later) == WRITES


def test_an_older_session_loses_the_role_too(campus: Campus) -> None:
    before = entered(campus, [v.INSTRUCTOR])
    entered(campus, [v.LEARNER])
    assert rights(before) == WRITES


def test_a_role_in_one_class_is_none_in_another(campus: Campus) -> None:
    """The teacher-librarian is made a student of one of her two classes."""
    first = campus.visit("wattle-park", "priya", "5b/rain")
    launch = Launch(
        campus, course="6g", link=campus.school().course("6g").links[0].key, person="priya"
    )
    second = arrived(launch.client, launch.with_claims({v.ROLES: [v.LEARNER]}))
    assert (rights(first), rights(second)) == (TEACHES, WRITES)
    second.place = first.place
    assert rights(second) == TEACHES
