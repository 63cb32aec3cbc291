"""Programs that run beside this one, and never outlive it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from scripts.stamps import PROJECT

POLL = 0.05
"""Seconds between two looks at what goes on."""

GRACE = 5.0
"""Seconds that a program is given to end by itself before it is killed."""

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ProgramFailed(Exception):
    """A program ended by itself, or never got ready; the message ends with the last it said."""


class StopAsked(Exception):
    """Somebody pressed Ctrl-C, or sent SIGTERM or SIGHUP."""


@dataclass
class StopSign:
    """Whether somebody asked us to stop."""

    is_up: bool = False


@dataclass(frozen=True)
class Program:
    """A running program, the leader of a process group of its own, and the file it writes to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def has_ended(self) -> bool:
        """Whether it runs no longer."""
        return self.process.poll() is not None

    def last_words(self, lines: int = 20) -> str:
        """The end of what it said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def stop(self) -> None:
        """Ask it to end; kill what is left of its group after GRACE seconds."""
        if not self.has_ended:
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        # Where nothing of the group is left, Linux answers with the first error, macOS the second.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Supervisor:
    """Starts programs, watches them, and stops them all, last first.

    They get this environment, and each writes to a file of its own in the folder for logs.
    """

    env: Mapping[str, str]
    logs: Path
    programs: list[Program] = field(default_factory=list)
    stop_sign: StopSign = field(default_factory=StopSign)

    def start(self, name: str, *command: str) -> Program:
        """Start a program that is expected to go on until it is stopped."""
        program = _start(name, command, self.env, self.logs)
        self.programs.append(program)
        return program

    def run(self, name: str, *command: str) -> None:
        """Run a program to its end. Raises ProgramFailed if it fails, StopAsked."""
        program = self.start(name, *command)
        while not program.has_ended:
            self._look(but=program)
        self.programs.remove(program)
        if program.process.returncode:
            raise ProgramFailed(f"{name} failed:\n{program.last_words()}")

    def wait_until(self, is_ready: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait for readiness. Raises ProgramFailed if a program dies or it takes too long."""
        end = time.monotonic() + seconds
        while not is_ready():
            if time.monotonic() > end:
                words = "\n".join(program.last_words() for program in self.programs)
                raise ProgramFailed(f"{what} did not answer within {seconds:.0f} s.\n{words}")
            self._look()

    def watch(self) -> None:
        """Wait until there is a reason to stop. Raises StopAsked or ProgramFailed."""
        while True:
            self._look()

    def stop(self) -> None:
        """Stop every program that still runs."""
        while self.programs:
            self.programs.pop().stop()

    def _look(self, but: Program | None = None) -> None:
        if self.stop_sign.is_up:
            raise StopAsked
        for program in self.programs:
            if program is not but and program.has_ended:
                raise ProgramFailed(f"{program.name} stopped by itself:\n{program.last_words()}")
        time.sleep(POLL)


@contextmanager
def supervise(supervisor: Supervisor) -> Iterator[Supervisor]:
    """Stop the supervisor's programs when the block ends, however it ends."""
    try:
        yield supervisor
    finally:
        supervisor.stop()


@contextmanager
def stop_sign_on_signals() -> Iterator[StopSign]:
    """A sign that Ctrl-C, SIGTERM and SIGHUP put up, until the block ends."""
    sign = StopSign()

    def put_up(_number: int, _frame: FrameType | None) -> None:
        # Only noted here: an exception out of a handler could lose a program that just started.
        sign.is_up = True

    before = {number: signal.signal(number, put_up) for number in SIGNALS}
    try:
        yield sign
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _start(name: str, command: Sequence[str], env: Mapping[str, str], logs: Path) -> Program:
    """Start a program in a session of its own, so that Ctrl-C reaches it only through us."""
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{name.lower().replace(' ', '-')}.log"
    tether = (sys.executable, "-m", "scripts.tether", str(os.getpid()))
    with log.open("wb") as output:
        process = subprocess.Popen(
            (*tether, *command),
            cwd=PROJECT,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Program(name, process, log)
