"""``make demo``: the tool and a practice LMS on this machine, until Ctrl-C."""

import argparse
import sys
from pathlib import Path

from scripts.pair import Pair
from scripts.ports import complain
from scripts.processes import ProgramFailed, StopAsked, stop_sign_on_signals
from scripts.stamps import PROJECT

WELCOME = """
Courtyard is running.

  Open     {lms}/

  This is a practice LMS with two schools. Choose a class, choose who to be (a teacher, or one of
  the students) and click an activity: Courtyard opens inside the page, launched as at a school.

  The tool itself is at {tool}/. In another terminal, `make console` prints a link
  into its console; Beatrice Oyelaran finds her school's own on the page of the class.
  Everything is kept in {folder}/ (logs in {folder}/logs/); delete that folder to begin anew.

  Stop it all with Ctrl-C.
"""


def main() -> int:
    """Run the demo and return an exit status; 0 after Ctrl-C."""
    options = _arguments()
    complaint = complain(options.port, options.lms_port)
    if complaint:
        print(complaint, file=sys.stderr)
        return 1
    return run(Pair(int(options.port), int(options.lms_port), options.folder))


def run(pair: Pair) -> int:
    """Start the pair, say so, and watch it until somebody asks to stop or a program dies."""
    try:
        print("Starting ...", flush=True)
        with stop_sign_on_signals() as sign, pair.running(sign) as supervisor:
            words = {"lms": pair.lms_url, "tool": pair.tool_url, "folder": pair.folder.name}
            print(WELCOME.format(**words), flush=True)
            supervisor.watch()
    except StopAsked:
        print("\nStopped.")
        return 0
    except ProgramFailed as failure:
        print(f"\n{failure}\n\nEverything else was stopped.", file=sys.stderr)
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--port", default="8000", help="of the tool, on localhost")
    parser.add_argument("--lms-port", default="8001", help="of the practice LMS, on 127.0.0.1")
    parser.add_argument("--folder", default=PROJECT / "instance", type=Path, help="of its data")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
