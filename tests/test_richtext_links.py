"""Links lead where a reader sees that they lead, and nowhere else."""

import pytest

from app import richtext
from app.richtext import links
from tests.support.allowed_html import assert_allowed, assert_nh3_agrees, read

LINKED = [
    # Words that show the host stay alone; all others are followed by it.
    ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2", None),
    ("<https://example.org>", "https://example.org", None),
    ("[https://example.org](https://example.org)", "https://example.org", None),
    ("[example.org/a](https://example.org/b)", "https://example.org/b", None),
    ("[maths](https://example.org/a)", "https://example.org/a", "example.org"),
    ('[maths](https://example.org/a "My bank")', "https://example.org/a", "example.org"),
    ("[maths](<https://example.org/a b>)", "https://example.org/a%20b", "example.org"),
    ("[](https://example.org)", "https://example.org", None),
    ("[\u200b](https://example.org)", "https://example.org", None),
    ("[x](https://example.org:8080/)", "https://example.org:8080/", "example.org:8080"),
    ("[x](HTTPS://EXAMPLE.ORG./Path)", "https://example.org/Path", "example.org"),
    ("[x](https://example.org?q=1)", "https://example.org?q=1", "example.org"),
    ("[x](http://192.168.1.20/a)", "http://192.168.1.20/a", "192.168.1.20"),
    # Words that name another host do not hide the true one.
    ("[https://school.edu](https://example.org)", "https://example.org", "example.org"),
    (
        "[example.org](https://example.org.evil.net)",
        "https://example.org.evil.net",
        "example.org.evil.net",
    ),
    ("[https://example.org@evil.net](https://evil.net)", "https://evil.net", "evil.net"),
    ("[example.org\u2024evil](https://evil.net)", "https://evil.net", "evil.net"),
    ("[\u200bexample.org](https://example.org)", "https://example.org", "example.org"),
    # Names in other scripts, and look-alikes, are shown as the resolver asks for them.
    ("https://аpple.com", "https://xn--pple-43d.com", "xn--pple-43d.com"),
    ("[x](https://münchen.de/ö)", "https://xn--mnchen-3ya.de/%C3%B6", "xn--mnchen-3ya.de"),
    ("[x](https://ｅｘａｍｐｌｅ。org)", "https://example.org", "example.org"),
    ("[x](https://xn--mnchen-3ya.de)", "https://xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
    # Addresses in a sentence.
    ("See https://example.org/a.", "https://example.org/a", None),
    ("(https://example.org/a_(b))", "https://example.org/a_(b)", None),
    ("(see https://example.org/a)", "https://example.org/a", None),
    ("看https://example.org/a。好", "https://example.org/a", None),
    ("**https://example.org/a**", "https://example.org/a", None),
    ("~~https://example.org/~me~~", "https://example.org/~me", None),
    ("https://example.org/a_b_c", "https://example.org/a_b_c", None),
    ("https://example.org/\\_b\\*c", "https://example.org/_b*c", None),
    ('"https://example.org"', "https://example.org", None),
]


@pytest.mark.parametrize(("source", "href", "host"), LINKED)
def test_a_link_that_leaves(source: str, href: str, host: str | None) -> None:
    body = richtext.render(source).html
    opened = [event for event in read(body) if event[:2] == ("open", "a")]
    assert opened == [
        ("open", "a", (("href", href), ("rel", "noopener noreferrer"), ("target", "_blank")))
    ]
    assert ("<bdi>" in body) == (host is not None)
    assert host is None or f" <bdi>({host})</bdi></a>" in body
    assert_allowed(body)
    assert_nh3_agrees(body)


@pytest.mark.parametrize("place", ["/topics/5", "/topics/5/posts/17", "/activities/4", "/spaces/2"])
def test_a_link_to_a_place_here_stays_in_the_frame(place: str) -> None:
    assert richtext.render(f"[here]({place})").html == f'<p><a href="{place}">here</a></p>\n'


UNLINKED = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "java\\script:alert(1)",
    "vbscript:x",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/png;base64,AAAA",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "ftp://example.org",
    "ws://example.org",
    "tel:000",
    "mailto:someone@example.org",
    "//example.org",
    "/\\example.org",
    "\\\\example.org",
    "http:example.org",
    "http:/example.org",
    "http:///example.org",
    "https:\\\\example.org",
    "https://",
    "https://user@example.org",
    "https://example.org:pass@evil.net",
    "https://example.org\\\\@evil.net",
    "https://example.org%2eevil.net",
    "https://example..org",
    "https://-example.org",
    "https://exa mple.org",
    "https://[::1]/",
    "https://example.org:port/",
    "http://0x7f.1/",
    "http://3232235777/",
    "http://127.1/",
    "https://xn--/",
    "https://" + "a" * 64 + ".org",
    "https://" + "a." * 130 + "org",
    "https://example.org/" + "a" * 1500,
    "https://☃\u0301..org",
    "topics/5",
    "/topics/5/deletion",
    "/topics/../lti/login",
    "/topics/5?x=1",
    "/topics/٥",
    "#top",
    "?x",
    ".",
]


@pytest.mark.parametrize("target", UNLINKED)
@pytest.mark.parametrize("form", ["[x]({})", "[x](<{}>)", "<{}>", "{}"])
def test_what_is_no_link_is_shown_as_typed(form: str, target: str) -> None:
    body = richtext.render(form.format(target))
    # The angle brackets of the form, and the text around, may leave a shorter address that is one.
    assert not any(target in str(event) for event in read(body.html) if event[0] == "open")
    assert_allowed(body.html)
    assert_nh3_agrees(body.html)


@pytest.mark.parametrize("target", UNLINKED)
def test_no_address_for_it(target: str) -> None:
    assert links.address(target.replace("\\\\", "\\")) == ""


def test_an_address_is_kept_as_it_is_kept() -> None:
    for _source, href, _host in LINKED:
        assert links.address(href) == href


def test_links_do_not_hold_links() -> None:
    for inner in ("<https://a.example>", "https://a.example", "[y](https://a.example)"):
        body = richtext.render(f"[{inner}](https://b.example)").html
        assert_allowed(body)
        assert_nh3_agrees(body)


def test_a_link_without_words_shows_its_address() -> None:
    assert richtext.render("[](/topics/5)").text == "/topics/5"


def test_a_backslash_says_that_no_link_is_meant() -> None:
    body = richtext.render("\\https://example.org")
    assert "<a" not in body.html
    assert body.text == "\\https://example.org"


@pytest.mark.parametrize(
    "source",
    [
        "https://bit.ly/abc",
        "[a](https://bit.ly/abc)",
        "<http://tinyurl.com/abc>",
        "[a](//x) https://www.TinyURL.com./abc",
        "https://t.co:443/abc",
        "https://ｔ.ｃｏ/abc",
        "> - *[a](https://maps.app.goo.gl/x)*",
    ],
)
def test_shortened_links_are_refused(source: str) -> None:
    with pytest.raises(richtext.ShortenedLink) as refusal:
        richtext.render(source)
    assert refusal.value.code == "shortened_link"
    assert str(refusal.value.details["host"]) in refusal.value.message % refusal.value.values


@pytest.mark.parametrize(
    "source", ["https://notbit.ly", "https://bit.ly.example.org", "`https://bit.ly/x`", "bit.ly/x"]
)
def test_what_only_resembles_a_shortener_is_fine(source: str) -> None:
    assert richtext.render(source).html
