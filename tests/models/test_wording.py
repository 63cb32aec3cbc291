"""One line of somebody's words: names and titles."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.wording import one_line, shortened

WORDS = st.text() | st.text("ab \t\n\r\x00\x0b\x85\u2028\u200b\u200d\u202e\u2066\ufeff\ud800é́🌧")


@given(WORDS)
def test_it_is_one_clean_line_and_stays_so(value: str) -> None:
    line = one_line(value)
    assert line == one_line(line) == unicodedata.normalize("NFC", line)
    assert line == " ".join(line.split())
    assert not {unicodedata.category(each) for each in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    line.encode()


@given(WORDS, st.integers(2, 40))
def test_it_is_shortened(value: str, length: int) -> None:
    short = shortened(value, length)
    assert len(short) <= length
    assert short == one_line(value) or short.endswith("…")


@given(st.text("\u200b\u200d\u2060\u3164\u00ad\u2800\u115f \t\x00\u0301\ufe0f"))
def test_where_nothing_is_seen_there_is_nothing(value: str) -> None:
    assert one_line(value) == ""


@pytest.mark.parametrize(
    "name", ["王梓萱", "נור", "عبد الرحمن", "👩🏽‍🚀", "Seán O’Neill", "李", "7", "—"]
)
def test_names_of_all_kinds_stay(name: str) -> None:
    assert one_line(name) == name


@pytest.mark.parametrize("value", [None, 7, 1.5, True, [], ["Amira"], {"name": "Amira"}, b"Amira"])
def test_what_is_no_text_is_no_name(value: object) -> None:
    assert one_line(value) == shortened(value, 10) == ""
