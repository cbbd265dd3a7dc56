"""Compare utilities of imported scenarios with NegMAS's own, number by number.

    python benchmarks/exchange_against_negmas.py --negmas PYTHON FOLDER [FOLDER ...]

PYTHON is the interpreter of an environment of its own that holds NegMAS 0.16; NegMAS is never
imported here. Each FOLDER holds one scenario, in GENIUS XML or NegMAS YAML. For each profile, 200
random packages are valued

- by NegMAS, from the original files;
- by this program, from the imported case, in the profile's own units;
- by NegMAS again, from our export of that case to NegMAS files.

GENIUS XML is read twice: as it is written, which is how NegMAS reads it; and with evaluations
divided by the largest of their issue, which is how GENIUS does, against NegMAS's tables divided
likewise. The script ends with 1 where two utilities differ by more than 1e-12 of their scale.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.exchange import Imported, from_genius, from_negmas, save, to_negmas
from goodoffices.preferences import prepare, worth_of

PACKAGES = 200
TOLERANCE = 1e-12

THEIRS = """
import json, sys, warnings
warnings.simplefilter("ignore")
from negmas.inout import Scenario
asked = json.load(sys.stdin)
scenario = Scenario.load(asked["folder"], safe_parsing=False, ignore_discount=True)
issues = scenario.outcome_space.issues
# An option is called by its text: the two programs need not agree on types.
options = [{str(value): value for value in issue.all} for issue in issues]
outcomes = [
    tuple(options[i][name] for i, name in enumerate(package)) for package in asked["packages"]
]
found = {}
for ufun in scenario.ufuns:
    if not hasattr(ufun, "weights") or not hasattr(ufun, "values"):
        continue
    if asked["normalise"]:
        peaks = [max(f(v) for v in issue.all) or 1 for f, issue in zip(ufun.values, issues)]
        worth = [
            sum(w * f(v) / p for w, f, v, p in zip(ufun.weights, ufun.values, o, peaks))
            for o in outcomes
        ]
    else:
        worth = [float(ufun(o)) for o in outcomes]
    found[ufun.name] = worth
json.dump(found, sys.stdout)
"""


def theirs(
    python: str, folder: Path, packages: list[list[str]], *, normalise: bool
) -> dict[str, list[float]]:
    """Return NegMAS's utilities by profile."""
    asked = {"folder": str(folder), "packages": packages, "normalise": normalise}
    done = subprocess.run(
        [python, "-c", THEIRS], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{folder.name}: NegMAS failed: {done.stderr.strip()[-500:]}")
    # What NegMAS prints while it loads stands before the answer.
    answer: dict[str, list[float]] = json.loads(done.stdout[done.stdout.index("{") :])
    return answer


def ours(imported: Imported, chosen: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Return our utilities by party, times the sum of its weights."""
    draws = prepare(imported.case).modal()
    worth = worth_of(draws.worth, draws.bonus, draws.structure, chosen)[0]
    found = {}
    for p, party in enumerate(imported.case.parties):
        weights = [
            q.weight.mode for q in imported.case.positions if q.party == party.id and q.weight
        ]
        if weights:
            found[party.name] = worth[p] * sum(weights)
    return found


def compare(
    python: str, folder: Path, imported: Imported, how: str, *, normalise: bool
) -> dict[str, Any]:
    """Return the largest differences over the profiles of one scenario."""
    issues = imported.case.issues
    sizes = [len(issue.options) for issue in issues]
    chosen = np.random.default_rng(1).integers(sizes, size=(PACKAGES, len(sizes)))
    names = [
        [issues[i].options[o].name for i, o in enumerate(package)] for package in chosen.tolist()
    ]
    original = theirs(python, folder, names, normalise=normalise)
    case = ours(imported, chosen)
    if not case:
        return {"scenario": folder.name, "read": how, "profiles": 0}
    with tempfile.TemporaryDirectory() as there:
        save(to_negmas(imported.case), Path(there) / folder.name)
        exported = theirs(python, Path(there) / folder.name, names, normalise=False)
    direct = through = 0.0
    for name, worth in case.items():
        truth = np.array(original[name])
        scale = max(1.0, float(np.abs(truth).max()))
        # A case holds utilities up to where nought lies; the export holds that, too.
        shift = truth[0] - worth[0]
        direct = max(direct, float(np.abs(truth - worth - shift).max()) / scale)
        through = max(through, float(np.abs(truth - np.array(exported[name])).max()) / scale)
    return {
        "scenario": folder.name, "read": how, "profiles": len(case),
        "case": direct, "export": through,
    }  # fmt: skip


def main() -> int:
    """Compare every folder; return 1 where something differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--negmas", required=True, metavar="PYTHON")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    results = []
    for folder in arguments.folders:
        if any(folder.glob("*.xml")):
            written = from_genius(folder, evaluations="as-written")
            results.append(
                compare(arguments.negmas, folder, written, "as-written", normalise=False)
            )
            divided = from_genius(folder)
            results.append(compare(arguments.negmas, folder, divided, "as GENIUS", normalise=True))
        else:
            imported = from_negmas(folder)
            results.append(compare(arguments.negmas, folder, imported, "NegMAS", normalise=False))
    worst = 0.0
    for found in results:
        line = f"{found['scenario']:28} {found['read']:10} {found['profiles']:3} profiles"
        if found["profiles"]:
            line += f"  case {found['case']:.1e}  export {found['export']:.1e}"
            worst = max(worst, found["case"], found["export"])
        print(line)
    print(f"largest difference {worst:.1e}, allowed {TOLERANCE:.0e}")
    return int(worst > TOLERANCE)


if __name__ == "__main__":
    sys.exit(main())
