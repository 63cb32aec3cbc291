"""Tables of docs/, as tests read them."""

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def first_table(name: str, heading: str = "") -> dict[tuple[str, str], str]:
    """The cells of the first table of a page, or of what stands under one of its headings.

    By the words before their row and above their column.
    """
    text = (DOCS / name).read_text("utf-8")
    lines = (text.partition(f"\n## {heading}\n")[2] if heading else text).splitlines()
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
