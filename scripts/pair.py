"""The tool with its worker and the practice LMS: for the demo and for browser tests."""

import http.client
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.processes import StopSign, Supervisor, supervise
from scripts.stamps import PROJECT

START_SECONDS = 30.0
"""How long a program may take until it answers."""


@dataclass(frozen=True)
class Pair:
    """Two ports of this machine, and the folder for databases, keys, logs and the secret.

    The tool is on localhost and the LMS on 127.0.0.1, because to a browser these are two sites:
    the tool's pages are cross-site in the LMS's iframe, as they are at a school.
    """

    port: int
    lms_port: int
    folder: Path
    is_seeded: bool = False
    """Whether an empty database is begun with some weeks of life, as in the demo."""

    @property
    def tool_url(self) -> str:
        """Where the tool answers."""
        return f"http://localhost:{self.port}"

    @property
    def lms_url(self) -> str:
        """Where the practice LMS answers."""
        return f"http://127.0.0.1:{self.lms_port}"

    @contextmanager
    def running(self, stop_sign: StopSign) -> Iterator[Supervisor]:
        """All, prepared and answering, until the block ends. Raises ProgramFailed, StopAsked."""
        supervisor = Supervisor(self.environment(), self.folder / "logs", stop_sign=stop_sign)
        with supervise(supervisor):
            self._start(supervisor)
            yield supervisor

    def _start(self, supervisor: Supervisor) -> None:
        # All that takes long is reading the programs, so both are read while they are prepared.
        python = sys.executable
        gunicorn = (python, "-m", "gunicorn", "wsgi:app", "--log-level", "warning")
        supervisor.start("Courtyard", *gunicorn, "--bind", f"127.0.0.1:{self.port}")
        supervisor.start("Practice LMS", python, "-m", "practice_lms")
        supervisor.wait_until(lambda: answers(self.lms_port, "/"), START_SECONDS, "Practice LMS")
        supervisor.run("Preparation", python, "-m", "scripts.prepare", *self._wishes)
        supervisor.wait_until(lambda: answers(self.port, "/healthz"), START_SECONDS, "Courtyard")
        supervisor.start("Worker", python, "-m", "flask", "--app", "wsgi", "jobs", "run")

    @property
    def _wishes(self) -> tuple[str, ...]:
        return ("--seed",) if self.is_seeded else ()

    def environment(self) -> dict[str, str]:
        """What both programs, and the tool's commands, are told."""
        inherited = {key: os.environ[key] for key in os.environ if not key.startswith("COURTYARD_")}
        return {
            **inherited,
            "COURTYARD_ENV": "development",
            "COURTYARD_BASE_URL": self.tool_url,
            "COURTYARD_DATABASE_URL": f"sqlite:///{self.folder / 'courtyard.db'}",
            "COURTYARD_SECRET_KEY": kept_secret(self.folder / "secret_key"),
            "COURTYARD_ALLOW_LOCAL_PLATFORMS": "1",
            "LMS_PORT": str(self.lms_port),
            "LMS_STATE_DIR": str(self.folder / "practice_lms"),
            "TOOL_URL": self.tool_url,
            "PYTHONPATH": str(PROJECT),
            "PYTHONUNBUFFERED": "1",
        }


def kept_secret(path: Path) -> str:
    """A random secret that stays the same at every start, readable by its owner only."""
    if path.is_file() and len(path.read_text()) == 64:
        return path.read_text()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text()


def answers(port: int, path: str) -> bool:
    """Whether a GET on this machine gets a 200 within a second."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
