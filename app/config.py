"""Settings from ``COURTYARD_*`` variables, checked once at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from app import addresses

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("production", "development", "testing")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SHORTEST_SECRET = 32
LONGEST_SECRET = 1023
"""In bytes: the longest password with which OpenSSL encrypts the tool's keys."""

DRIVERS = ("sqlite", "postgresql+psycopg")


class SettingError(Exception):
    """A setting is missing or malformed; the message says which one and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """What an administrator can set. Lengths of time are constants of the code, not settings."""

    database_url: str
    secret_key: str
    base_url: str
    allow_local_platforms: bool
    environment: str
    queue_url: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read and check every setting.

        Raises SettingError, with a sentence fit for a terminal, for the first one that is wrong.
        """
        environment = _environment(env)
        database_url = _database_url(env, environment)
        return cls(
            database_url=database_url,
            secret_key=_secret_key(env),
            base_url=_base_url(env, environment),
            allow_local_platforms=_flag(env, "COURTYARD_ALLOW_LOCAL_PLATFORMS"),
            environment=environment,
            queue_url=_queue_url(env, environment, database_url),
        )

    @property
    def launch_url(self) -> str:
        """The one redirect_uri that platforms are given (OIDC third-party login)."""
        return f"{self.base_url}/lti/launch"


def _environment(env: Mapping[str, str]) -> str:
    value = env.get("COURTYARD_ENV", "production")
    if value not in ENVIRONMENTS:
        raise SettingError(
            f"COURTYARD_ENV is {value!r}; it must be one of {', '.join(ENVIRONMENTS)}."
        )
    return value


def _database_url(env: Mapping[str, str], environment: str) -> str:
    value = env.get("COURTYARD_DATABASE_URL", "")
    if not value and environment == "production":
        raise SettingError(
            "COURTYARD_DATABASE_URL is not set. Give the database to use, for example "
            "postgresql://courtyard@localhost/courtyard or sqlite:////srv/courtyard/courtyard.db."
        )
    return _checked_database(value or f"sqlite:///{PROJECT / 'instance' / 'courtyard.db'}")


def _checked_database(value: str) -> str:
    """The address with its driver: psycopg 3 is the one that is installed."""
    url = _parsed_database(value)
    if url is None:
        raise SettingError(
            "COURTYARD_DATABASE_URL is not a database address; it should look like "
            "postgresql://user:password@host/name or sqlite:////path/to/file.db."
        )
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in DRIVERS:
        raise SettingError("COURTYARD_DATABASE_URL must be a postgresql:// or a sqlite:// address.")
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        raise SettingError("COURTYARD_DATABASE_URL must name a file: sqlite:////path/to/file.db.")
    return url.render_as_string(hide_password=False)


def _parsed_database(value: str) -> URL | None:
    """None for what is no address, or has a port that is none."""
    try:
        value.encode()
        url = make_url(value)
    except (ArgumentError, ValueError):
        return None
    return url if url.port is None or 0 < url.port < 65_536 else None


def _secret_key(env: Mapping[str, str]) -> str:
    value = env.get("COURTYARD_SECRET_KEY", "")
    hint = 'Make one with: python3 -c "import secrets; print(secrets.token_hex(32))"'
    if not value:
        raise SettingError(f"COURTYARD_SECRET_KEY is not set. {hint}")
    if len(value) < SHORTEST_SECRET or len(set(value)) < 8:
        raise SettingError(
            "COURTYARD_SECRET_KEY can be guessed; it needs at least "
            f"{SHORTEST_SECRET} random characters. {hint}"
        )
    if not 0 < _bytes(value) <= LONGEST_SECRET:
        raise SettingError(
            f"COURTYARD_SECRET_KEY must be UTF-8 of at most {LONGEST_SECRET:,} bytes, "
            f"because it encrypts the tool's keys. {hint}"
        )
    return value


def _bytes(value: str) -> int:
    """The length in UTF-8; 0 for what is none, which the environment holds as lone surrogates."""
    try:
        return len(value.encode())
    except UnicodeEncodeError:
        return 0


def _base_url(env: Mapping[str, str], environment: str) -> str:
    value = env.get("COURTYARD_BASE_URL", "")
    if not value and environment == "production":
        raise SettingError(
            "COURTYARD_BASE_URL is not set. Give the address at which people reach this "
            "installation, for example https://courtyard.example.org."
        )
    return _checked_base(value or "http://localhost:8000")


def _checked_base(value: str) -> str:
    """As browsers and platforms write an origin, because theirs is compared with this one."""
    origin, rest = addresses.split(value.strip())
    if not origin or rest not in ("", "/"):
        raise SettingError(
            f"COURTYARD_BASE_URL is {value!r}; it must be only a scheme and a host, "
            "for example https://courtyard.example.org."
        )
    if origin.startswith("http:") and addresses.host(origin) not in LOOPBACK:
        raise SettingError(
            f"COURTYARD_BASE_URL is {value!r}; it must start with https://. Browsers keep no "
            "session for a tool in an iframe without it (http is allowed for localhost only)."
        )
    return origin


def _queue_url(env: Mapping[str, str], environment: str, database_url: str) -> str:
    """Redis where it is set; else the database, or for SQLite a second file beside it."""
    value = env.get("COURTYARD_QUEUE_URL", "")
    if value and not value.startswith(("redis://", "rediss://")):
        raise SettingError(
            "COURTYARD_QUEUE_URL must be a redis:// address, such as redis://localhost:6379/0. "
            "Leave it out to keep the queue in the database."
        )
    if value or environment == "testing":
        return value or "memory:"
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{url.database}.queue"
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "0").strip().lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off", ""):
        return False
    raise SettingError(f"{name} is {value!r}; it must be 1 or 0.")
