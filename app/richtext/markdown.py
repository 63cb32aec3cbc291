"""Markdown to HTML: CommonMark without what surprises a child or hides something from a reader."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token
from markdown_it.utils import EnvType

from app.richtext import links
from app.richtext.bare_addresses import bare_address
from app.richtext.errors import TooComplex
from app.richtext.limits import MAX_NESTING, SIGNS
from app.richtext.link_ends import BoundedHelpers
from app.richtext.link_hosts import inline_words, show_hosts
from app.richtext.renderer import Renderer

# No raw HTML and no entities: what looks like HTML is shown as typed. No reference definitions:
# they hide an address far from its link, and make parsers slow. No indented code and no underlined
# headings: children indent paragraphs, and draw lines below words.
_OFF = ("html_block", "html_inline", "entity", "reference", "code", "lheading", "image")

# Where a rule of ours can begin. Stock, the parser tries its rules at = and + and @ too.
_SIGN = re.compile(f"[\n{re.escape(SIGNS)}]")

# A page has its own h1 and h2.
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}


class _Parser(MarkdownIt):
    """markdown-it with our own idea of an address."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return links.address(url)

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return bool(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@dataclass(frozen=True)
class Parsed:
    """A parsed source: HTML that is still to be cleaned, and the words alone."""

    html: str
    text: str


def parse(source: str) -> Parsed:
    """Parse a normalised source. Raises TooComplex for deep nesting, and ShortenedLink."""
    env: EnvType = {}
    tokens = _PARSER.parse(source, env)
    deepest = max((token.level for token in tokens if token.nesting == 1), default=0)
    if deepest > MAX_NESTING:  # the parser leaves out what lies two levels deeper
        raise TooComplex("nesting", MAX_NESTING, deepest)
    return Parsed(_PARSER.renderer.render(tokens, _PARSER.options, env), _words(tokens))


def _words(tokens: list[Token]) -> str:
    """The text of every block, each from a new line."""
    blocks = (
        inline_words(token.children or []) if token.type == "inline" else token.content.rstrip()
        for token in tokens
        if token.type in ("inline", "fence")
    )
    return "\n".join(blocks)


def _address_in_brackets(state: StateInline, silent: bool) -> bool:
    """``<https://example.org>`` is a link, but not among the words of another."""
    return state.linkLevel == 0 and autolink(state, silent)


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)


def _parser() -> MarkdownIt:
    parser = _Parser(
        "commonmark",
        {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": MAX_NESTING + 2},
        renderer_cls=Renderer,
    )
    parser.inline.terminator_re = _SIGN
    parser.helpers = BoundedHelpers  # type: ignore[assignment]
    parser.enable("strikethrough").disable(_OFF)
    parser.inline.ruler.at("autolink", _address_in_brackets)
    parser.inline.ruler.after("text", "bare_address", bare_address)
    parser.core.ruler.push("lower_headings", _lower_headings)
    parser.core.ruler.push("show_hosts", show_hosts)
    return parser


_PARSER = _parser()
