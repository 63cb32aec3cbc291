"""What stands in templates, read from their sources."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from jinja2 import nodes

from tests.architecture.reading import GETTEXT, PROJECT, environment, templates
from tests.support.wording import is_for_people

LONGEST = 60
FORBIDDEN = {
    r"\|\s*safe\b": "clean it with app.richtext, and show it with clean_body()",
    r"autoescape": "everything is escaped; what is HTML says so itself, by clean_body()",
    r"\bMarkup\b": "only app.richtext says that something is HTML",
    r"\sstyle\s*=": "no inline styles: give it a class, and the class a rule in assets/css/",
    r"<style": "no inline styles: assets/css/ is the place",
    r"\son[a-z]+\s*=": "no inline handlers: a controller in assets/js/ listens",
    r"<script(?![^>]*\ssrc=)": "no inline scripts: assets/js/ is the place",
    r"(https?:)?//[a-z]": "nothing comes from another site: bundle it in assets/",
    r"javascript:": "no code in addresses",
    r"\.(own_name|given_name|user\b)": "ask shown_name(): a name depends on who looks",
}

Found = Iterator[tuple[str, str]]


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_nothing_forbidden_stands_in_a_template(pattern: str) -> None:
    found = [
        f"{name}:{source[: match.start()].count(chr(10)) + 1} {match.group()!r}"
        for name, source in templates().items()
        for match in re.finditer(pattern, source)
    ]
    assert not found, f"{FORBIDDEN[pattern]}: {found}"


EXAMPLES = [
    "{{ post.body_html|safe }}",
    "{{ post.body_html | safe }}",
    "{% autoescape false %}",
    "{{ Markup(words) }}",
    '<p style="color: red">',
    "<style>p {}</style>",
    '<button onclick="go()">',
    "<script>go()</script>",
    '<img src="https://example.org/a.png">',
    '<link href="//example.org/a.css">',
    '<a href="javascript:go()">',
    "{{ author.own_name }}",
    "{{ member.user.name }}",
]


def test_every_forbidden_pattern_has_an_example_that_it_catches() -> None:
    for pattern in FORBIDDEN:
        assert any(re.search(pattern, example) for example in EXAMPLES), pattern
    for example in EXAMPLES:
        assert any(re.search(pattern, example) for pattern in FORBIDDEN), example


def test_templates_are_short() -> None:
    long = [name for name, source in templates().items() if source.count("\n") > LONGEST]
    assert not long, f"over {LONGEST} lines; take a part out, with a name of its own: {long}"


def test_every_template_is_used() -> None:
    code = "".join(path.read_text() for path in (PROJECT / "app").rglob("*.py"))
    everything = code + "".join(templates().values())
    for name in templates():
        assert re.search(rf"['\"]{name.removeprefix('templates/')}['\"]", everything), (
            f"nothing renders or includes {name}: delete it"
        )


def test_styles_load_nothing_from_another_site() -> None:
    for path in (PROJECT / "assets" / "css").rglob("*.css"):
        found = re.findall(
            r"url\(\s*['\"]?(?:https?:)?//[^)]*|@import\s+['\"]https?:[^;]*", path.read_text()
        )
        assert not found, f"{path.name} loads {found}: take the file from npm into the bundle"


def test_scripts_hold_no_words_for_people() -> None:
    shown = re.compile(
        r"(?:textContent|innerText|innerHTML|title|placeholder|ariaLabel)\s*=\s*(['\"`])[^'\"`]*[a-z]{2}"
        r"|setAttribute\(\s*['\"](?:aria-label|title|placeholder|alt)['\"]\s*,\s*['\"`]"
    )
    for path in (PROJECT / "assets" / "js").rglob("*.js"):
        found = shown.search(path.read_text())
        assert not found, (
            f"{path.name} says {found.group()!r}: let the template put the translated words into a "  # type: ignore[union-attr]
            "data- attribute, and read them from there"
        )


class Skeleton(HTMLParser):
    """Collects the texts and the spoken attributes of a template without its Jinja."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value or "" for name, value in attrs if is_for_people(tag, name, value or "")
        ]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def bare_words(source: str) -> list[str]:
    """The words that a template shows as they stand in it, in its HTML or in an expression."""
    texts = Skeleton(without_jinja(source)).found
    bare = [text.strip() for text in texts if any(letter.isalpha() for letter in text)]
    return bare + list(_bare_constants(environment().parse(source)))


def without_jinja(source: str) -> str:
    """The HTML alone. What {% trans %} holds is translated; an …_attributes block is in a tag."""
    source = re.sub(r"{% block \w+_attributes %}(.*?){% endblock %}", r"<x \1>", source)
    kept, is_trans = [], False
    for _line, kind, value in environment().lex(source):
        if kind == "name" and value in ("trans", "endtrans"):
            is_trans = value == "trans"
        if kind == "data" and not is_trans:
            kept.append(value)
    return "".join(kept)


def _bare_constants(tree: nodes.Template) -> Iterator[str]:
    """Constants with a capital that an expression may come to: {{ 'Yes' if … else _('No') }}."""
    for output in tree.find_all(nodes.Output):
        for expression in output.nodes:
            for value in _values(expression):
                if isinstance(value, nodes.Const) and re.match(r"[A-Z][a-z]", str(value.value)):
                    yield str(value.value)


def _values(node: nodes.Node) -> Iterator[nodes.Node]:
    """The parts of an expression that can become its value; not what calls are given."""
    if isinstance(node, nodes.Call):
        if getattr(node.node, "name", "") not in GETTEXT:
            yield node
    elif isinstance(node, nodes.CondExpr):
        yield from _values(node.expr1)
        yield from _values(node.expr2) if node.expr2 else ()
    elif isinstance(node, nodes.TemplateData):
        return
    else:
        yield node
        for child in node.iter_child_nodes():
            yield from _values(child)


def test_every_word_goes_through_gettext() -> None:
    for name, source in templates().items():
        bare = bare_words(source)
        assert not bare, f"{name}: write {{{{ _('…') }}}} round {bare}"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ _('Hello') }} · #{{ number }}</p>", []),
        ("<a title='Go'>{{ name }}</a>", ["Go"]),
        ("<a class='go' href='/go'>{{ _('Go') }}</a>", []),
        ("<p data-saved='Draft saved'></p>", ["Draft saved"]),
        ("<p data-controller='submit-once draft'></p>", []),
        ("{{ 'Locked' if x else _('Open') }}", ["Locked"]),
        ("{{ name or 'Nobody' }}", ["Nobody"]),
        ("{{ button('/posts', _('Send')) }}", []),
        ("{% trans %}Hello{% endtrans %}", []),
    ],
)
def test_bare_words_are_found(source: str, words: list[str]) -> None:
    assert bare_words(source) == words
