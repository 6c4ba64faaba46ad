"""Every guard is removed in turn, and its own tests have to miss it: else nothing says what it is for.

The rules are taken from their registry, and each is missed by its fixture in tests/rules; the others stand
in tests/gates/guards.py. They are removed in memory only.

Example: python -m tests.gates.mutation urls.HOST text-markup
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import yaml

from catalog import checks
from catalog.checks.registry import CHECKS
from catalog.documents.problems import RULES
from tests.gates.guards import GUARDS
from tests.gates.unlisted import find_unlisted
from tests.gates.guard_remover import REMOVED_GUARD
from tests.helpers import make_checkout
from tests.sites import ROOT

FIXTURE_EPOCH = "1780000000"
"""The day of the fixtures, in May 2026."""


def fixture_fails_without_rule(id: str) -> bool:
    """Whether the fixture of a rule tells a catalog with that rule from one without."""
    case = yaml.safe_load((ROOT / f"tests/rules/{id}.yml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as made:
        root = make_checkout(Path(made), case["invalid"])

        def found() -> list[str]:
            return [str(one) for one in checks.check_catalog(root)[1] if one.rule.id == id]

        with_it = found()
        check = CHECKS.pop(id, None)
        without = found() if check else []  # of a single text or file: nobody else may say the same
        if check:
            CHECKS[id] = check
    return bool(with_it == case["problems"] != without)


@cache
def pytest_exit_code(tests: tuple[str, ...], *, without: str) -> int:
    """How pytest ends: 0 if all tests pass, 1 if one fails, anything else if it could not run them."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.gates.guard_remover",
    ]
    env = os.environ | {REMOVED_GUARD: without, "PYTHONPATH": str(ROOT / "hooks")}
    return subprocess.run([*command, *tests], cwd=ROOT, env=env, capture_output=True, check=False).returncode


def tests_problem(name: str) -> str:
    """What is wrong with a guard's tests, if anything."""
    if pytest_exit_code(GUARDS[name].tests, without=""):
        return "its tests fail, or cannot run, while it is there"
    end = pytest_exit_code(GUARDS[name].tests, without=name)
    return {0: "nobody misses it", 1: ""}.get(end, f"without it pytest ends with {end}, not with a failure")


def main() -> int:
    """Remove every guard, or those that are named; 1 if one is not missed, or not in the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.mutation", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", help="guards and rules; default: all")
    names = parser.parse_args().names or [*RULES, *GUARDS]
    if unknown := [name for name in names if name not in RULES and name not in GUARDS]:
        parser.error(f"no such guard: {', '.join(unknown)}")
    for name in (missing := find_unlisted()):
        print(f"{name}: nothing removes it. Give it a line in tests/gates/guards.py.", file=sys.stderr)
    os.environ["SOURCE_DATE_EPOCH"] = FIXTURE_EPOCH
    began = time.monotonic()
    rules, others = [n for n in names if n in RULES], [n for n in names if n in GUARDS]
    survivors = {name: "its fixture does not miss it" for name in rules if not fixture_fails_without_rule(name)}
    print(*(f"{name}: {why}" for name, why in survivors.items()), sep="\n", end="", file=sys.stderr)
    with ThreadPoolExecutor(2) as pool:
        for at, (name, why) in enumerate(zip(others, pool.map(tests_problem, others), strict=True), 1):
            survivors |= {name: why} if why else {}
            if sys.stderr.isatty():
                print(f"\r{at} of {len(others)}", end="", file=sys.stderr)
            if why:
                print(f"{name}: {why}. Write a test that fails without it.", file=sys.stderr, flush=True)
    print(f"mutation: {len(rules)} rules and {len(others)} other guards removed,"
          f" {len(survivors)} not missed, {len(missing)} not in the table,"
          f" {time.monotonic() - began:.0f} s")  # fmt: skip
    return bool(survivors or missing)


if __name__ == "__main__":
    sys.exit(main())
