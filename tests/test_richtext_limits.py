"""How much one post holds: generous to writers, closed to what would keep the server busy."""

import sys
from types import FrameType

import pytest

from app import richtext
from app.richtext import limits

PARAGRAPH = (
    'Then the **wombat** said, "We don\'t need a boat: we can *walk* through the river & back." '
    "Nobody believed it (not even ~~me~~ us).\n\n"
)

FITS = {
    "300 paragraphs": ("word " * 25 + "end.\n\n") * 300,
    "300 paragraphs in a script without spaces": ("字" * 130 + "\n\n") * 300,
    "200 paragraphs with formatting and speech": PARAGRAPH * 200,
    "a poem of 1,000 lines": "And then it rained\n" * 1_000,
    "a list of 500": "- one more thing\n" * 500,
    "a play": "**ROMEO:** But soft! What light through yonder window breaks?\n\n" * 300,
    "200 links": "See https://example.org/a/b?c=d\n\n" * 200,
    "code of 240 lines": "```\n" + "if x[1] < 3: y = x[2] * 4  # why\n" * 240 + "```",
    "one word": "a" * limits.MAX_CHARACTERS,
    "a quote in a quote in a quote": "> > > because\n> > so what\n> indeed\n" * 100,
    "four lists in each other": "- a\n  - b\n    - c\n      - d\n" * 50,
}


@pytest.mark.parametrize("name", FITS)
def test_what_a_class_may_write_fits(name: str) -> None:
    body = richtext.render(FITS[name])
    assert len(body.text) > 300
    assert richtext.clean_html(body.html) == body.html


@pytest.mark.parametrize(
    "source", ["a" * 40_001, "a\r\n" * 20_001, "a" * 1_000_000, "\u0958" * 30_000]
)
def test_too_long(source: str) -> None:
    with pytest.raises(richtext.TooLong) as refusal:
        richtext.render(source)
    assert refusal.value.code == "too_long"
    assert refusal.value.details["limit"] == richtext.MAX_CHARACTERS == 40_000
    assert int(refusal.value.details["actual"]) > 40_000
    assert "40000" in refusal.value.message % refusal.value.values


def test_line_ends_and_space_around_do_not_count() -> None:
    assert (
        richtext.render("  \r\n" * 90 + "a" * 39_000 + "\r\n" * 900 + "b").source.count("\n") == 900
    )


HOSTILE = [
    ("lines", "a\n" * 1_300),
    ("lines", "\n".join(["- a"] * 1_201)),
    ("marks", ">" * 1_501),
    ("marks", "- " * 1_501),
    ("marks", "- - - - a\n" * 400),
    ("marks", "1. > 2) a\n" * 600),
    ("brackets", "[" * 501),
    ("brackets", "![a](" * 501),
    ("brackets", "[a](/topics/1)" * 501),
    ("links", "https://é.org " * 251),
    ("links", "<http://" * 251),
    ("signs", "*" * 3_001),
    ("signs", "*_" * 1_501),
    ("signs", "\\<" * 1_501),
    ("signs", "~~a" * 1_501),
    ("signs", "`a" * 3_001),
    ("signs", "<" * 3_001),
    ("signs", "]" * 3_001),
    ("signs", "&" * 2_001),
    ("signs", ">a" * 2_010),
    ("nesting", ">" * 9 + "a"),
    ("nesting", "- - - - - a"),
    ("nesting", "".join("  " * depth + "- a\n" for depth in range(9))),
    ("nesting", "*a **a " * 40 + "b" + " a** a*" * 40),
    ("formatting", "*a* " * 1_010),
    ("formatting", "a\n\n" * 599 + "*a* " * 500),
]


@pytest.mark.parametrize(("what", "source"), HOSTILE)
def test_too_complex(what: str, source: str) -> None:
    with pytest.raises(richtext.TooComplex) as refusal:
        richtext.render(source)
    error = refusal.value
    assert error.code == "too_complex"
    assert error.details["what"] == what
    assert int(error.details["actual"]) > int(error.details["limit"])
    assert str(error.details["limit"]) in error.message % error.values


def test_addresses_may_not_make_the_html_long() -> None:
    with pytest.raises(richtext.TooComplex):
        richtext.render(("https://example.org/" + "é" * 100 + " ") * 200)


@pytest.mark.parametrize("depth", range(1, 9))
def test_nothing_is_left_out_at_any_depth(depth: int) -> None:
    assert richtext.render("> " * depth + "deep").text == "deep"
    if depth <= 4:
        assert richtext.render("- " * depth + "deep").text == "deep"


@pytest.mark.parametrize(
    "html",
    [
        "<p>a",
        "a</p>",
        "<p><em>a</p></em>",
        "<p>a<",
        "<P>a</P>",
        "<p class=x>a</p>",
        "<p title='<'>a</p>",
        "<!-- a -->",
        "<ul><li>" * 500,
        "<em>" * 33 + "</em>" * 33,
        "<br>" * 2_001,
        "&amp;" * 2_001,
        "a" * 64_001,
        f'<p title="{"a" * 2_100}">a</p>',
        "&#" + "1" * 5_000 + ";",
    ],
)
def test_html_that_would_need_repair_or_much_work_is_refused(html: str) -> None:
    with pytest.raises(richtext.TooComplex):
        richtext.clean_html(html)


def work(source: str) -> int:
    """Count the calls that rendering makes: a measure of work that no slow machine changes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        richtext.render(source)
    except richtext.Unacceptable:
        pass
    finally:
        sys.setprofile(before)
    return calls


AT_THE_LIMIT = {
    "brackets before other signs": "<[" * 499 + "=" * 39_000,
    "links that do not end": "[a](" * 499 + "x" * 38_000,
    "titles that do not end": '[a](b "' * 499 + "x" * 36_000,
    "brackets before signs": "a[ " * 499 + "a_b " * 2_490 + "x\n" * 1_000,
    "brackets": "[" * 499 + "]" * 499 + ":" * 2_000,
    "emphasis": "*a **a" * 999 + "y z " * 8_000,
    "delimiters": "*_" * 1_499 + "a" * 37_000,
    "backticks": "".join("`" * run + "a" for run in range(1, 76)) + "b" * 36_000,
    "lazy quotes": ">" * 8 + "a\n" * 1_190,
    "quoted lists": "> - a\n" * 749 + "x" * 35_000,
    "lists": "- - - - a\n" * 370 + "x" * 36_000,
    "one-character words": "a=" * 20_000,
    "addresses": "https://é.org " * 250,
    "an address": "https://" + "(" * 20_000 + ")" * 19_900,
    "line breaks": "a\\\n" * 1_190,
    "entities": "&" * 2_000 + "a" * 38_000,
    "marks on a letter": "a" + "\u0315\u0300" * 19_900,
}


@pytest.mark.parametrize("name", AT_THE_LIMIT)
def test_work_at_the_limit_is_bounded(name: str) -> None:
    """Calls stand for seconds, which ``bench/richtext.py`` measures."""
    assert work(AT_THE_LIMIT[name]) < 1_000_000
