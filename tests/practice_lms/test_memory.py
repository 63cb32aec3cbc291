"""What people and tools changed is still there when the LMS is started again."""

from pathlib import Path

import pytest

from practice_lms import LmsConfig, PracticeLms, create_lms


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def started(folder: Path) -> PracticeLms:
    return create_lms(LmsConfig(state_dir=folder))


def test_changes_outlive_the_process(folder: Path) -> None:
    first = started(folder)
    client = first.app.test_client()
    path = "/wattle-park/courses/5b"
    client.post(f"{path}/people", data={"person": "s501", "enrolment": "none"})
    client.post(f"{path}/activities?as=marama", data={"title": "Clouds", "points": "5"})
    client.post(f"{path}/copies", data={"title": "Year 5, again"})
    school = started(folder).school("wattle-park")
    course = school.course("5b")
    assert "s501" not in [person.key for person in course.people]
    assert course.links[-1].title == "Clouds"
    assert school.courses[-1].title == "Year 5, again"
    labels = [item.label for item in school.gradebook.items(course)]
    assert labels == ["Rain discussion", "Clouds"]
    before = first.school("wattle-park")
    assert school.next_number() == before.next_number()


def test_what_is_kept_is_for_nobody_else(folder: Path) -> None:
    started(folder).save()
    (path,) = folder.glob("wattle-park-records.*")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"nothing of ours", b"\x80\x04."])
def test_records_that_cannot_be_read(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "wattle-park-records.pickle").write_bytes(content)
    assert len(started(folder).school("wattle-park").courses) == 2


def test_without_a_folder_nothing_is_kept() -> None:
    client = create_lms().app.test_client()
    assert client.post("/wattle-park/courses/5b/copies", data={"title": "Again"}).status_code == 200
    assert len(create_lms().school("wattle-park").courses) == 2
