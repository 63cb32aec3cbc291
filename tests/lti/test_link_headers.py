"""Where the next page is, however a platform writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lti.link_headers import links

BASE = "https://lms.example/api/members?limit=5"

NEXT = [
    ('<https://lms.example/Members?Page=2>; rel="next"', "https://lms.example/Members?Page=2"),
    ("<https://lms.example/m?p=2>;rel=next", "https://lms.example/m?p=2"),
    ("<https://lms.example/m?p=2>; REL = NEXT ; title=x", "https://lms.example/m?p=2"),
    ("</api/members?p=2>; rel=next", "https://lms.example/api/members?p=2"),
    ("<?p=2>; rel=next", "https://lms.example/api/members?p=2"),
    ("<https://lms.example/m?a=1&amp;p=2>; rel=“next”", "https://lms.example/m?a=1&p=2"),
    ("<https://b.example/>; rel=“next”".encode().decode("latin-1"), "https://b.example/"),
    ('<https://a.example/>; rel="first", <https://b.example/>; rel="next"', "https://b.example/"),
    ('<https://b.example/,;x>; title="a, <b>; rel=prev"; rel="next"', "https://b.example/,;x"),
    ('<https://b.example/>; rel="prev next"', "https://b.example/"),
    ('<https://b.example/>; rel="next"; rel="last"', "https://b.example/"),
    ("<https://b.example/>; rel=next, <https://c.example/>; rel=next", "https://b.example/"),
]


@pytest.mark.parametrize(("header", "target"), NEXT)
def test_the_next_page(header: str, target: str) -> None:
    assert links(header, BASE)["next"] == target


@pytest.mark.parametrize("header", ["", "next", "<>", "<https://a.example>", "rel=next", "<a; rel"])
def test_no_link(header: str) -> None:
    assert "next" not in links(header, BASE)


@given(st.text(alphabet='<>;,="\\ abnextrl“&/:?[]', max_size=200))
def test_anything_else_is_passed_over(header: str) -> None:
    for relation, target in links(header, BASE).items():
        assert relation
        assert isinstance(target, str)
