"""Becomes another program, which is terminated if whoever started it is killed.

A supervisor that gets SIGKILL cannot stop its programs; on Linux the kernel does it instead.
Elsewhere this only starts the program.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h; it outlives the exec."""


def main() -> None:
    """Exec the command line, given the parent's process id first."""
    parent, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit("The supervisor has gone already.")
    os.execvp(command[0], command)  # noqa: S606 (no shell is wanted)


if __name__ == "__main__":
    main()
