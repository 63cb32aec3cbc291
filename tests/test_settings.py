"""Every setting: what is taken, and the sentence where it is not."""

import os

import pytest

from app.config import SettingError, Settings
from app.lti.keys import make_key

GOOD = {
    "COURTYARD_DATABASE_URL": "postgresql://courtyard:secret@localhost/courtyard",
    "COURTYARD_SECRET_KEY": "5f4dcc3b5aa765d61d8327deb882cf99",
    "COURTYARD_BASE_URL": "https://courtyard.example.org",
}
REQUIRED = tuple(GOOD)


def sentence(**changes: str) -> str:
    """What is said where these are changed; "" takes one out."""
    with pytest.raises(SettingError) as caught:
        Settings.from_env(GOOD | changes)
    words = str(caught.value)
    assert words.isprintable()
    assert words.startswith(tuple(changes)), words
    return words


def settings(**changes: str) -> Settings:
    return Settings.from_env(GOOD | changes)


def test_what_production_needs() -> None:
    assert settings() == Settings(
        database_url="postgresql+psycopg://courtyard:secret@localhost/courtyard",
        secret_key=GOOD["COURTYARD_SECRET_KEY"],
        base_url="https://courtyard.example.org",
        allow_local_platforms=False,
        environment="production",
        queue_url="postgresql://courtyard:secret@localhost/courtyard",
    )
    assert settings().launch_url == "https://courtyard.example.org/lti/launch"


def test_where_the_queue_is() -> None:
    beside = settings(COURTYARD_DATABASE_URL="sqlite:////srv/courtyard.db")
    assert beside.queue_url == "sqlite:////srv/courtyard.db.queue"
    redis = "rediss://:secret@redis.example.org:6379/0"
    assert settings(COURTYARD_QUEUE_URL=redis).queue_url == redis
    for wrong in ("amqp://localhost", "localhost:6379", "postgresql://localhost/other"):
        assert "redis://localhost:6379/0" in sentence(COURTYARD_QUEUE_URL=wrong)


@pytest.mark.parametrize("name", REQUIRED)
def test_production_has_no_defaults(name: str) -> None:
    assert "is not set" in sentence(**{name: ""})
    with pytest.raises(SettingError, match=f"{name} is not set"):
        Settings.from_env({key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize("environment", ["development", "testing"])
def test_elsewhere_only_the_secret_is_needed(environment: str) -> None:
    given = {"COURTYARD_ENV": environment, "COURTYARD_SECRET_KEY": GOOD["COURTYARD_SECRET_KEY"]}
    found = Settings.from_env(given)
    assert found.base_url == "http://localhost:8000"
    assert found.database_url.startswith("sqlite:///")
    assert found.environment == environment
    with pytest.raises(SettingError, match="COURTYARD_SECRET_KEY is not set"):
        Settings.from_env({"COURTYARD_ENV": environment})


@pytest.mark.parametrize("value", ["", "Production", "prod", "staging", "testing ", "\n"])
def test_an_environment_that_is_none(value: str) -> None:
    words = sentence(COURTYARD_ENV=value)
    assert "must be one of production, development, testing" in words


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_a_flag_that_is_on(value: str) -> None:
    assert settings(COURTYARD_ALLOW_LOCAL_PLATFORMS=value).allow_local_platforms


@pytest.mark.parametrize("value", ["0", "false", "No", "off", "", " "])
def test_a_flag_that_is_off(value: str) -> None:
    assert not settings(COURTYARD_ALLOW_LOCAL_PLATFORMS=value).allow_local_platforms


@pytest.mark.parametrize("value", ["2", "-1", "maybe", "1 0", "\ud800"])
def test_a_flag_that_is_none(value: str) -> None:
    assert "must be 1 or 0" in sentence(COURTYARD_ALLOW_LOCAL_PLATFORMS=value)


SECRETS = ["x", "x" * 64, "abcdefg" * 8, "..."]


@pytest.mark.parametrize("value", SECRETS)
@pytest.mark.parametrize("environment", ["production", "development", "testing"])
def test_a_secret_that_can_be_guessed(value: str, environment: str) -> None:
    words = sentence(COURTYARD_SECRET_KEY=value, COURTYARD_ENV=environment)
    assert "can be guessed" in words
    assert "secrets.token_hex(32)" in words
    assert value not in words or len(value) < 4, "a secret is not for terminals and logs"


def test_the_longest_secret_encrypts_keys() -> None:
    """OpenSSL takes 1,023 bytes as the password of a key."""
    for longest in ("ab12cd34é" * 102 + "abc", "abcdefgh" * 127 + "abcdefg"):
        assert len(longest.encode()) == 1023
        assert make_key(settings(COURTYARD_SECRET_KEY=longest).secret_key).private_pem
        words = sentence(COURTYARD_SECRET_KEY=longest + "a")
        assert "1,023 bytes" in words
        assert longest not in words


def test_a_secret_that_is_no_text() -> None:
    """Bytes that are no UTF-8, as os.environ gives them."""
    value = os.fsdecode(b"0123456789abcdefghijklmnopqrstuvwxyz\xff")
    assert "UTF-8" in sentence(COURTYARD_SECRET_KEY=value)


BASES = {
    "https://courtyard.example.org/": "https://courtyard.example.org",
    "https://Courtyard.Example.ORG": "https://courtyard.example.org",
    "HTTPS://courtyard.example.org": "https://courtyard.example.org",
    " https://courtyard.example.org\n": "https://courtyard.example.org",
    "https://courtyard.example.org:443": "https://courtyard.example.org",
    "https://courtyard.example.org:": "https://courtyard.example.org",
    "https://courtyard.example.org.": "https://courtyard.example.org",
    "https://courtyard.example.org:8443": "https://courtyard.example.org:8443",
    "https://höfe.example": "https://xn--hfe-sna.example",
    "https://[2001:DB8::1]:8443": "https://[2001:db8::1]:8443",
    "https://192.0.2.7": "https://192.0.2.7",
    "http://localhost:8000": "http://localhost:8000",
    "http://127.0.0.1:80": "http://127.0.0.1",
    "http://[::1]:8000": "http://[::1]:8000",
    "http://[0:0::1]:8000": "http://[::1]:8000",
}


@pytest.mark.parametrize(("value", "expected"), BASES.items())
def test_a_base_url(value: str, expected: str) -> None:
    """Written as browsers and platforms write it, since theirs is compared with ours."""
    assert settings(COURTYARD_BASE_URL=value).base_url == expected


NO_BASES = [
    "courtyard.example.org",
    "//courtyard.example.org",
    "ftp://courtyard.example.org",
    "https://",
    "https:///",
    "https://courtyard.example.org/tool",
    "https://courtyard.example.org/?a=b",
    "https://courtyard.example.org?",
    "https://courtyard.example.org#a",
    "https://user@courtyard.example.org",
    "https://:secret@courtyard.example.org",
    "https://@courtyard.example.org",
    "https://courtyard.example.org:0",
    "https://courtyard.example.org:65536",
    "https://courtyard.example.org:port",
    "https://courtyard.example.org:-1",
    "https://court yard.example.org",
    "https://court\nyard.example.org",
    "https://courtyard.example.org;",
    "https://courtyard..org",
    "https://*.example.org",
    "https://[::1",
    "https://[courtyard]",
    "https://\udcff.example.org",
]


@pytest.mark.parametrize("value", NO_BASES)
def test_a_base_url_that_is_none(value: str) -> None:
    assert "must be only a scheme and a host" in sentence(COURTYARD_BASE_URL=value)


@pytest.mark.parametrize("value", ["http://courtyard.example.org", "http://localhost.example.org"])
def test_a_base_url_without_tls(value: str) -> None:
    assert "must start with https://" in sentence(COURTYARD_BASE_URL=value)


DATABASES = {
    "postgres://localhost/courtyard": "postgresql+psycopg://localhost/courtyard",
    "postgresql://localhost:5433/courtyard": "postgresql+psycopg://localhost:5433/courtyard",
    "postgresql+psycopg://a:p%40ss@h/c": "postgresql+psycopg://a:p%40ss@h/c",
    "postgresql:///courtyard?host=/var/run": "postgresql+psycopg:///courtyard?host=%2Fvar%2Frun",
    "sqlite:////srv/courtyard.db": "sqlite:////srv/courtyard.db",
}


@pytest.mark.parametrize(("value", "expected"), DATABASES.items())
def test_a_database(value: str, expected: str) -> None:
    assert settings(COURTYARD_DATABASE_URL=value).database_url == expected


@pytest.mark.parametrize(
    "value",
    [
        "courtyard.db",
        "/srv/courtyard.db",
        "postgresql",
        "postgresql:/localhost/courtyard",
        "postgresql://localhost:port/courtyard",
        "postgresql://localhost:0/courtyard",
        "postgresql://localhost:65536/courtyard",
        "postgresql://localhost:-1/courtyard",
        "postgresql://localhost:54 32/courtyard",
        "postgresql://u:secret@localhost:5432x/courtyard",
        "postgresql://u:\udcff@localhost/courtyard",
    ],
)
def test_a_database_that_is_none(value: str) -> None:
    words = sentence(COURTYARD_DATABASE_URL=value)
    assert "it should look like postgresql://user:password@host/name" in words
    assert "secret" not in words


@pytest.mark.parametrize("value", ["mysql://h/c", "postgresql+asyncpg://h/c", "sqlite+x:///a"])
def test_a_database_of_another_kind(value: str) -> None:
    words = sentence(COURTYARD_DATABASE_URL=value)
    assert "must be a postgresql:// or a sqlite:// address" in words


@pytest.mark.parametrize("value", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_that_is_no_file(value: str) -> None:
    assert "must name a file" in sentence(COURTYARD_DATABASE_URL=value)
