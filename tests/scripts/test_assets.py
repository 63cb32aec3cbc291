"""The front end's own tests belong to the suite."""

import subprocess

from scripts.assets import ASSETS
from scripts.node import find_node


def test_the_front_end_passes_its_tests():
    node = find_node()
    done = subprocess.run(
        (*node.npm, "test", "--silent"),
        cwd=ASSETS,
        env=node.environment,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
