"""What migration 0002 makes of a discussion that is under way, and what its downgrade leaves."""

from datetime import UTC, datetime

from tests.migrations.conftest import Database

GONE = datetime(2026, 3, 1, tzinfo=UTC)
PARENTS = ("schools", "platforms", "deployments", "contexts", "users", "memberships", "spaces",
           "activities")  # fmt: skip


def discussion(database: Database) -> list[int]:
    """Three topics before the migration: some posts deleted, none, all; marks in two of them."""
    for table in PARENTS:
        database.insert(table, {})
    topics = database.insert("topics", *({"title": title} for title in "abc"))
    deleted = ({2, 3, 12}, set(), {1})
    for topic, count, gone in zip(topics, (12, 2, 1), deleted, strict=True):
        database.insert(
            "posts",
            *(
                {
                    "topic_id": topic,
                    "number": number,
                    "deleted_at": GONE if number in gone else None,
                }
                for number in range(1, count + 1)
            ),
        )
    database.insert(
        "read_marks",
        {"topic_id": topics[0], "ranges": "1-3,5,9-12", "read_count": 8},
        {"topic_id": topics[1], "ranges": "", "read_count": 0},
    )
    return topics


def test_deleted_posts_are_noted_with_their_topic(database: Database) -> None:
    database.upgrade("0001")
    topics = discussion(database)
    database.upgrade("0002")
    rows = database.rows()
    assert [row["id"] for row in rows["topics"]] == topics
    assert [row["deleted_numbers"] for row in rows["topics"]] == ["2,3,12", "", "1"]
    assert [row["ranges"] for row in rows["read_marks"]] == ["1-3,5,9-12", ""]
    assert "read_count" not in rows["read_marks"][0]
    assert {row["edit_key"] for row in rows["posts"]} == {None}


def test_the_way_back_counts_what_was_read(database: Database) -> None:
    database.upgrade("0001")
    discussion(database)
    before = database.rows()
    database.upgrade("0002")
    database.downgrade("0001")
    assert database.rows() == before


def test_a_topic_that_is_begun_afterwards(database: Database) -> None:
    """The column is never empty, also for code that does not know of it yet."""
    database.upgrade("0001")
    discussion(database)
    database.upgrade("0002")
    table = database.tables()["topics"]
    assert not table.c.deleted_numbers.nullable
    (topic,) = database.insert("topics", {"title": "d"})
    assert [row["title"] for row in database.rows()["topics"] if row["id"] == topic] == ["d"]
