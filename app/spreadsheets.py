"""Lines of CSV that are safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from flask import Response

from app.models import now

_WIDE = (
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)
"""As Chinese and Japanese keyboards type them; spreadsheets there read them as the others."""

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", *_WIDE)


def line(cells: Iterable[str]) -> str:
    """One line. No cell is a formula: spreadsheets run what begins with one of these signs."""
    text = io.StringIO()
    csv.writer(text).writerow(f"'{cell}" if cell.startswith(SIGNS) else cell for cell in cells)
    return text.getvalue()


def unguarded(cell: str) -> str:
    """A cell as it was before `line` kept it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(SIGNS) else cell


def attachment(lines: Iterable[str], noun: str) -> Response:
    """The answer that browsers save as a file of today's: courtyard-events-2026-03-04.csv."""
    answer = Response(lines, mimetype="text/csv")
    name = f"courtyard-{noun}-{now().date().isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
