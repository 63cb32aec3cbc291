"""The demo as a newcomer meets it: two real programs, until Ctrl-C or until one of them dies."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from practice_lms.visiting import Visit
from scripts.pair import answers
from scripts.ports import complain, free_port
from scripts.stamps import PROJECT


@dataclass
class Demo:
    """A started demo and its two ports."""

    process: subprocess.Popen[str]
    port: int
    lms_port: int

    def read_until(self, words: str) -> str:
        """What it printed, up to the line with these words."""
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line)
            if words in line:
                return "".join(lines)
        pytest.fail("It ended with:\n" + "".join(lines))


def start(port: int, lms_port: int, folder: Path) -> Demo:
    words = ("--port", str(port), "--lms-port", str(lms_port), "--folder", str(folder))
    process = subprocess.Popen(
        (sys.executable, "-m", "scripts.demo", *words),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Demo(process, port, lms_port)


@pytest.fixture
def demo(tmp_path) -> Iterator[Demo]:
    demo = start(free_port(), free_port(), tmp_path)
    with demo.process:
        yield demo
        demo.process.kill()


def writers(log: Path) -> list[int]:
    """The ids of the processes whose standard output is this file."""
    open_files = Path("/proc").glob("[0-9]*/fd/1")
    return [int(link.parts[2]) for link in open_files if _target(link) == str(log)]


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def test_it_says_what_to_open_and_ctrl_c_stops_both(demo):
    said = demo.read_until("Stop it all with")

    assert f"Open     http://127.0.0.1:{demo.lms_port}/" in said
    assert answers(demo.port, "/healthz")
    assert answers(demo.lms_port, "/")
    assert "The frog that sounds like a banjo" in creek_watch(demo)

    demo.process.send_signal(signal.SIGINT)

    assert demo.process.wait(15) == 0
    assert complain(str(demo.port), str(demo.lms_port)) == ""


def creek_watch(demo: Demo) -> str:
    """What a child finds there who opens the demo for the first time."""
    activity = f"http://127.0.0.1:{demo.lms_port}/wattle-park/courses/5b/activities/creek"
    with requests.Session() as browser:
        return Visit(browser).walk(f"{activity}?as=s501").text


@pytest.mark.skipif(sys.platform != "linux", reason="finds the programs in /proc")
def test_when_one_dies_the_other_is_stopped(demo, tmp_path):
    demo.read_until("Stop it all with")
    for pid in writers(tmp_path / "logs" / "practice-lms.log"):
        os.kill(pid, signal.SIGKILL)

    assert demo.process.wait(15) == 1
    assert "Practice LMS stopped by itself" in demo.process.stdout.read()
    assert complain(str(demo.port), str(demo.lms_port)) == ""


def test_a_taken_port_is_said_before_anything_starts(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        demo = start(free_port(), taken.getsockname()[1], tmp_path / "data")
        said, _ = demo.process.communicate(timeout=15)

    assert demo.process.returncode == 1
    assert re.fullmatch(r"Port \d+ is taken by another program\. .*LMS_PORT=\d+\n", said)
    assert not (tmp_path / "data").exists()
