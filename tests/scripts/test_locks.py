"""Locks pin everything that is asked for, by hash, and name no server to get it from."""

import json
import re

import pytest

from scripts.stamps import PROJECT

LOCKS = ["requirements", "requirements-dev", "scripts/requirements-node"]


def names(text: str) -> set[str]:
    """The packages that lines begin with, spelt as the locks spell them."""
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_asked_for_is_pinned_with_hashes(lock):
    pinned = (PROJECT / f"{lock}.txt").read_text()

    assert names((PROJECT / f"{lock}.in").read_text()) <= names(pinned)
    for entry in re.split(r"\n(?=[a-z0-9])", pinned):
        assert re.match(r"[a-z0-9-]+==\S+", entry)
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_of_python_packages_names_a_server(lock):
    assert not re.search(r"https?:|--index-url|--find-links", (PROJECT / f"{lock}.txt").read_text())


def test_the_front_ends_lock_pins_by_hash_and_names_no_server():
    packages = json.loads((PROJECT / "assets" / "package-lock.json").read_text())["packages"]
    del packages[""]

    assert packages
    for package in packages.values():
        assert "integrity" in package
        assert "resolved" not in package
