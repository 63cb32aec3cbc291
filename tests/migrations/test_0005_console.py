"""What migration 0005 makes of what was in use before anybody had to approve it."""

from tests.migrations.conftest import Database


def test_what_was_registered_counts_as_approved(database: Database) -> None:
    database.upgrade("0004")
    database.fill()
    database.upgrade("0005")
    rows = database.rows()
    for table in ("platforms", "deployments"):
        assert len(rows[table]) == 2
        for row in rows[table]:
            assert row["approved_at"] == row["created_at"]
