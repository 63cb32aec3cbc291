"""Points as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.points import NotPoints, parse


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("7", 7), ("7.5", 7.5), ("7,5", 7.5), (" 7 ", 7), ("0", 0), ("10", 10), ("10.00", 10),
        ("007", 7), ("7.", 7), (".5", 0.5), ("7,50", 7.5), ("7.500", 7.5), ("٧٫٥", 7.5),
        ("७.५", 7.5), ("７", 7),
    ],
)  # fmt: skip
def test_taken(typed: str, points: float) -> None:
    assert parse(typed, 10) == points


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing"), ("   ", "missing"), ("seven", "not_a_number"), ("nan", "not_a_number"),
        ("inf", "not_a_number"), ("-inf", "not_a_number"), ("1e1", "not_a_number"),
        ("0x7", "not_a_number"), ("7_5", "not_a_number"), ("7.5.1", "not_a_number"),
        ("1,000.5", "not_a_number"), ("7/10", "not_a_number"), ("½", "not_a_number"),
        ("+7", "not_a_number"), ("7 5", "not_a_number"), (".", "not_a_number"),
        (",", "not_a_number"),
        ("-1", "negative"), ("\u22121", "negative"), ("-0.5", "negative"), ("-", "not_a_number"),
        ("10.01", "too_many"), ("11", "too_many"), ("999999999", "too_many"),
        ("9" * 10_000, "not_a_number"), ("7.123", "too_exact"), ("7.0000001", "too_exact"),
        ("7." + "0" * 39, "not_a_number"), ("7." + "0" * 39 + "abc", "not_a_number"),
    ],
)  # fmt: skip
def test_refused(typed: str, code: str) -> None:
    with pytest.raises(NotPoints) as caught:
        parse(typed, 10)
    assert caught.value.code == code


@given(st.text(max_size=60))
def test_whatever_is_typed(typed: str) -> None:
    """Either a number that a gradebook takes, or a reason."""
    try:
        points = parse(typed, 10)
    except NotPoints as problem:
        assert problem.code in ("missing", "not_a_number", "negative", "too_many", "too_exact")
    else:
        assert math.isfinite(points)
        assert 0 <= points <= 10
        assert points == round(points, 2)


@given(st.integers(0, 100_000), st.sampled_from([".", ","]))
def test_what_is_shown_can_be_typed(hundredths: int, mark: str) -> None:
    points = hundredths / 100
    assert parse(f"{points:.2f}".replace(".", mark), 1000) == points
