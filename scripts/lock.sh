#!/bin/sh
# Pins the dependencies: every platform from Python 3.11 on, every file by hash, no index addresses.
# Give UPGRADE=--upgrade to take newer releases of what is pinned already.
set -eu

pin() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --annotation-style line \
        ${UPGRADE:-} "$1.in" --output-file "$1.txt"
    echo "pinned $1.txt"
}

command -v uv >/dev/null || { echo "make lock needs uv on the PATH (pip install uv)." >&2; exit 1; }
pin requirements
pin requirements-dev
pin scripts/requirements-node
