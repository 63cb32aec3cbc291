"""``make setup``: the virtual environment, the packages and the built assets.

Needs only Python and its standard library. Quick when there is nothing to do, and may be
interrupted at any point: the next run takes up what was left unfinished.
"""

import argparse
import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.assets import build_assets
from scripts.environment import install_packages, make_environment
from scripts.stamps import PROJECT, SetUpError


def main() -> int:
    """Set up and return an exit status; a failure is said in a sentence."""
    try:
        set_up(is_dev=_arguments().dev)
    except SetUpError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up was interrupted; run it again to go on.", file=sys.stderr)
        return 130
    return 0


def set_up(*, is_dev: bool) -> None:
    """Take every step that is still needed. Raises SetUpError."""
    with _one_at_a_time():
        make_environment()
        install_packages("requirements.txt", *(["requirements-dev.txt"] if is_dev else []))
        build_assets()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make setup", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    return parser.parse_args()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two terminals may set up the same checkout: the second waits for the first."""
    with Path(PROJECT / "requirements.txt").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another set-up of this checkout ...", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
