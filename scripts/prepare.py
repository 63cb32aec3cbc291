"""Brings the tool's database up to date and registers the practice LMS there.

These are the commands that an administrator types, in one process, because starting Python and
reading the application is most of what each of them takes.
"""

import os
import subprocess
import sys
from pathlib import Path

from wsgi import app


def main() -> int:
    """Run the commands, and return an exit status."""
    registrations = Path(os.environ["LMS_STATE_DIR"]) / "registrations.json"
    with registrations.open("w") as file:
        command = (sys.executable, "-m", "practice_lms", "registrations")
        subprocess.run(command, stdout=file, check=True)
    commands = (
        ("db", "upgrade"),
        ("keys", "ensure"),
        ("platforms", "import", str(registrations)),
    )
    return 0 if all(_run(*words) for words in commands) else 1


def _run(*words: str) -> bool:
    result = app.test_cli_runner().invoke(args=words)
    print(result.output, end="")
    if result.exit_code:
        print(f"flask --app wsgi {' '.join(words)} failed:", repr(result.exception))
    return not result.exit_code


if __name__ == "__main__":
    sys.exit(main())
