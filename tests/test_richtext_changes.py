"""What changed from one source to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.richtext import Change, ChangeKind, changes, condensed
from app.richtext.changes import CONTEXT, MOST_PIECES

TEXTS = st.text() | st.text("ab ., \n\t\u3042雲氷é\u0301\u200d👩🏽🚀*", max_size=80)
ESSAY = " ".join(f"word{number}" for number in range(6_000))[:40_000]


def marked(before: str, after: str) -> str:
    """The pieces on one line: [-removed-] and {+added+}."""
    signs = {ChangeKind.REMOVED: "[-{}-]", ChangeKind.ADDED: "{{+{}+}}"}
    found = changes(before, after)
    assert found is not None
    return "".join(signs.get(piece.kind, "{}").format(piece.text) for piece in found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("I agree", "I agree fully.", "I agree {+fully.+}"),
        ("I agree fully.", "I agree.", "I agree[- fully-]."),
        ("What makes a cloud?", "What makes fog?", "What makes [-a cloud-]{+fog+}?"),
        (
            "Big cats, small dogs.",
            "Big cats and dogs!",
            "Big cats [-, small-]{+and+} dogs[-.-]{+!+}",
        ),
        ("One.\n\nTwo.", "One. Two.", "One.[-\n\n-] Two."),
        ("One.\nTwo.", "One.\n\nTwo.", "One.[-\n-]{+\n\n+}Two."),
        ("Water", "**Water**", "{+**+}Water{+**+}"),
        ("雲は水です", "雲は氷です", "雲は[-水-]{+氷+}です"),
        ("الماء بارد", "الماء حار", "الماء [-بارد-]{+حار+}"),
        ("हिन्दी में", "हिन्दी से", "हिन्दी [-में-]{+से+}"),
        ("Look 👩🏽‍🚀 up", "Look 👩🏽‍🔬 up", "Look [-👩🏽‍🚀-]{+👩🏽‍🔬+} up"),
        ("a  b", "a b", "a b"),
        ("", "New.", "{+New.+}"),
        ("Gone.", "", "[-Gone.-]"),
    ],
)
def test_words_are_marked(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


def test_a_sentence_is_not_torn_for_a_word_that_happens_to_be_in_both() -> None:
    before, after = "Yesterday the rain was very cold", "Somebody painted the house"
    assert marked(before, after) == f"[-{before}-]{{+{after}+}}"


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both(before: str, after: str) -> None:
    found = changes(before, after) or []
    later = [piece.text for piece in found if piece.kind is not ChangeKind.REMOVED]
    earlier = [piece.text for piece in found if piece.kind is not ChangeKind.ADDED]
    assert "".join(later) == after
    assert "".join("".join(earlier).split()) == "".join(before.split())
    assert all(piece.text for piece in found)
    assert "".join(piece.text for piece in condensed(found)) == "".join(
        piece.text for piece in found
    )


@given(TEXTS)
def test_what_is_the_same_has_no_change(text: str) -> None:
    assert {piece.kind for piece in changes(text, text) or []} <= {ChangeKind.SAME}


def test_one_word_of_an_essay() -> None:
    found = changes(ESSAY, ESSAY.replace("word3000 ", "another "))
    assert found is not None
    short = condensed(found)
    assert [piece.kind.value for piece in short] == [
        *("same", "left out", "same"),
        *("removed", "added"),
        *("same", "left out", "same"),
    ]
    kept = [piece.text for piece in short if piece.kind is ChangeKind.SAME]
    assert sum(map(len, kept)) < 4 * (CONTEXT + 40)
    for text in kept:
        assert {word for word in text.split() if word not in ESSAY.split()} == set()


def test_what_stayed_is_not_left_out_where_that_would_save_nothing() -> None:
    piece = Change(ChangeKind.SAME, "x" * 3 * CONTEXT)
    assert condensed([piece]) == [piece]


def test_too_many_words_for_words_are_compared_by_lines() -> None:
    lines = [" ".join("ab" * 30) for _ in range(300)]
    later = [*lines[:200], "Something else.", *lines[200:]]
    assert len(" ".join(lines)) ** 2 / 4 > 1e8
    found = changes("\n".join(lines), "\n".join(later))
    assert found is not None
    assert [piece.text for piece in found if piece.kind is not ChangeKind.SAME] == [
        "Something else.\n"
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 20_000, "b " * 20_000),
        ("a." * 20_000, "b;" * 20_000),
        ("雲" * 40_000, "水氷" * 20_000),
        (
            "\n".join(f"a{n}\nsame {n} and long" for n in range(600)),
            "\n".join(f"b{n}\nsame {n} and long" for n in range(600)),
        ),
    ],
)
def test_too_different(before: str, after: str) -> None:
    assert changes(before, after) is None


def test_there_is_no_confetti() -> None:
    before = " ".join(f"same and long {number} x{number}" for number in range(MOST_PIECES))
    assert changes(before, before.replace("x", "y")) is None
