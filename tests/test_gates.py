"""The slow gates are all run, told of, and explain themselves."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.gates.__main__ import ALONE, OTHERS
from tests.sites import ROOT

GATES = sorted((*ALONE, *OTHERS))


def test_every_gate_is_run() -> None:
    programs = [path.stem for path in (ROOT / "tests/gates").glob("*.py") if "def main(" in path.read_text()]
    assert sorted(name for name in programs if name != "__main__") == GATES


def test_every_gate_is_told_of() -> None:
    told = (ROOT / "AGENTS.md").read_text("utf-8")
    assert [name for name in GATES if f"`{name}`" not in told] == []


@pytest.mark.parametrize("name", ["", *GATES])
def test_every_gate_has_help_with_an_example(name: str) -> None:
    module = f"tests.gates.{name}".rstrip(".")
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert f"Example: python -m {module}" in " ".join(done.stdout.split())


def test_an_unknown_gate_is_told_with_those_there_are() -> None:
    command = [sys.executable, "-m", "tests.gates", "nonsense"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no gate is called nonsense; there are lighthouse" in done.stderr
