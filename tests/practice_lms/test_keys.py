"""Signing keys: real signatures, rotation with overlap, and a file that others cannot read."""

from pathlib import Path

import jwt
import pytest

from practice_lms import LmsConfig, PracticeLms, create_lms
from practice_lms.keys import KeyRing
from practice_lms.school import School


def verify(school: School, token: str) -> dict[str, object]:
    """Decode with the published key that the token names; raises KeyError without one."""
    key = jwt.PyJWKSet.from_dict(school.jwks)[jwt.get_unverified_header(token)["kid"]]
    claims: dict[str, object] = jwt.decode(token, key.key, ["RS256"], audience=school.client_id)
    return claims


def launch(school: School) -> str:
    course = school.courses[0]
    return school.sign(school.claims_for(course.students[0], course.links[0]))


def test_a_token_verifies_with_the_published_key(school: School) -> None:
    assert verify(school, launch(school))["iss"] == school.issuer


def test_published_keys_are_public_only(school: School) -> None:
    for key in school.jwks["keys"]:
        assert set(key) == {"kty", "alg", "use", "kid", "n", "e"}


def test_rotation_keeps_the_old_key_for_overlap() -> None:
    school = create_lms().school("wattle-park")
    old = launch(school)
    school.rotate_keys()
    new = launch(school)
    assert jwt.get_unverified_header(old)["kid"] != jwt.get_unverified_header(new)["kid"]
    assert verify(school, old)
    assert verify(school, new)
    school.keys.drop_retired()
    assert verify(school, new)
    with pytest.raises(KeyError):
        verify(school, old)


def test_a_moodle_rotates_to_an_unseen_key() -> None:
    ring = KeyRing(ahead=0)
    seen = {key.kid for key in ring.published}
    assert ring.rotate().kid not in seen


def test_a_canvas_rotates_to_a_key_published_before() -> None:
    ring = KeyRing(ahead=1)
    seen = {key.kid for key in ring.published}
    assert ring.rotate().kid in seen
    assert len(ring.published) == 3


def test_keys_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "state" / "keys.json"
    first = KeyRing(path)
    assert KeyRing(path).current == first.current
    assert path.stat().st_mode & 0o077 == 0


def test_a_rotation_by_another_process_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    serving, command = KeyRing(path), KeyRing(path)
    rotated = command.rotate()
    assert serving.current == rotated
    assert len(serving.published) == 2


def test_each_issuer_has_a_file_of_its_own(tmp_path: Path) -> None:
    create_lms(LmsConfig(state_dir=tmp_path))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["maple-street-keys.json", "wattle-park-keys.json"]


def test_schools_do_not_share_keys(lms: PracticeLms) -> None:
    kids = [key["kid"] for school in lms.schools for key in school.jwks["keys"]]
    assert len(set(kids)) == len(kids)


def test_jwks_are_served(lms: PracticeLms, school: School) -> None:
    client = lms.app.test_client()
    answer = client.get(f"/{school.slug}/jwks")
    assert answer.get_json() == school.jwks
    assert answer.mimetype == "application/json"
    assert client.get("/nowhere/jwks").status_code == 404
