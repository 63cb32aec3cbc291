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

  Two classes have worked together for some weeks, and two more could begin:

    Wattle Park Primary, Year 5 Blue, Creek watch
      Mārama Kereama, teacher      what waits for her, and who answers whom
      José María Fernández         a text that came back with a note
      any other student            the shared space, where others are known by made-up names
    Maple Street Elementary, Grade 5 Rivera, Garden journal
      Elena Rivera, teacher        a week of texts that nobody has looked at, and a nudge
    Wattle Park Primary, Year 6 Green, Wetland excursion
      Tomasz Wiśniewski, teacher   a charter and a code, for Grace Chen of Grade 6 at Maple Street

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
    ports = int(options.port), int(options.lms_port)
    return run(Pair(*ports, options.folder, is_seeded=True))


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
