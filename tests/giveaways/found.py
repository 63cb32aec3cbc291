"""What a text gives away, as the tables of these tests write it."""

from app.giveaways import FindingKind, RosterNames, find

CLASS = RosterNames(
    [
        "Sarah O'Brien",
        "Nguyễn Thị Minh Khai",
        "van der Berg, Joost",
        "Zoë",
        "محمد علي",
        "李小龍",
        "J.",
        "Will Smith",
        "Mark Brown",
        "April Jones",
        "Grace Hopper",
        "Elizabeth King",
        "김민준",
        "Rose Hill",
        "Mỹ Trần",
        "山田 太郎",
        "สมชาย ใจดี",
        "हरि शर्मा",
        "Иван Петров",
        "Anne-Marie D'Angelo",
        "S<b>te</b>ph\u202eanie Wu 🦊",
        "Student 7",
        "",
        "<script>",
    ]
)


def found(text: str, kind: FindingKind | None = None, names: RosterNames = CLASS) -> list[str]:
    """Give the pieces found, of one kind or of all."""
    return [each.text for each in find(text, names) if kind in (None, each.kind)]
