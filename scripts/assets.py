"""The front end: ``npm ci`` in assets/, then esbuild into app/static/build/."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scripts.node import Node, find_node
from scripts.stamps import PROJECT, SetUpError, digest, once

ASSETS = PROJECT / "assets"
MODULES = ASSETS / "node_modules"
BUILD = PROJECT / "app" / "static" / "build"


def build_assets() -> None:
    """Install the front-end packages and build, where something changed. Raises SetUpError.

    Node is only looked for where there is something to do: starting it takes a while.
    """
    node = cache(find_node)
    locks = [ASSETS / name for name in ("package.json", "package-lock.json", ".npmrc")]
    packages = digest(locks)
    once(MODULES / ".stamp", packages, lambda: _install(node()))
    once(BUILD / ".stamp", digest(_sources(), packages), lambda: _build(node()))


def _sources() -> Iterator[Path]:
    for path in ASSETS.rglob("*"):
        if MODULES not in path.parents and path.is_file():
            yield path


def _install(node: Node) -> None:
    print(f"Installing the front end's packages (Node {node.version}) ...", flush=True)
    _npm(node, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")


def _build(node: Node) -> None:
    print("Building the assets ...", flush=True)
    _npm(node, "run", "--silent", "build")


def _npm(node: Node, *words: str) -> None:
    done = subprocess.run(
        [*node.npm, *words],
        cwd=ASSETS,
        env=node.environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        print(done.stdout + done.stderr)
        raise SetUpError(f"npm {words[0]} failed in assets/; the lines above say why.")
