"""Settings from ``COURTYARD_*`` variables, checked once at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("production", "development", "testing")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SHORTEST_SECRET = 32
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

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read and check every setting.

        Raises SettingError, with a sentence fit for a terminal, for the first one that is wrong.
        """
        environment = _environment(env)
        return cls(
            database_url=_database_url(env, environment),
            secret_key=_secret_key(env),
            base_url=_base_url(env, environment),
            allow_local_platforms=_flag(env, "COURTYARD_ALLOW_LOCAL_PLATFORMS"),
            environment=environment,
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
    try:
        url = make_url(value)
    except ArgumentError:
        raise SettingError(
            "COURTYARD_DATABASE_URL is not a database address; it should look like "
            "postgresql://user:password@host/name or sqlite:////path/to/file.db."
        ) from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in DRIVERS:
        raise SettingError("COURTYARD_DATABASE_URL must be a postgresql:// or a sqlite:// address.")
    if url.drivername == "sqlite" and not url.database:
        raise SettingError("COURTYARD_DATABASE_URL must name a file: sqlite:////path/to/file.db.")
    return url.render_as_string(hide_password=False)


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
    return value


def _base_url(env: Mapping[str, str], environment: str) -> str:
    value = env.get("COURTYARD_BASE_URL", "")
    if not value and environment == "production":
        raise SettingError(
            "COURTYARD_BASE_URL is not set. Give the address at which people reach this "
            "installation, for example https://courtyard.example.org."
        )
    return _checked_base(value or "http://localhost:8000")


def _checked_base(value: str) -> str:
    try:
        url = urlsplit(value)
        is_whole = bool(url.scheme and url.hostname) and url.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or url.path.strip("/") or url.query or url.fragment or url.username:
        raise SettingError(
            f"COURTYARD_BASE_URL is {value!r}; it must be only a scheme and a host, "
            "for example https://courtyard.example.org."
        )
    if url.scheme != "https" and not (url.scheme == "http" and url.hostname in LOOPBACK):
        raise SettingError(
            f"COURTYARD_BASE_URL is {value!r}; it must start with https://. Browsers keep no "
            "session for a tool in an iframe without it (http is allowed for localhost only)."
        )
    return f"{url.scheme}://{url.netloc}".lower()


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "0").strip().lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off", ""):
        return False
    raise SettingError(f"{name} is {value!r}; it must be 1 or 0.")
