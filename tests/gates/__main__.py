"""Holds the built site to every slow gate, as many at a time as there are cores.

Lighthouse goes first and alone, since it measures time. One that fails does not keep the others from running.

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
PARALLEL_GATES = ("hostile", "mutation", "exit", "html", "reproducible", "budgets")
"""The longest first, so that no core waits at the end."""
MAX_PARALLEL = 2
"""Of a runner of GitHub; more of them would only fight for memory."""
VERDICTS = {0: "held", 2: "could not run"}


class Outcome(NamedTuple):
    """What one gate has said."""

    name: str
    code: int
    seconds: float
    output: str


def run_gate(name: str) -> Outcome:
    """Run one gate."""
    print(f"-- {name} begins\n", end="", flush=True)  # in one piece, since two begin at once
    since = time.monotonic()
    command = (sys.executable, "-m", f"tests.gates.{name}")
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False
    )
    return Outcome(name, done.returncode, time.monotonic() - since, done.stdout)


def run_gates(names: list[str]) -> Iterator[Outcome]:
    """What the gates have said, as they come."""
    yield from (run_gate(name) for name in EXCLUSIVE_GATES if name in names)
    with ThreadPoolExecutor(min(MAX_PARALLEL, os.cpu_count() or 1)) as pool:
        running = [pool.submit(run_gate, name) for name in PARALLEL_GATES if name in names]
        yield from (one.result() for one in as_completed(running))


def main() -> int:
    """Run the gates, print what each says when it is done, and fail if one does."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gates", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    every = [*EXCLUSIVE_GATES, *PARALLEL_GATES]
    parser.add_argument("name", nargs="*", help=f"some of them: {', '.join(every)}")
    names = parser.parse_args().name or every
    if unknown := set(names) - set(every):
        parser.error(f"no gate is called {', '.join(sorted(unknown))}; there are {', '.join(every)}")
    since, failed = time.monotonic(), list[str]()
    for at, (name, code, seconds, text) in enumerate(run_gates(names), 1):
        said = VERDICTS.get(code, "failed")
        about = f"== {name}: {said} in {seconds:.0f} s, {at} of {len(names)}"
        print(f"{about}\n{text.rstrip()}\n\n", end="", flush=True)
        if code:
            failed.append(name)
    print(f"gates: {len(names)} in {time.monotonic() - since:.0f} s, {len(failed)} failed {' '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
