"""Measure how long reading takes, whether memory stays flat, and how well a reading agrees.

``python benchmarks/reading.py [--articles N] [--text FILE] [--gold FILE]`` reads one text of an
article's length a few times, then N copies of it with `goodoffices read` in a process of its own;
with an annotation of the text (offsets and labels) it prints precision and recall as well.
``--marked FILE`` scores texts with marks in them, such as ``benchmarks/reading_retold.txt``, and
measures nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from goodoffices.reading import (
    document_from_text,
    lexicon,
    marked_texts,
    read,
    read_document,
    score,
)

LENGTH = 7_500
"""Characters of an article, where no text is given."""

SENTENCES = (
    "The mediator told both delegations that the second draft would be ready by 3 May. ",
    "According to two diplomats, the northern side refused to discuss the port before a truce. ",
    "“We came to listen,” said the head of the Omani team, Salim Harthy, on Monday. ",
    "It remains unclear whether the talks in Muscat can bridge what still parts them. ",
    "The Swiss delegation, led by Ambassador Ann Lee, proposed a joint commission of officers. ",
)
KIB = 1024 if sys.platform == "darwin" else 1


def made() -> str:
    """Return a text of an article's length, of sentences that give the rules something to do."""
    paragraph = "".join(SENTENCES).rstrip() + "\n"
    return (paragraph * (LENGTH // len(paragraph) + 1))[:LENGTH]


def many(text: str, number: int) -> tuple[float, float]:
    """Return the seconds that `number` copies take, and MiB of the largest process."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for n in range(number):
            path = Path(folder, f"{n}.txt")
            path.write_text(text, encoding="utf-8")
            names.append(str(path))
        started = time.perf_counter()
        command = [sys.executable, "-m", "goodoffices", "read", *names]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken = time.perf_counter() - started
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIB / 1024
    return taken, largest


def scored(path: Path) -> None:
    """Print how a reading agrees with the marks in each of some texts, and in all of them."""
    all_of: dict[str, list[int]] = {}
    for document, gold in marked_texts(path.read_text(encoding="utf-8"), path.name):
        found = score(read(document), gold)
        print(f"{found.matched} of {found.proposed} proposed, of {found.gold}: {document.name}")
        rows = [("claim", found.gold, found.proposed, found.matched)]
        rows += [(each.name, each.gold, each.proposed, each.right) for each in found.labels]
        for name, *numbers in rows:
            total = all_of.setdefault(name, [0, 0, 0])
            total[:] = [a + b for a, b in zip(total, numbers, strict=True)]
    for name, (gold_, proposed, right) in all_of.items():
        print(
            f"{name}: precision {right / max(proposed, 1):.2f} ({right} of {proposed}), "
            f"recall {right / max(gold_, 1):.2f} ({right} of {gold_})"
        )


def main() -> int:
    """Print what was measured; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--marked", type=Path)
    asked = parser.parse_args()
    if asked.marked:
        scored(asked.marked)
        return 0
    document = read_document(asked.text) if asked.text else document_from_text(made(), "made")
    lexicon()
    times = []
    for _ in range(7):
        started = time.perf_counter()
        reading = read(document)
        times.append(time.perf_counter() - started)
    one = statistics.median(times)
    print(f"{os.cpu_count()} cores; a text of {len(document.text):,} characters")
    print(f"first reading  {times[0]:6.3f} s")
    print(f"median reading {one:6.3f} s (target 0.2)")
    few, small = many(document.text, max(asked.articles // 10, 1))
    taken, largest = many(document.text, asked.articles)
    print(f"{asked.articles:,} texts    {taken:6.1f} s (target {0.06 * asked.articles:.0f}), ")
    print(f"largest process {largest:.0f} MiB; {small:.0f} MiB for a tenth of them, {few:.1f} s")
    if asked.gold:
        gold = json.loads(asked.gold.read_text(encoding="utf-8"))
        for said, name in ((True, "what others say"), (False, "all claims")):
            found = score(reading, gold, said=said)
            print(
                f"{name}: precision {found.precision:.2f} ({found.matched} of {found.proposed}), "
                f"recall {found.recall:.2f} ({found.matched} of {found.gold})"
            )
    return int(times[0] > 0.2 or taken > 0.06 * asked.articles)


if __name__ == "__main__":
    sys.exit(main())
