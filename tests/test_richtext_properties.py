"""Whatever is typed: nothing but the allow-list comes out, and no words are lost."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app import richtext
from app.richtext import links
from app.richtext.sanitizer import sanitized
from tests.support.allowed_html import assert_allowed, assert_nh3_agrees, words

MARKS = ["*", "**", "_", "__", "~~", "`", "``", "```", "~~~", "\\", "[", "]", "](", "(", ")", "!["]
BLOCKS = [
    "\n",
    "\n\n",
    "  \n",
    "\r\n",
    "# ",
    "###### ",
    "> ",
    "- ",
    "1. ",
    "  ",
    "    ",
    "\t",
    "---",
]
ADDRESSES = [
    "https://example.org/a_b(c)",
    "http://",
    "https://user@example.org",
    "<https://example.org>",
    "/topics/5/posts/17",
    "//example.org",
    "javascript:alert(1)",
    "data:text/html,x",
    "java&#115;cript:",
    "https://münchen.de",
    '"title"',
]
TAGS = ["<p>", "</p>", "<a href='", "'>", "</a>", "<svg>", "<math>", "<style>", "</style>", "<li>"]
MORE_TAGS = [
    "<!--",
    "-->",
    "<script>",
    "<img src=x onerror=alert(1)>",
    "<em x=1>",
    "<ol start=",
    ">",
]
ODD = [
    "&",
    "&lt;",
    "&#60;",
    "&amp;lt;",
    "\x00",
    "\u202e",
    "\u200d",
    "e\u0301",
    "\u0344",
    '"',
    "'",
    "<",
]

fragments = st.sampled_from([*MARKS, *BLOCKS, *ADDRESSES, *TAGS, *MORE_TAGS, *ODD, "a", "b c", "é"])
hostile = st.lists(fragments | st.text(max_size=3), max_size=40).map("".join)
anything = st.text(max_size=300) | hostile


def rendered(source: str) -> richtext.RichText | None:
    try:
        return richtext.render(source)
    except richtext.Unacceptable:
        return None


@given(anything)
@settings(max_examples=400)
def test_only_the_allow_list_comes_out(source: str) -> None:
    body = rendered(source)
    if body:
        assert_allowed(body.html)
        assert_nh3_agrees(body.html)


@given(anything)
@settings(max_examples=300)
@example("\u0344" * 9)
@example("\u0cc6" * 9 + "\u0cc2")
def test_what_is_kept_renders_the_same_again(source: str) -> None:
    body = rendered(source)
    if body:
        assert richtext.render(body.source) == body
        assert richtext.clean_html(body.html) == body.html
        body.source.encode("utf-8")


@given(anything)
@settings(max_examples=300)
def test_the_words_are_those_of_the_html(source: str) -> None:
    body = rendered(source)
    if body and "<bdi>" not in body.html:
        assert words(body.html).split() == body.text.split()


@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs"]), max_size=300))
def test_plain_words_come_through_unchanged(source: str) -> None:
    body = rendered(source)
    if body:
        assert body.text.split() == body.source.split()


@given(hostile)
@settings(max_examples=300)
def test_bleach_alone_leaves_only_the_allow_list(html: str) -> None:
    clean = sanitized(html)
    assert_allowed(clean)
    assert_nh3_agrees(clean)


@given(anything)
def test_an_address_is_ascii_and_stays_as_it_is(typed: str) -> None:
    kept = links.address(typed)
    assert kept.isascii()
    assert kept == "" or links.address(kept) == kept
    assert kept == "" or kept.startswith(("http://", "https://", "/"))
    assert "@" not in links.host_of(kept)


@given(st.text(max_size=300), st.integers(min_value=2, max_value=200))
def test_an_excerpt_fits(text: str, length: int) -> None:
    beginning = richtext.excerpt(text, length)
    assert len(beginning) <= length
    assert " ".join(text.split()).startswith(beginning.removesuffix("…"))
