"""Programs are watched, and none of them outlives its supervisor."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.processes import (
    ProgramFailed,
    StopAsked,
    StopSign,
    Supervisor,
    stop_sign_on_signals,
    supervise,
)

SLEEP = "import time; time.sleep(60)"
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""
PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
print(child.pid, flush=True)
child.wait()
"""
SUPERVISED = """
import os, sys, pathlib
from scripts.processes import Supervisor
supervisor = Supervisor(dict(os.environ), pathlib.Path(sys.argv[1]))
program = supervisor.start("Example", sys.executable, "-c", sys.argv[2])
print(program.process.pid, flush=True)
supervisor.watch()
"""


@pytest.fixture
def supervisor(tmp_path):
    with supervise(Supervisor(dict(os.environ), tmp_path)) as supervisor:
        yield supervisor


def python(supervisor: Supervisor, code: str, *words: str):
    return supervisor.start("Example", sys.executable, "-c", code, *words)


def is_alive(pid: int) -> bool:
    """Whether it runs; a zombie that nobody collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(is_true, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not (answer := is_true()) and time.monotonic() < end:
        time.sleep(0.02)
    return answer


def test_a_program_that_dies_is_reported_with_its_last_words(supervisor):
    python(supervisor, SLEEP)
    python(supervisor, "import sys; sys.exit('the disk is full')")

    with pytest.raises(ProgramFailed, match=r"Example stopped by itself:\nthe disk is full"):
        supervisor.watch()


def test_running_to_the_end_tells_success_from_failure(supervisor):
    supervisor.run("Fine", sys.executable, "-c", "print('done')")

    with pytest.raises(ProgramFailed, match=r"Broken failed:\nno such table"):
        supervisor.run("Broken", sys.executable, "-c", "import sys; sys.exit('no such table')")


def test_a_program_that_never_answers_is_given_up(supervisor):
    python(supervisor, "print('waiting for the moon', flush=True); " + SLEEP)
    words = supervisor.programs[0].last_words
    assert eventually(words)

    with pytest.raises(ProgramFailed, match=r"(?s)It did not answer within 0 s.*the moon"):
        supervisor.wait_until(lambda: False, 0.1, "It")


def test_stopping_ends_children_of_children_too(supervisor):
    program = python(supervisor, PARENT, SLEEP)
    assert eventually(lambda: program.last_words().isdigit())
    grandchild = int(program.last_words())

    supervisor.stop()

    assert program.has_ended
    assert eventually(lambda: not is_alive(grandchild))


def test_a_program_that_ignores_the_request_is_killed(supervisor, monkeypatch):
    monkeypatch.setattr("scripts.processes.GRACE", 0.2)
    program = python(supervisor, STUBBORN)
    assert eventually(program.last_words)

    supervisor.stop()

    assert program.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_put_up_the_stop_sign_and_are_given_back(number, tmp_path):
    before = signal.getsignal(number)
    with stop_sign_on_signals() as sign, supervise(Supervisor({}, tmp_path, [], sign)) as watcher:
        os.kill(os.getpid(), number)
        with pytest.raises(StopAsked):
            watcher.watch()

    assert signal.getsignal(number) is before


def test_a_stop_sign_ends_a_preparation_half_way(tmp_path):
    sign = StopSign(is_up=True)
    with supervise(Supervisor(dict(os.environ), tmp_path, [], sign)) as supervisor:
        with pytest.raises(StopAsked):
            supervisor.run("Slow", sys.executable, "-c", SLEEP)
        (program,) = supervisor.programs

    assert program.has_ended


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_programs_end_even_when_the_supervisor_is_killed(tmp_path):
    program = "print('up', flush=True);" + SLEEP
    command = (sys.executable, "-c", SUPERVISED, str(tmp_path), program)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        assert eventually(lambda: "up" in (tmp_path / "example.log").read_text())
        parent.kill()

    assert eventually(lambda: not is_alive(child))
