"""Which ports are free. Asked before anything is installed or started."""

import errno
import socket
import sys

ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def main() -> int:
    """Exit status 1, and a sentence, unless every port on the command line can be used."""
    complaint = complain(*sys.argv[1:])
    if complaint:
        print(complaint, file=sys.stderr)
    return 1 if complaint else 0


def complain(tool: str, lms: str) -> str:
    """What is wrong with these two ports, and the way out, in a sentence; "" if nothing is."""
    for name, port in (("PORT", tool), ("LMS_PORT", lms)):
        if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
            return f"{name} is {port!r}; it must be a number from 1 to 65535."
    if int(tool) == int(lms):
        return f"PORT and LMS_PORT are both {tool}; the tool and the practice LMS need one each."
    for name, port in (("PORT", tool), ("LMS_PORT", lms)):
        trouble = _trouble(int(port))
        if trouble:
            return (
                f"Port {port} {trouble}. Choose another one: make demo {name}={_spare(int(port))}"
            )
    return ""


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _trouble(port: int) -> str:
    """Why the port cannot be had on this machine, or "". A browser may try either address."""
    for family, address in ADDRESSES:
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return "is taken by another program"
            if error.errno == errno.EACCES:
                return "is reserved for the system's own programs"
    return ""


def _spare(port: int) -> int:
    """A free port to suggest: one a person can remember, if there is one."""
    candidates = (port + step for step in (10, 20, 100, 1000))
    return next((port for port in candidates if port < 65536 and not _trouble(port)), free_port())


if __name__ == "__main__":
    sys.exit(main())
