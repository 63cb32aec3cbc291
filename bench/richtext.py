"""``python -m bench.richtext``: the worst that hostile texts can cost, at the limits.

Each family is one piece repeated until a limit stops it, then filled up with plain text. Prints
processor seconds, the least of three runs, worst first; fails where one takes over half the bar.
"""

import contextlib
import random
import sys
import time
from collections.abc import Callable, Iterator

from app import richtext
from app.richtext import limits

BAR = 0.5
"""Processor seconds that no text may take. Half of it is left for slower machines."""

FILLINGS = ("", "x", "y z ", "= ", "é", "\n")
MIXTURES = 300
PIECES = (
    *("[", "]", "[]", "[]()", "[a](", "[a](b", "[a](<b", '[a](b "c', "[a](\\(", "![", "](", "[a\n"),
    *("[a](https://e.org)", '[a](https://e.org/?q=1&r "t") ', "[[a](/topics/1)", "[a]: b 'c\n"),
    *(
        "*",
        "**a",
        "a**",
        "*a ",
        "a* ",
        "*a **a",
        "**x* ",
        "a**b c* ",
        "*_",
        "_a ",
        "a_ ",
        "***a** ",
    ),
    *("~~a", "a~~ ", "*~~a", "`", "`a", "``a`", "\\", "\\*", "*[", "[*", "`[", "<[", "[<", "[\\"),
    *("<", "<a ", "<http:", "<http://e.org>", "<!--", "&", "&amp;", "&#1;", '"', "x - y: z! "),
    *("https://e.org ", "https://é.org ", "http://", "://", "a:", "https://e.org/(((", "https:// "),
    *(
        "> ",
        ">",
        ">a\n",
        "> > a\n",
        "> a\n>\n",
        "- ",
        "- a\n",
        "-\n",
        "- - a\n",
        "> - a\n",
        "* a\n+ b\n",
    ),
    *(
        "1. a\n",
        "1. - a\n",
        "- a\n\n",
        "- a\n  b\n",
        "# a\n",
        "#\n",
        "---\n",
        "* * *\n",
        "```\n",
        "``` `\n",
    ),
    *(
        "a\n",
        "a\n\n",
        "\n",
        "  \n",
        "a\\\n",
        "\t-\t",
        ">" * 8 + "a\n",
        ">" * 8 + "\n",
        "- " * 4 + "a\n",
    ),
    *("=", "a", "0.", "(", "é", "a\u0301", "\u0315\u0300", "中", "😀", "\u200d", "\u202e"),
)
TREES = (
    *("<p>a</p>", "a<br>", "<hr>", "<ol><li>a</li></ol>", "<em>a</em>", "&lt;", "&quot;", "&#1;"),
    *("<p><em>a<strong>b<s>c</s></strong></em></p>", "<em><p>a</p></em>", "<a>a</a>", "<b>a</b>"),
    *(
        '<a href="https://e.org/">a</a>',
        '<em id="1">a</em>',
        '<a href="x&amp;y">a</a>',
        "<p><ul></ul></p>",
    ),
    *("<ul>" * 32 + "</ul>" * 32, "<em>" * 32 + "</em>" * 32, "<a>" * 32 + "</a>" * 32),
    *("<li><a><p><em>" * 8 + "</em></p></a></li>" * 8, "<svg><style></style></svg>"),
    *(
        f'<p title="{"a" * 2_000}">a</p>',
        f'<p title="{"&" * 1_900}">a</p>',
        "<p><a><p></p></a></p>",
    ),
)


def main() -> int:
    """Print every family that takes over a tenth of the bar; the exit status says if all hold."""
    found = sorted(set(markdown_figures()) | set(html_figures()), reverse=True)
    for seconds, name in found:
        if seconds > BAR / 10:
            print(f"{seconds:6.3f} s  {name}")
    print(f"\n{len(found)} families; the worst takes {found[0][0] / BAR:.0%} of {BAR} s")
    return 0 if found[0][0] <= BAR / 2 else 1


def markdown_figures() -> Iterator[tuple[float, str]]:
    """Time each piece, mixtures of pieces, and lead-ins that later pieces depend on."""
    chosen = random.Random(1)
    mixtures = (chosen.choices(PIECES, k=chosen.randint(2, 4)) for _ in range(MIXTURES))
    for piece in (*PIECES, *("".join(mixture) for mixture in mixtures)):
        for lead in ("", "> " * 8, "- " * 4):
            filling = chosen.choice(FILLINGS)
            text = filled(lead + repeated(piece, fits_source, lead), filling)
            yield least(richtext.render, text), f"{lead}{piece!r} filled with {filling!r}"


def html_figures() -> Iterator[tuple[float, str]]:
    """Time the cleaning of HTML that passes the scan, and of some that does not."""
    for tree in TREES:
        html = repeated(tree, fits_html)
        yield least(richtext.clean_html, html), f"HTML {tree[:60]!r}"
    yield least(richtext.clean_html, "<ul><li>" * 8_000), "HTML refused"
    yield least(richtext.render, "a\u0315\u0300" * 40_000), "marks refused"


def repeated(piece: str, fits: Callable[[str], bool], lead: str = "") -> str:
    """Give the piece as often as the limits let it follow the lead."""
    low, high = 1, limits.MAX_HTML_CHARACTERS // len(piece) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(lead + piece * middle) else (low, middle)
    return piece * low


def fits_source(text: str) -> bool:
    """Whether the scan of the source lets the text through."""
    try:
        limits.check_source(text)
    except richtext.TooComplex:
        return False
    return len(text) <= limits.MAX_CHARACTERS


def fits_html(html: str) -> bool:
    """Whether the scan of the HTML lets it through."""
    try:
        limits.check_html(html)
    except richtext.TooComplex:
        return False
    return True


def filled(text: str, filling: str) -> str:
    """Give the text with as much of the filling behind it as fits."""
    room = limits.MAX_CHARACTERS - len(text)
    if filling == "\n":
        room = limits.MAX_LINES - text.count("\n") - 2
    return text + (filling * room)[:room] + "x" if filling and room > 0 else text


def least(work: Callable[[str], object], text: str) -> float:
    """Give the processor seconds of the quickest of three runs; a refusal counts as work."""
    return min(_seconds(work, text) for _ in range(3))


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    with contextlib.suppress(richtext.Unacceptable):
        work(text)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
