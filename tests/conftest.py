"""The fixtures live in tests/support/, one subject a file."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = (
    "tests.support.ran",
    "tests.support.application",
    "tests.support.databases",
    "tests.support.chromium",
    "tests.support.modes",
    "tests.support.live",
    "tests.support.cast",
    "tests.support.worker",
)

# The same inputs every time where a red run must mean a mistake; new ones at every run elsewhere.
settings.register_profile(
    "courtyard",
    derandomize=os.environ.get("COURTYARD_REQUIRE_ALL") == "1",
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("courtyard")
