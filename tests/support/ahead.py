"""A worker whose clock is ahead: what is due in weeks is done while a test looks on."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from scripts.pair import Pair
from scripts.stamps import PROJECT

JOBS = ("--app", "wsgi", "jobs", "run")


@contextmanager
def worker_ahead(pair: Pair, by: timedelta) -> Iterator[None]:
    """Run it beside the pair's own until the block ends."""
    later = (sys.executable, "-m", "tests.support.later", str(by.total_seconds()), *JOBS)
    with (pair.folder / "logs" / "later.log").open("wb") as log:
        worker = subprocess.Popen(
            later, env=pair.environment(), cwd=PROJECT, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            worker.kill()
            worker.wait()
