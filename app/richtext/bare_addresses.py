"""Addresses that stand in the text by themselves become links.

Our own rule, because linkify-it takes time that grows with the square of its input.
"""

import re

from markdown_it.rules_inline import StateInline

from app.richtext import links

# A backslash before it says that no link is meant.
_SCHEME = re.compile(r"(?:\A|.*[^a-z0-9+.\\-])(https?)\Z", re.I | re.S)

# What the editor escapes (\_) belongs to the address; what formats or closes around it does not.
_CLOSERS = "\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
_REST = re.compile(
    r"://(?:\\[!-/:-@\[-`{-~]|~(?!~)|[^\s<>\"`*~\\\[\]{}|^"
    + _CLOSERS
    + f"]){{1,{links.MAX_ADDRESS}}}"
)
_ESCAPED = re.compile(r"\\(.)")
_AFTER = frozenset(".,:;!?'_\\…’”»)")


def bare_address(state: StateInline, silent: bool) -> bool:
    """An inline rule of markdown-it: at the colon of ``https://…`` make a link of the address."""
    match = _REST.match(state.src, state.pos, state.posMax) if state.linkLevel == 0 else None
    scheme = _SCHEME.match(state.src, max(0, state.pos - 6), state.pos) if match else None
    if match is None or scheme is None:
        return False
    rest = _without_end(match[0])
    typed = scheme[1] + _ESCAPED.sub(r"\1", rest)
    href = links.address(typed)
    if not href:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        _push_link(state, href, typed)
    state.pos += len(rest)
    return True


def _without_end(rest: str) -> str:
    """Leave off the punctuation of the sentence, and a bracket that was opened before."""
    end = len(rest)
    surplus = rest.count(")") - rest.count("(")
    while rest[end - 1] in _AFTER and (rest[end - 1] != ")" or surplus > 0):
        surplus -= rest[end - 1] == ")"
        end -= 1
    return rest[:end]


def _push_link(state: StateInline, href: str, words: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1)
