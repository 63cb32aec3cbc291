"""``make bench``: launches and pages beside their floors, on SQLite and on PostgreSQL."""

import sys
import tempfile
from pathlib import Path

from bench.report import print_table
from bench.scene import Scene
from bench.subjects import measure
from scripts.databases import temporary_postgres, why_no_postgres


def main() -> int:
    """Measure on every database that answers; the exit status says whether the bar was met."""
    met = []
    with tempfile.TemporaryDirectory() as folder:
        met.append(_run("SQLite", f"sqlite:///{Path(folder) / 'bench.db'}"))
    if reason := why_no_postgres():
        print(f"\nPostgreSQL was left out: {reason}.")
    else:
        with temporary_postgres() as url:
            met.append(_run("PostgreSQL", url))
    return 0 if all(met) else 1


def _run(name: str, url: str) -> bool:
    with Scene.at(url) as scene:
        return print_table(name, measure(scene))


sys.exit(main())
