"""Measure the workbench under load: many people at once, each moving sliders and drafts.

``python benchmarks/workbench.py [--clients N] [--seconds S]`` starts ``goodoffices serve`` on a
folder of its own, lets N clients work with it over loopback, and prints how long they waited, by
kind of question, and what memory the server and its processes took. It ends with 1 where a target
is missed. Clients are threads of a process of their own, so that they do not delay the server's
answers more than other processes do. Needs Linux, whose /proc tells the memory.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from goodoffices.case import bundled, bundled_path

TARGET = 0.3
"""Seconds that 95 % of what-ifs may take at most."""
GROWTH = 1.15
"""Memory at the end over memory once every process has answered for a while; more is growth."""
SETTLED = 30.0
"""Seconds after which memory is taken as settled: caches have a size that they reach."""
MIX = {"what-if": 60, "marks": 20, "page": 12, "why": 3, "nearest": 3, "moved on": 2}
"""How often each kind is asked, in percent; "moved on" asks a what-if and leaves before it is
answered, as a slider does that is still moving."""


@dataclass(slots=True)
class Client:
    """One person: what they have done, and how long they waited.

    Parameters
    ----------
    port
        Of the server.
    number
        Which client; the seed of what it does.
    think
        Least and most seconds between an answer and the next question.
    cases
        The names of the cases, each with fields that its page lets one move, and what a draft of
        it may hold.
    waited
        Seconds, by kind of question.
    errors
        What was no answer.
    """

    port: int
    number: int
    think: tuple[float, float]
    cases: dict[str, tuple[list[str], list[tuple[str, str]]]]
    waited: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    line: http.client.HTTPConnection | None = None

    def work(self, until: float) -> None:
        """Ask, think, and ask again."""
        chance = random.Random(self.number)  # no secret
        time.sleep(chance.uniform(0, self.think[1]))
        name = chance.choice(sorted(self.cases))
        while time.time() < until:
            if chance.random() < 0.05:
                name = chance.choice(sorted(self.cases))
            (kind,) = chance.choices(list(MIX), list(MIX.values()))
            self.ask(kind, self.address(kind, name, chance))
            time.sleep(chance.uniform(*self.think))

    def address(self, kind: str, name: str, chance: random.Random) -> str:
        """Return what is asked: of numbers, one that nobody asked before."""
        sliders, choices = self.cases[name]
        here = f"/case/{quote(name)}"
        if kind == "page":
            return chance.choice(["/", f"{here}/", f"{here}/what-if", f"{here}/draft"])
        if kind in {"what-if", "moved on"}:
            moved = chance.sample(sliders, min(len(sliders), chance.randint(1, 3)))
            query = {slider: f"{chance.uniform(*_RANGES[slider.split('.')[0]]):.9f}"
                     for slider in moved}  # fmt: skip
            return f"{here}/what-if/follows?{urlencode(query)}"
        part = {"marks": "marks", "why": "why", "nearest": "nearest"}[kind]
        return f"{here}/draft/{part}?{urlencode(_draft(choices, chance))}"

    def ask(self, kind: str, address: str) -> None:
        """Ask once, and remember how long it took."""
        began = time.perf_counter()
        try:
            try:
                self.send(kind, address)
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                # Closed while we were thinking: asked anew, as a browser does.
                self.line = None
                self.send(kind, address)
        except OSError as error:
            self.errors.append(f"{error!r} {address[:100]}")
            self.line = None
        self.waited[kind].append(time.perf_counter() - began)

    def send(self, kind: str, address: str) -> None:
        """Send a request, and read its answer unless we have moved on."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.line.request("GET", address, headers={"HX-Request": "true"})
        if kind == "moved on":
            time.sleep(0.02)
            self.line.close()
            self.line = None
            return
        response = self.line.getresponse()
        body = response.read()
        if response.status != 200 or b"went wrong" in body:
            self.errors.append(f"{response.status} {address[:100]}")


_RANGES = {"floor": (-0.3, 0.3), "weight": (0.0, 3.0)}


def _draft(choices: list[tuple[str, str]], chance: random.Random) -> dict[str, str]:
    drafted = dict(chance.sample(choices, len(choices)))
    settled = chance.sample(sorted(drafted), chance.randint(1, len(drafted)))
    return {issue: drafted[issue] for issue in settled}


def clients(port: int, count: int, think: tuple[float, float], until: float, line: object) -> None:
    """Let the clients work in this process, and send what they waited."""
    fields = {name: read_page(port, name) for name in bundled()}
    each = [Client(port, number, think, fields) for number in range(count)]
    threads = [threading.Thread(target=client.work, args=(until,)) for client in each]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waited: dict[str, list[float]] = defaultdict(list)
    for client in each:
        for kind, seconds in client.waited.items():
            waited[kind] += seconds
    line.send((dict(waited), [error for client in each for error in client.errors]))  # type: ignore[attr-defined]


def read_page(port: int, name: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the sliders that a case's page has, and the fields of its draft table."""
    sliders = re.findall(r'name="((?:floor|weight)\.[^"]+)"', _get(port, f"/case/{name}/what-if"))
    fields = re.findall(
        r'<input type="radio" name="(d\.[^"]+)" value="([^"]+)"',
        _get(port, f"/case/{name}/draft"),
    )
    if not sliders or not fields:
        raise SystemExit(f"the pages of {name} hold no sliders or no choices any more")
    return sliders, fields


def _get(port: int, address: str) -> str:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", address)
    text = line.getresponse().read().decode()
    line.close()
    return text


def family(root: int) -> list[int]:
    """Return a process and all that descend from it."""
    parents: dict[int, list[int]] = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(rest[1])].append(int(status.parent.name))
    found, left = [], [root]
    while left:
        pid = left.pop()
        found.append(pid)
        left += parents[pid]
    return found


def taken(root: int) -> tuple[float, float, int, int]:
    """Return MiB of the server and of its processes, how many these are, and its open files.

    Memory that processes share is counted for each in part (PSS), so that the sum is what is taken.
    """
    sizes = {}
    for pid in family(root):
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        sizes[pid] = int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024  # type: ignore[index]
    own = sizes.pop(root, 0.0)
    return own, sum(sizes.values()), len(sizes), len(list(Path(f"/proc/{root}/fd").iterdir()))


def seconds_of_work(root: int) -> float:
    """Return the processor time of the server and its processes so far."""
    total = 0.0
    for pid in family(root):
        try:
            rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(rest[11]) + int(rest[12])) / os.sysconf("SC_CLK_TCK")
    return total


def load() -> str:
    """Return the load of the machine, which says how much of a figure is the workbench's own."""
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def main() -> int:
    """Print the figures; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=50, help="people at once (default 50)")
    parser.add_argument("--seconds", type=float, default=300, help="how long (default 300)")
    parser.add_argument(
        "--think", type=float, nargs=2, default=(2.0, 6.0), metavar=("LEAST", "MOST"),
        help="seconds between answer and next question (default 2 6)",
    )  # fmt: skip
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in bundled():
            (Path(folder) / f"{name}.yaml").write_bytes(bundled_path(name).read_bytes())
        server = subprocess.Popen(
            [sys.executable, "-m", "goodoffices", "serve", folder, "--no-open"],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            said = server.stdout.readline()  # type: ignore[union-attr]
            port = int(re.search(r"127\.0\.0\.1:(\d+)", said)[1])  # type: ignore[index]
            return measure(server.pid, port, asked)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def measure(root: int, port: int, asked: argparse.Namespace) -> int:
    """Let clients work with a server and print what was measured."""
    least, most = asked.think
    print(
        f"{asked.clients} clients for {asked.seconds:.0f} s, {least:g} to {most:g} s of thought; "
        f"{os.cpu_count()} cores, load {load()}\n"
    )
    print(f"{'s':>6}{'server MiB':>12}{'others MiB':>12}{'processes':>11}{'files':>7}  load")
    ours, theirs = multiprocessing.Pipe(duplex=False)
    began = time.time()
    until = began + asked.seconds
    crowd = multiprocessing.Process(
        target=clients, args=(port, asked.clients, (least, most), until, theirs)
    )
    crowd.start()
    theirs.close()
    before = seconds_of_work(root)
    sizes: list[tuple[float, float]] = []
    every = min(30.0, asked.seconds / 4)
    while True:
        own, others, processes, files = taken(root)
        now = time.time() - began
        sizes.append((now, own + others))
        print(
            f"{now:>6.0f}{own:>12.0f}{others:>12.0f}{processes:>11}{files:>7}  {load()}", flush=True
        )
        if now + 1 > asked.seconds:
            break
        time.sleep(max(0.0, min(every, until - time.time())))
    waited, errors = ours.recv()
    crowd.join()
    work = seconds_of_work(root) - before
    count = sum(map(len, waited.values()))
    print(f"\n{'kind':<10}{'asked':>7}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'most ms':>9}")
    for kind in MIX:
        times = sorted(waited.get(kind, []))
        if len(times) > 1 and kind != "moved on":
            cuts = statistics.quantiles(times, n=100, method="inclusive")
            shown = "".join(
                f"{1000 * value:>9.0f}" for value in (cuts[49], cuts[94], cuts[98], times[-1])
            )
            print(f"{kind:<10}{len(times):>7}{shown}")
        else:
            print(f"{kind:<10}{len(times):>7}")
    print(
        f"\n{count / asked.seconds:.1f} requests/s, "
        f"{1000 * work / count:.0f} ms of processor each; {len(errors)} errors"
    )
    for error in errors[:10]:
        print(f"  {error}")
    return verdict(waited["what-if"], sizes, errors)


def verdict(times: list[float], sizes: list[tuple[float, float]], errors: list[str]) -> int:
    """Say whether the targets are met."""
    late = statistics.quantiles(times, n=100, method="inclusive")[94]
    settled = next((size for when, size in sizes if when >= SETTLED), None)
    print(f"\np95 of what-ifs {1000 * late:.0f} ms (target {1000 * TARGET:.0f}): "
          f"{'met' if late < TARGET else 'missed'}")  # fmt: skip
    grown = settled is not None and sizes[-1][1] > GROWTH * settled
    if settled is None:
        print(f"memory: too short to tell, it takes more than {SETTLED:.0f} s")
    else:
        print(f"memory {settled:.0f} MiB once settled, {sizes[-1][1]:.0f} at the end: "
              f"{'grown' if grown else 'no growth'}")  # fmt: skip
    return int(late >= TARGET or grown or bool(errors))


if __name__ == "__main__":
    sys.exit(main())
