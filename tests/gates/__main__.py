"""Run the slow gates on the built site, as many at a time as there are cores.

Lighthouse runs first and alone, because it measures time. A failing gate does not stop the others.

Example: python -m tests.gates html budgets
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import NamedTuple

EXCLUSIVE_GATES = ("lighthouse",)
PARALLEL_GATES = (
    *("suite", "exit", "hostile", "targets", "mutation", "html", "reproducible", "budgets"),
    *("package", "metadata", "awesome"),
)
"""Longest first, so that no core idles at the end."""
MAX_PARALLEL = 2
"""Cores of a GitHub runner; more gates at once would compete for memory."""
VERDICTS = {0: "passed", 2: "could not run"}
"""Meaning of exit codes; any other one is a failure."""


class Outcome(NamedTuple):
    """The result of one gate."""

    name: str
    code: int
    seconds: float
    output: str


def run_gate(name: str) -> Outcome:
    """Run one gate."""
    print(f"-- {name}: started\n", end="", flush=True)  # in one write, because two start at once
    start = time.monotonic()
    command = (sys.executable, "-m", f"tests.gates.{name}")
    process = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False
    )
    return Outcome(name, process.returncode, time.monotonic() - start, process.stdout)


def run_gates(names: list[str]) -> Iterator[Outcome]:
    """Run gates and yield their outcomes as they finish."""
    yield from (run_gate(name) for name in EXCLUSIVE_GATES if name in names)
    with ThreadPoolExecutor(min(MAX_PARALLEL, os.cpu_count() or 1)) as pool:
        futures = [pool.submit(run_gate, name) for name in PARALLEL_GATES if name in names]
        yield from (future.result() for future in as_completed(futures))


def main() -> int:
    """Run the gates, print their output as they finish, and fail if one fails."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gates", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    gates = [*EXCLUSIVE_GATES, *PARALLEL_GATES]
    parser.add_argument("name", nargs="*", help=f"gates to run; default: all of {', '.join(gates)}")
    names = parser.parse_args().name or gates
    if unknown := set(names) - set(gates):
        parser.error(f"unknown gate: {', '.join(sorted(unknown))}; choose from {', '.join(gates)}")
    start, failed = time.monotonic(), list[str]()
    for number, (name, code, seconds, output) in enumerate(run_gates(names), 1):
        verdict = VERDICTS.get(code, "failed")
        heading = f"== {name}: {verdict} in {seconds:.0f} s ({number} of {len(names)})"
        print(f"{heading}\n{output.rstrip()}\n\n", end="", flush=True)
        if code:
            failed.append(name)
    print(f"gates: {len(names)} in {time.monotonic() - start:.0f} s, {len(failed)} failed {' '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
