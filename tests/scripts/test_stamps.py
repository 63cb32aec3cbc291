"""A step is taken once, again when its inputs change, and again when it was interrupted."""

import pytest

from scripts.stamps import PROJECT, digest, once


def test_a_step_is_taken_once_for_the_same_value(tmp_path):
    taken = []
    for value in ("a", "a", "b"):
        once(tmp_path / "made" / "stamp", value, lambda value=value: taken.append(value))

    assert taken == ["a", "b"]


def test_an_interrupted_step_is_taken_again(tmp_path):
    stamp = tmp_path / "stamp"
    once(stamp, "a", lambda: None)

    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        once(stamp, "b", interrupted)

    assert once(stamp, "a", lambda: None)


def test_the_digest_follows_names_contents_and_words():
    here, other = PROJECT / "Makefile", PROJECT / "pyproject.toml"

    assert digest([here, other]) == digest([other, here])
    different = [digest([here]), digest([other]), digest([here], "x"), digest([]), digest([], "x")]
    assert len(set(different)) == len(different)
