"""What holds for any text and any roster."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from app.giveaways import FindingKind, RosterNames, find
from tests.giveaways.found import CLASS

BITS = st.sampled_from(
    [
        *(
            "Sarah",
            "O'Brien",
            " ",
            "Will",
            ". ",
            "**",
            "_",
            "<",
            ">",
            "<b>",
            "&#114;",
            "&",
            "](",
            "[",
        ),
        *(
            "\u200d",
            "\u202e",
            "\u0301",
            "e\u0308",
            "0412 345 678",
            "+61",
            "1",
            "@",
            "a@b.co",
            " at ",
        ),
        *(
            " dot ",
            "12 Smith St",
            "PO Box 1",
            "\n",
            "小龍",
            "민준",
            "ﷺ",
            "\ud800",
            "\x00",
            "%53",
            "\\",
        ),
    ]
)
texts = st.text(max_size=200) | st.lists(BITS | st.text(max_size=3), max_size=40).map("".join)
names = st.sampled_from(
    ["Sarah O'Brien", "Will Smith", "May King", "Zoë Le", "李小龍", "김민준", "محمد علي", "Mỹ An"]
) | st.lists(st.text("abegklnortuvzéñłßжиλ", min_size=3, max_size=9), min_size=2, max_size=3).map(
    " ".join
)
unseen = st.lists(st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\ufe0f"), max_size=2)


@given(texts, st.lists(st.text(max_size=30) | names, max_size=5))
@settings(max_examples=300)
def test_findings_point_into_the_text(text: str, display_names: list[str]) -> None:
    end = 0
    for each in find(text, RosterNames(display_names)):
        assert end <= each.start < each.end
        assert each.text == text[each.start : each.end]
        end = each.end


@given(texts, names, texts)
def test_a_whole_name_is_found_in_any_text(before: str, name: str, after: str) -> None:
    assert_covered(f"{before} {name} {after}", len(before) + 1, len(name), name)


@given(names, st.data())
def test_what_nobody_sees_hides_no_name(name: str, data: st.DataObject) -> None:
    hidden = name[0] + "".join("".join(data.draw(unseen)) + sign for sign in name[1:])
    assert_covered(f"Thanks {hidden}!", len("Thanks "), len(hidden), name)


@given(names)
def test_formatting_hides_no_name(name: str) -> None:
    for hidden in (f"{name[:2]}**{name[2:]}**", f"{name[:2]}<b>{name[2:]}</b>"):
        assert find(f"Thanks {hidden}", RosterNames([name]))
    codes = "".join(f"&#{ord(sign)};" for sign in name)
    assert_covered(f"Thanks {codes}!", len("Thanks "), len(codes), name)


@given(texts)
@settings(max_examples=300)
def test_composed_or_not_is_the_same(text: str) -> None:
    composed, apart = (
        [
            (each.kind, unicodedata.normalize("NFC", each.text))
            for each in find(unicodedata.normalize(form, text), CLASS)
        ]
        for form in ("NFC", "NFD")
    )
    assert composed == apart


def assert_covered(text: str, start: int, length: int, name: str) -> None:
    """Fail unless one finding holds the whole name."""
    whole = [
        each
        for each in find(text, RosterNames([name]))
        if each.start <= start and start + length <= each.end
    ]
    assert whole, (text, name)
    assert whole[0].kind is FindingKind.NAME or whole[0].text != name
