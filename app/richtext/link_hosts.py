"""Every link shows where it leads."""

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.richtext import links
from app.richtext.errors import ShortenedLink
from app.richtext.source import is_visible


def show_hosts(state: StateCore) -> None:
    """A core rule of markdown-it: note the host of each link whose words do not show it.

    Raises ShortenedLink.
    """
    for block in state.tokens:
        if any(token.type == "link_open" for token in block.children or ()):
            block.children = _with_hosts(block.children or [])


def _with_hosts(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    address, start = "", 0
    for token in tokens:
        if token.type == "link_open":
            address, start = str(token.attrGet("href") or ""), len(kept)
            token.attrs = {"href": address}  # a title would show on hover only, and may lie
        elif token.type == "link_close":
            words = inline_words(kept[start:])
            if address and not is_visible(words):  # nobody could see such a link
                words = address
                kept.append(Token("text", "", 0, content=address))
            token.meta["host"] = _hidden_host(address, words)
        if address or not token.type.startswith("link_"):  # []() has words at most
            kept.append(token)
    return kept


def _hidden_host(address: str, words: str) -> str:
    """Give the host that a link leads to, or "" where its words show it."""
    host = links.host_of(address)
    if links.is_shortener(host):
        raise ShortenedLink(host)
    return "" if links.shows_host(words, address) else host


def inline_words(tokens: list[Token]) -> str:
    """Give the text of inline tokens."""
    return "".join("\n" if token.type.endswith("break") else token.content for token in tokens)
