"""Names of a class's roster, however somebody writes them."""

import pytest

from app import richtext
from app.giveaways import FindingKind, RosterNames, find
from tests.giveaways.found import CLASS, found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thanks Sarah", ["Sarah"]),
        ("thanks sarah!", ["sarah"]),
        ("Sarah's idea, not sarahs", ["Sarah", "sarahs"]),
        ("sarah o’brien", ["sarah o’brien"]),
        ("O'Brien, Sarah", ["O'Brien, Sarah"]),
        ("OBrien or O Brien", ["OBrien", "O Brien"]),
        ("S. O'Brien", ["S. O'Brien"]),
        ("#ThanksSarah", ["Sarah"]),
        ("sarah2012 and sarah_obrien", ["sarah", "sarah_obrien"]),
        ("Joost said", ["Joost"]),
        ("joost van der berg", ["joost van der berg"]),
        ("Mr Van Der Berg", ["Van Der Berg"]),
        ("zoe, ZOË and zoe\u0308", ["zoe", "ZOË", "zoe\u0308"]),
        ("Minh and Khai; nguyen", ["Minh", "Khai", "nguyen"]),
        ("Anne Marie and annemarie", ["Anne Marie", "annemarie"]),
        ("liz, Beth and Lizzie", ["liz", "Beth", "Lizzie"]),
        ("Annie helped", ["Annie"]),
        ("Steph, stephanie", ["Steph", "stephanie"]),
        ("شكرا محمد", ["محمد"]),
        ("ومحمد", ["محمد"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
        ("我和小龍一起玩", ["小龍"]),
        ("李小龍說", ["李小龍"]),
        ("太郎くんと山田さん", ["太郎", "山田"]),
        ("민준이가 왔다", ["민준"]),
        ("สวัสดีสมชายนะ", ["สมชาย"]),
        ("हरि ने कहा", ["हरि"]),
        ("Это Иван", ["Иван"]),
    ],
)
def test_found(text: str, names: list[str]) -> None:
    assert found(text, FindingKind.NAME) == names


@pytest.mark.parametrize(
    "text",
    [
        "S a r a h",
        "S.a.r.a.h",
        "s-a-r-a-h",
        "Sa**rah**",
        "_Sa_rah",
        "`Sarah`",
        "Sa<b>r</b>ah",
        "Sa<!-- x -->rah",
        "Sa&#114;ah",
        "Sa&#x72;ah",
        "%53arah",
        "[Sa](https://example.org)rah",
        "[page](https://example.org/sarah)",
        '[page](https://example.org "Sarah")',
        "```\nsarah\n```",
        "<a title='Sarah'>",
        "Sa\u200drah",
        "S\u200ba\u200br\u200ba\u200bh",
        "Sa\u00adrah",
        "\u202ehara\u200fS",
        "ｓａｒａｈ",
        "𝓢𝓪𝓻𝓪𝓱",
        "Ⓢⓐⓡⓐⓗ",
        "ꜱᴀʀᴀʜ",
        "S\u0430r\u0430h",
        "Sárâh",
        "S̶a̶r̶a̶h̶",
        "\\Sarah",
    ],
)
def test_disguises(text: str) -> None:
    assert len(found(text, FindingKind.NAME)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A lizard ate Sarahville's berghain bread.",
        "The brave knight had courage.",
        "Will you come? Will it rain?",
        "I will mark my work.",
        "Mark each answer. Then mark it again.",
        'He asked, "Will we win?"',
        "- Will it float?",
        "> Mark the map",
        "In April and on April 4 we sail. April is wet.",
        "A rose by the hill, with grace.",
        "The king was old. King Lear too.",
        "My dog is brown. It was my turn.",
        "IT WILL RAIN SO BRING A ROSE",
        "She rose up a hill.",
        "a.b.c. and S. and J.",
        "We saw 7 students and a student.",
        "S a r and O b r",
        "joosting",
        "Old McZoëson",
        "小 and 龍 and 민",
        "Our bethlehem play, an annex, an elizabethan house",
        "bracelets, zoetropes and wills",
        "The leaves fall in autumn, and the best is: 384 400 km!",
        "I can do that, and so can you!",
        "",
    ],
)
def test_ordinary_sentences(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thanks Will", ["Will"]),
        ("I asked Will about it", ["Will"]),
        ("Will said so", ["Will"]),
        ("will smith", ["will smith"]),
        ("Smith, Will", ["Smith, Will"]),
        ("Mr Smith", ["Smith"]),
        ("mr. king", ["king"]),
        ("W. Smith", ["W. Smith"]),
        ("Thanks April", ["April"]),
        ("Rose, look", ["Rose"]),
        ("thanks ROSE", ["ROSE"]),
        ("Hello Mỹ", ["Mỹ"]),
        ("mỹ", ["mỹ"]),
        ("Elizabeth King", ["Elizabeth King"]),
        ("That was William", ["William"]),
    ],
)
def test_names_that_are_words_too(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("display", "text"),
    [
        ("sarah.obrien@school.edu", "Sarah"),
        ("O&#39;Brien, Sarah (Sal)", "sal"),
        ("Sarah O'Brien 7B", "Sarah O'Brien"),
        ("Ms Sarah O'Brien (she/her)", "Sarah"),
        ("  Sarah\u200b \u202eO'Brien\u202c ", "O'Brien"),
        ("S\u0430rah", "Sarah"),
        ("Liz", "Elizabeth"),
        ("Bo", "Bo"),
        ("Anna Guest", "Anna Guest"),
        ("Ana le Roux", "Le Roux"),
        ("歐陽小明", "小明"),
        ("Jean-Luc", "Luc"),
    ],
)
def test_display_names(display: str, text: str) -> None:
    assert found(f"Thanks {text}!", names=RosterNames([display])) == [text]


@pytest.mark.parametrize("display", ["", "J.", "7", "Student 7", "🦊", "<b></b>", "\u202e", "()"])
def test_nobody_has_such_a_name(display: str) -> None:
    text = "J. and 7 students of student 7, b 🦊 () @ \u202e"
    assert found(text, names=RosterNames([display])) == []


def test_a_class_of_thousands() -> None:
    syllables = ["ka", "lo", "mi", "nu", "re", "so", "ti", "va", "xe", "zu", "bra", "cho", "dri"]
    names = [f"{a}{b}ph {b}{c}qu" for a in syllables for b in syllables for c in syllables]
    roster = RosterNames(names)
    assert len(names) > 2_000
    assert found("Thanks zukaph!", names=roster) == ["zukaph"]
    assert all(found(name, names=roster) == [name] for name in names[::97])


def test_what_stands_in_the_words_as_shown_is_found_in_the_source() -> None:
    for source in ("Thanks **Sa**rah", "> 1. *Zoë*\n\n`Joost`", "## Sa\\rah", "[Sarah](/topics/1)"):
        assert found(richtext.render(source).text, FindingKind.NAME)
        assert found(source, FindingKind.NAME)
        assert found(richtext.render(source).html, FindingKind.NAME)


def test_findings_are_apart_and_in_order() -> None:
    text = "sarah.obrien@example.org, Sarah O'Brien and Zoë"
    kinds = [(each.kind, each.text) for each in find(text, CLASS)]
    assert kinds == [
        (FindingKind.EMAIL, "sarah.obrien@example.org"),
        (FindingKind.NAME, "Sarah O'Brien"),
        (FindingKind.NAME, "Zoë"),
    ]
