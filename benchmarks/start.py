"""Measure how long the command takes from a cold start, and how much memory.

``python benchmarks/start.py [--runs N]`` runs each command N times as a new process, and prints
the median wall time and the largest resident memory beside the target.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("goodoffices"))
KIB = 1024 if sys.platform == "darwin" else 1
"""What one unit of ru_maxrss is worth: bytes on macOS, KiB elsewhere."""


@dataclass(frozen=True)
class Measure:
    """A command, and what it may take.

    Parameters
    ----------
    arguments
        Of the command; OUTPUT stands for a file to write.
    seconds
        Target for the median wall time.
    mebibytes
        Target for the largest resident memory.
    """

    arguments: tuple[str, ...]
    seconds: float
    mebibytes: float


MEASURES = (
    Measure(("--help",), 0.3, 400),
    Measure(("check", "geneva-2026"), 0.7, 400),
    Measure(("zone", "geneva-2026"), 10.0, 400),
    Measure(("intent", "geneva-2026"), 2.0, 400),
    Measure(("brief", "geneva-2026", "--draws", "2000", "--output", "OUTPUT"), 10.0, 400),
)


def run(arguments: tuple[str, ...], folder: Path) -> tuple[float, float]:
    """Run the command once and return its wall time in seconds and its memory in MiB."""
    given = [str(folder / "out.html") if part == "OUTPUT" else part for part in arguments]
    started = time.perf_counter()
    said = folder / "said"
    child = os.posix_spawn(
        COMMAND,
        [COMMAND, *given],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ],
    )
    _, status, usage = os.wait4(child, 0)
    taken = time.perf_counter() - started
    if status:
        raise SystemExit(f"goodoffices {' '.join(given)} failed:\n{said.read_text()}")
    return taken, usage.ru_maxrss / KIB / 1024


def machine() -> str:
    """Return one line that says what was measured on."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )


def main() -> int:
    """Print the table; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (default 5)")
    runs = parser.parse_args().runs
    print(f"{machine()}; median of {runs} runs\n")
    print(f"{'command':<52}{'s':>8}{'target':>8}{'MiB':>8}{'target':>8}")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for measure in MEASURES:
            taken = [run(measure.arguments, Path(folder)) for _ in range(runs)]
            seconds = statistics.median(wall for wall, _ in taken)
            memory = max(size for _, size in taken)
            late = seconds > measure.seconds or memory > measure.mebibytes
            missed += late
            shown = " ".join(
                part for part in measure.arguments if part not in {"--output", "OUTPUT"}
            )
            print(
                f"{shown:<52}{seconds:>8.2f}{measure.seconds:>8.1f}"
                f"{memory:>8.0f}{measure.mebibytes:>8.0f}{'  missed' if late else ''}"
            )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
