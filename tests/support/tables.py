"""Tables of docs/, as tests read them."""

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def first_table(name: str) -> dict[tuple[str, str], str]:
    """The cells of a page's first table, by the words before their row and above their column."""
    lines = (DOCS / name).read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| "))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    head, _rule, *body = rows
    return {
        (row[0], column): cell
        for row in body
        for column, cell in zip(head[1:], row[1:], strict=True)
    }
