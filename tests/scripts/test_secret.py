"""The demo's secret is made once and kept from other people of the machine."""

from scripts.pair import kept_secret


def test_it_is_random_and_stays(tmp_path):
    first = kept_secret(tmp_path / "a" / "secret_key")

    assert len(first) == 64
    assert kept_secret(tmp_path / "a" / "secret_key") == first
    assert kept_secret(tmp_path / "b" / "secret_key") != first


def test_only_its_owner_can_read_it(tmp_path):
    kept_secret(tmp_path / "secret_key")

    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_one_that_was_half_written_is_made_anew(tmp_path):
    (tmp_path / "secret_key").write_text("abc")

    assert len(kept_secret(tmp_path / "secret_key")) == 64
