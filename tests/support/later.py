"""Run a flask command in a process whose clock is ahead: ``python -m tests.support.later 61 …``."""

import sys
import time

import time_machine
from flask.cli import main

if __name__ == "__main__":
    _, seconds, *words = sys.argv
    sys.argv = ["flask", *words]
    with time_machine.travel(time.time() + float(seconds), tick=True):
        main()
