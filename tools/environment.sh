#!/bin/sh
# Make .venv ready.  Usage, from the root of the project: sh tools/environment.sh run|dev
#
# "run" holds what the command needs, "dev" also what the tests and linters need; both are
# pinned with hashes.  A second call finds the stamp and returns at once, without the network.
# An environment without its stamp was left half made, so it is made again from nothing.
set -eu

kind=$1
here=$(pwd)
pinned="$here $(cat requirements/run.lock requirements/dev.lock | cksum)"
declared=$(cksum < pyproject.toml)

ready() {
    [ "$(cat ".venv/ready-$1" 2>/dev/null)" = "$pinned" ] && .venv/bin/python -c '' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3.14 python3; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
            2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "goodoffices needs Python 3.11 or newer with venv and pip, and found none." >&2
    echo "On Debian: apt-get install python3 python3-venv.  Elsewhere: make PYTHON=/path/to/python3" >&2
    exit 1
}

install() {
    PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet --no-input "$@"
}

if ! ready dev && ! { [ "$kind" = run ] && ready run; }; then
    started=$(date +%s)
    if ! ready run; then
        python=$(find_python)
        echo "Making .venv with $("$python" --version) (once; this needs the network) ..."
        rm -rf .venv
        "$python" -m venv .venv
    fi
    rm -f .venv/ready-run .venv/declared
    if ! install --require-hashes --requirement "requirements/$kind.lock"; then
        echo "The packages could not be installed; the lines above say why." >&2
        echo "The first set-up needs the network; run the same command again when it is there." >&2
        exit 1
    fi
    echo "$pinned" > ".venv/ready-$kind"
    echo "$pinned" > .venv/ready-run
    echo "Set up in $(($(date +%s) - started)) s."
fi

if [ "$(cat .venv/declared 2>/dev/null)" != "$declared" ]; then
    install --no-index --no-deps --no-build-isolation --editable .
    echo "$declared" > .venv/declared
fi
