#!/bin/sh
# Runs a Python that is new enough for Courtyard: $PYTHON, or the first that PATH offers.
set -u

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    is_new_enough "$python" && exec "$python" "$@"
done

found=$("${PYTHON:-python3}" --version 2>&1) || found="no Python"
echo "Courtyard needs Python 3.11 or newer; found: $found." >&2
echo "Install one, or name one: make PYTHON=/path/to/python3.11 ..." >&2
exit 1
