"""The three helpers of markdown-it that look for the end of a link, made to give up in time.

Stock, each looks to the end of the paragraph from every bracket: 500 brackets before 39,000 other
characters take 1.4 s.
"""

from typing import Any

from markdown_it import helpers
from markdown_it.rules_inline import StateInline

from app.richtext.links import MAX_ADDRESS

MAX_LABEL = 1_000
"""Characters of the words of a link."""


class BoundedHelpers:
    """Stands in for the module ``markdown_it.helpers``, with its names."""

    @staticmethod
    def parseLinkLabel(  # noqa: N802
        state: StateInline,
        start: int,
        disableNested: bool = False,  # noqa: N803
    ) -> int:
        """Give the place of the bracket that closes the one at ``start``, or -1."""
        before, state.pos = state.pos, start + 1
        end = _closing_bracket(state, min(state.posMax, start + MAX_LABEL))
        state.pos = before
        return end

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> Any:  # noqa: N802
        """Look for an address in the characters that one may have."""
        return helpers.parseLinkDestination(string, pos, min(maximum, pos + MAX_ADDRESS))

    @staticmethod
    def parseLinkTitle(string: str, start: int, maximum: int) -> Any:  # noqa: N802
        """Look for a title in as many characters as an address may have."""
        return helpers.parseLinkTitle(string, start, min(maximum, start + MAX_ADDRESS))


def _closing_bracket(state: StateInline, last: int) -> int:
    """Step over tokens from the state's place; a link inside makes the bracket around it text."""
    depth = 1
    while state.pos < last:
        place = state.pos
        sign = state.src[place]
        depth -= sign == "]"
        if depth == 0:
            return place
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos != place + 1:
            return -1
        depth += sign == "["
    return -1
