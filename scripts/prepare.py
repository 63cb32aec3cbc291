"""Brings the tool's database up to date and registers the practice LMS there.

These are the commands that an administrator types, in one process, because starting Python and
reading the application is most of what each of them takes. With ``--seed`` an empty database is
begun with some weeks of life.
"""

import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path

from practice_lms.config import config_from_environment
from practice_lms.lms import create_lms
from scripts.seeding.starting import first_day, forget_unfinished, seed_once
from wsgi import app


def main() -> int:
    """Run the commands, and return an exit status."""
    state = Path(os.environ["LMS_STATE_DIR"])
    forget_unfinished(state.parent)
    lms = create_lms(config_from_environment())
    registrations = state / "registrations.json"
    registrations.write_text(json.dumps(lms.registrations))
    if not _run("db", "upgrade"):
        return 1
    with first_day(app) if "--seed" in sys.argv else nullcontext():
        if not (_run("keys", "ensure") and _run("platforms", "import", str(registrations))):
            return 1
    if "--seed" in sys.argv:
        seed_once(app, lms, state.parent)
    return 0


def _run(*words: str) -> bool:
    result = app.test_cli_runner().invoke(args=words)
    print(result.output, end="")
    if result.exit_code:
        print(f"flask --app wsgi {' '.join(words)} failed:", repr(result.exception))
    return not result.exit_code


if __name__ == "__main__":
    sys.exit(main())
