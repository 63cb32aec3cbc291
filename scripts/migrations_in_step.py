"""Whether the migrations make exactly the tables that the models describe, on each database."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.databases import temporary_postgres, why_no_postgres


def main() -> int:
    """Migrate empty databases and compare; exit status 1 where anything differs."""
    with _empty_sqlite() as url:
        is_in_step = _is_in_step(url)
    missing = why_no_postgres()
    if missing:
        print(f"Not compared on PostgreSQL: {missing}.")
        return 0 if is_in_step and os.environ.get("COURTYARD_REQUIRE_ALL") != "1" else 1
    with temporary_postgres() as url:
        return 0 if _is_in_step(url) and is_in_step else 1


@contextmanager
def _empty_sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'empty.db'}"


def _is_in_step(url: str) -> bool:
    env = {
        **os.environ,
        "COURTYARD_ENV": "testing",
        "COURTYARD_DATABASE_URL": url,
        "COURTYARD_SECRET_KEY": secrets.token_hex(32),
    }
    return all(_flask(env, "db", words) for words in ("upgrade", "check"))


def _flask(env: dict[str, str], *words: str) -> bool:
    command = (sys.executable, "-m", "flask", "--app", "wsgi", *words)
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        database = env["COURTYARD_DATABASE_URL"].split(":")[0]
        print(f"flask {' '.join(words)} on {database}:\n{done.stdout}{done.stderr}")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
