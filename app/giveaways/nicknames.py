"""Usual short forms of first names."""

from pathlib import Path

_FORMS = Path(__file__).with_name("nicknames.txt")
"""Lines of a first name and its short forms, in letters without accents."""


def _both_ways() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _FORMS.read_text("utf-8").splitlines():
        name, *forms = line.split()
        for form in forms:
            found.setdefault(name, set()).add(form)
            found.setdefault(form, set()).add(name)
    return {name: frozenset(others) for name, others in found.items()}


_NICKNAMES = _both_ways()


def nicknames(name: str) -> frozenset[str]:
    """Give the other forms of a first name, long from short and short from long."""
    return _NICKNAMES.get(name, frozenset())
