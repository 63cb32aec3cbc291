"""Points as people type them: with a point or a comma, in the digits of their own script."""

import re
import unicodedata

MOST_DECIMALS = 2
LONGEST = 40
"""In characters; more is no number that anybody means."""

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.([0-9]*))?|\.([0-9]+)")


class NotPoints(ValueError):
    """What was typed is no number of points; ``code`` says why.

    It is ``missing``, ``not_a_number``, ``negative``, ``too_many`` or ``too_exact``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(text: str, maximum: float) -> float:
    """The points, from 0 to ``maximum``, with two decimals at most. Raises NotPoints."""
    typed = "".join(map(_plain, text.strip()[: LONGEST + 1]))
    if not typed:
        raise NotPoints("missing")
    if len(typed) > LONGEST:
        raise NotPoints("not_a_number")
    if typed[0] in "-\N{MINUS SIGN}" and _NUMBER.fullmatch(typed[1:]):
        raise NotPoints("negative")
    number = _NUMBER.fullmatch(typed)
    if number is None:
        raise NotPoints("not_a_number")
    if len((number[1] or number[2] or "").rstrip("0")) > MOST_DECIMALS:
        raise NotPoints("too_exact")
    if float(typed) > maximum:
        raise NotPoints("too_many")
    return float(typed)


def _plain(character: str) -> str:
    """A digit of any script as an ASCII digit, a decimal comma as a point."""
    if character in ",\N{ARABIC DECIMAL SEPARATOR}":
        return "."
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
