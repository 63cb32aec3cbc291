"""What becomes of what children type, and of what the editor writes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app import richtext
from tests.support.allowed_html import assert_allowed, assert_nh3_agrees

RENDERED = [
    ("Hello", "<p>Hello</p>"),
    ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
    ("hard\\\nbreak", "<p>hard<br>\nbreak</p>"),
    ("**b** __b__ *i* _i_", "<p><strong>b</strong> <strong>b</strong> <em>i</em> <em>i</em></p>"),
    ("***both***", "<p><em><strong>both</strong></em></p>"),
    ("~~gone~~", "<p><s>gone</s></p>"),
    ("a_snake_case 2 * 3 * 4", "<p>a_snake_case 2 * 3 * 4</p>"),
    (
        "# One\n## Two\n### Three\n###### Six",
        "<h3>One</h3>\n<h4>Two</h4>\n<h5>Three</h5>\n<h5>Six</h5>",
    ),
    ("#hashtag", "<p>#hashtag</p>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ("7) a", '<ol start="7">\n<li>a</li>\n</ol>'),
    ("- a\n  1. b", "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>"),
    ("> said\n> twice", "<blockquote>\n<p>said<br>\ntwice</p>\n</blockquote>"),
    ("`x < 1 && y`", "<p><code>x &lt; 1 &amp;&amp; y</code></p>"),
    ("```py\nif x < 1:\n    pass\n```", "<pre><code>if x &lt; 1:\n    pass\n</code></pre>"),
    ("~~~\nfence\n~~~", "<pre><code>fence\n</code></pre>"),
    ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
    ("Title\n---\nText", "<p>Title</p>\n<hr>\n<p>Text</p>"),
    ("Title\n===", "<p>Title<br>\n===</p>"),
    ("    An indented beginning", "<p>An indented beginning</p>"),
    ("\tA tab", "<p>A tab</p>"),
    ("<b>not bold</b>", "<p>&lt;b&gt;not bold&lt;/b&gt;</p>"),
    ("<!-- seen -->", "<p>&lt;!-- seen --&gt;</p>"),
    ("&copy; &#60; AT&T", "<p>&amp;copy; &amp;#60; AT&amp;T</p>"),
    ('He said "it\'s"', '<p>He said "it\'s"</p>'),
    ("\\*stars\\* \\<tag\\>", "<p>*stars* &lt;tag&gt;</p>"),
    ("![a cat](https://example.org/cat.png)", None),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "<p>| a | b |<br>\n|---|---|<br>\n| 1 | 2 |</p>"),
    ("[a]: https://example.org 'hidden'\n\n[a]", None),
    ("= + - : @ ! $ % ^ { } \" '", "<p>= + - : @ ! $ % ^ { } \" '</p>"),
    ("مرحبا **بكم** 👩‍👧‍👦 नमस्ते", "<p>مرحبا <strong>بكم</strong> 👩‍👧‍👦 नमस्ते</p>"),
]


@pytest.mark.parametrize(("source", "html"), RENDERED)
def test_source_becomes_html(source: str, html: str | None) -> None:
    body = richtext.render(source).html
    assert html is None or body == html + "\n"
    assert_allowed(body)
    assert_nh3_agrees(body)


def test_an_image_is_no_more_than_a_link() -> None:
    assert "<img" not in richtext.render("![a cat](https://example.org/cat.png)").html


def test_a_reference_definition_is_shown_as_typed() -> None:
    body = richtext.render("[home]: https://example.org\n\nSee [home]")
    assert body.text == "[home]: https://example.org\nSee [home]"
    assert body.html.count("<a ") == 1


KEPT = [
    ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
    ("  \n\n  first\nlast  \n\n", "  first\nlast"),
    ("e\u0301te\u0301", "été"),
    ("nul\x00 bell\x07 esc\x1b del\x7f c1\x9f", "nul bell esc del c1"),
    ("safe\u202egnp.exe\u202c \u2067x\u2069 \ufeffbom", "safegnp.exe x bom"),
    ("\u200fשלום\u200e", "\u200fשלום\u200e"),
    ("می\u200cخواهم 👩\u200d🚀", "می\u200cخواهم 👩\u200d🚀"),
    ("lone \ud800 half \ufffe \ufdd0 \U0001ffff", "lone  half"),
    ("Z" + "\u0337" * 40 + "algo", "Z" + "\u0337" * 8 + "algo"),
    ("tab\tstays", "tab\tstays"),
]


@pytest.mark.parametrize(("typed", "kept"), KEPT)
def test_source_is_kept_in_one_form(typed: str, kept: str) -> None:
    body = richtext.render(typed)
    assert body.source == kept
    assert richtext.render(kept) == body
    body.html.encode("utf-8")


def test_the_words_alone() -> None:
    source = "# Title\n\nSome **bold**, a [link](/topics/5).\nNext\n\n- one\n- two\n\n```\nx\n```"
    assert richtext.render(source).text == "Title\nSome bold, a link.\nNext\none\ntwo\nx"


@pytest.mark.parametrize(
    "source",
    [
        "",
        " \n\t\n",
        "\u200b\u200d\ufeff",
        "\u3164\u2800\u115f",
        "\u0301",
        "---",
        "```\n```",
        "[]()",
        ">",
        "- ",
    ],
)
def test_what_nobody_would_see_is_empty(source: str) -> None:
    with pytest.raises(richtext.Empty) as refusal:
        richtext.render(source)
    assert refusal.value.code == "empty"
    assert refusal.value.message % refusal.value.values


@pytest.mark.parametrize("source", ["👍", "?", "1", "漢", "ب", "`x`", "\\*"])
def test_one_sign_is_enough(source: str) -> None:
    assert richtext.render(source).text


def test_many_threads_render_alike() -> None:
    sources = [f"**{number}** [a](https://example.org/{number}) ~~b~~" for number in range(40)]
    expected = [richtext.render(source) for source in sources]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(richtext.render, sources)) == expected


EXCERPTS = [
    ("short", 140, "short"),
    ("two\n\nlines  here", 140, "two lines here"),
    ("one two three four", 12, "one two…"),
    ("one two, three four", 10, "one two…"),
    ("abcdefghijkl", 6, "abcde…"),
    ("👩\u200d🚀👩\u200d🚀👩\u200d🚀", 6, "👩\u200d🚀…"),
    ("नमस्ते" * 5, 5, "नम…"),
    ("", 140, ""),
]


@pytest.mark.parametrize(("text", "length", "beginning"), EXCERPTS)
def test_excerpts(text: str, length: int, beginning: str) -> None:
    assert richtext.excerpt(text, length) == beginning
    assert len(richtext.excerpt(text, length)) <= length
