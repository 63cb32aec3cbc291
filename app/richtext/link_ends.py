"""The helper of markdown-it that looks for the end of an address, made to give up in time.

Stock, it looks to the end of the paragraph from every bracket: 500 unended links before one long
word take ten times as long.
"""

from typing import Any

from markdown_it import helpers

from app.richtext.links import MAX_ADDRESS


class BoundedHelpers:
    """Stands in for the module ``markdown_it.helpers``, with its names."""

    parseLinkLabel = staticmethod(helpers.parseLinkLabel)  # noqa: N815
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> Any:  # noqa: N802
        """Look for an address in the characters that one may have."""
        return helpers.parseLinkDestination(string, pos, min(maximum, pos + MAX_ADDRESS))
