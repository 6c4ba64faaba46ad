"""Remove every guard in turn, and check that its own tests fail without it.

Rules come from their registry and are tested by their fixtures in tests/rules; the other guards are in
tests/gates/guards.py. They are removed in memory only, on a system that can fork processes.

Example: python -m tests.gates.mutation utils.urls.HOST text-markup
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from catalog import Catalog
from catalog.checks import CHECKS, RULES, run_checks
from catalog.documents.problems import Problem
from tests.gates.guards import GUARDS
from tests.gates.unlisted import find_unlisted
from tests.helpers import load_yaml, make_checkout
from tests.sites import ROOT

FIXTURE_EPOCH = "1780000000"
"""The fixtures' \"now\", in May 2026."""


def fixture_fails_without_rule(id: str) -> bool:
    """Return True if a rule's fixture passes with the rule and fails without it."""
    case = load_yaml((ROOT / f"tests/rules/{id}.yml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        catalog = Catalog.load(make_checkout(Path(folder), case["invalid"]))

    def texts(problems: Iterable[Problem]) -> list[str]:
        return [str(problem) for problem in sorted(problems) if problem.rule.id == id]

    with_rule = texts([*catalog.problems, *run_checks(catalog)])
    other_checks = [check for check in CHECKS if check.rule.id != id]
    # A rule that is no check is tested by itself: nothing else reports its problems.
    is_check = len(other_checks) < len(CHECKS)
    without_rule = texts([*catalog.problems, *run_checks(catalog, other_checks)]) if is_check else []
    return bool(with_rule == case["problems"] != without_rule)


def describe_problem(with_guard: int, without_guard: int) -> str:
    """Describe what is wrong with a guard's tests, given pytest's exit codes; blank if nothing is."""
    if with_guard:
        return "its tests fail or cannot run while it is in place"
    return {0: "its tests pass without it", 1: ""}.get(
        without_guard, f"without it, pytest exits with {without_guard}"
    )


def find_problems(guards: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Remove guards in turn; yield each with what is wrong with its tests."""
    if not guards:
        return
    command = (sys.executable, "-m", "tests.gates.guard_remover", *guards)
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "hooks"), str(ROOT)])}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        for line in process.stdout:
            name, *codes = json.loads(line)
            yield name, describe_problem(*codes)
    assert process.returncode == 0, f"tests.gates.guard_remover exits with {process.returncode}"


def main() -> int:
    """Remove every guard, or the named ones; fail if one is undetected or not in the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.mutation", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", help="guards and rules to remove; default: all")
    names = parser.parse_args().names or [*RULES, *GUARDS]
    if unknown := [name for name in names if name not in RULES and name not in GUARDS]:
        parser.error(f"unknown guard: {', '.join(unknown)}")
    for name in (missing := find_unlisted()):
        print(f"{name}: not in the table. Add it to tests/gates/guards.py.", file=sys.stderr)
    os.environ["SOURCE_DATE_EPOCH"] = FIXTURE_EPOCH
    start = time.monotonic()
    rules = [name for name in names if name in RULES]
    guards = [name for name in names if name in GUARDS]
    survivors = {
        name: "its fixture passes without it" for name in rules if not fixture_fails_without_rule(name)
    }
    for name, reason in survivors.items():
        print(f"{name}: {reason}", file=sys.stderr)
    for number, (name, reason) in enumerate(find_problems(guards), 1):
        if sys.stderr.isatty():
            print(f"\r{number} of {len(guards)}", end="", file=sys.stderr)
        if reason:
            survivors[name] = reason
            print(f"{name}: {reason}. Write a test that fails without it.", file=sys.stderr, flush=True)
    print(
        f"mutation: {len(rules)} rules and {len(guards)} other guards removed, {len(survivors)} undetected, "
        f"{len(missing)} not in the table, {time.monotonic() - start:.0f} s"
    )
    return bool(survivors or missing)


if __name__ == "__main__":
    sys.exit(main())
