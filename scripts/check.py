"""``make check``: every check, all the way through, so that one run shows all there is to mend."""

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent

CHECKS = {
    "lint": (BIN / "ruff", "check", "."),
    "format": (BIN / "ruff", "format", "--check", "."),
    "types": (BIN / "mypy",),
    # Its cache knows an import by the file it stands in, not by what has become of its target.
    "imports": (BIN / "lint-imports", "--no-cache"),
    "migrations": (sys.executable, "-m", "scripts.migrations_in_step"),
}


def main() -> int:
    """Run the checks; exit status 1 if any fails. What fails shows what it said."""
    failed = [name for name, command in CHECKS.items() if not _passes(name, *command)]
    if failed:
        print(f"To mend: {', '.join(failed)}.")
    return 1 if failed else 0


def _passes(name: str, *command: Path | str) -> bool:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    verdict = "failed" if done.returncode else "ok"
    print(f"{name}: {verdict}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
