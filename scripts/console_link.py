"""``make console``: a link into the console of the demo, as an administrator makes one."""

import argparse
import subprocess
import sys
from pathlib import Path

from scripts.pair import Pair
from scripts.stamps import PROJECT


def main() -> int:
    """Print a link, and return an exit status."""
    parser = argparse.ArgumentParser(prog="make console", description=__doc__)
    parser.add_argument("--port", default=8000, type=int, help="of the tool, on localhost")
    parser.add_argument("--folder", default=PROJECT / "instance", type=Path, help="of its data")
    options = parser.parse_args()
    print(make_link(Pair(options.port, 0, options.folder)))
    return 0


def make_link(pair: Pair) -> str:
    """A new link into the console of a tool that was started as this pair."""
    command = (sys.executable, "-m", "flask", "--app", "wsgi", "admin", "link")
    done = subprocess.run(
        command, env=pair.environment(), cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.split()[-1]


if __name__ == "__main__":
    sys.exit(main())
