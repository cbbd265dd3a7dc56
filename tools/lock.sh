#!/bin/sh
# Resolve requirements/*.lock from pyproject.toml.  Usage, from the root: sh tools/lock.sh
#
# Hashes of every platform's files are listed; no address of any index or machine is.
set -eu

python3 -m venv build/lock
build/lock/bin/python -m pip install --quiet uv

resolve() {
    output=$1
    shift
    build/lock/bin/uv pip compile pyproject.toml "$@" --quiet --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --system-certs --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" --output-file "requirements/$output"
}

resolve run.lock --group build "$@"
resolve dev.lock --group build --group dev --constraint requirements/run.lock "$@"
