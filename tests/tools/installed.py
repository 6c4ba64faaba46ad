"""The installed package outside of a checkout; `python -m tests.gates.package` runs these tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import catalog
from tests.helpers import ROOT
from tests.sites import TOY

COMMAND = Path(sys.executable).with_name("catalog.exe" if os.name == "nt" else "catalog")


def run(folder: Path, *command: str) -> str:
    """Run a command in a folder that is no checkout; return its output."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    process = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


def test_the_library_is_that_of_the_wheel(tmp_path: Path) -> None:
    assert not Path(catalog.__file__).is_relative_to(ROOT)
    program = "import catalog; from catalog import Catalog; print(catalog.__file__)"
    assert run(tmp_path, sys.executable, "-c", program).strip() == catalog.__file__


def test_every_module_is_in_the_wheel() -> None:
    def modules(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")}

    assert modules(Path(catalog.__file__).parent) == modules(ROOT / "hooks/catalog")


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (("search", "meow2lip", "--format", "ids"), "meow2lip-2020\n"),
        (("search", "meow2lip", "--format", "bib"), "@inproceedings{meow2lip-2020,"),
        (("stats",), "Short name"),
    ],
)
def test_commands_work(tmp_path: Path, words: tuple[str, ...], output: str) -> None:
    assert run(tmp_path, str(COMMAND), "--root", str(TOY.parent), *words).startswith(output)


def test_every_command_starts(tmp_path: Path) -> None:
    from catalog.cli.main import COMMAND_MODULES

    for name in COMMAND_MODULES:
        assert "Example: catalog" in run(tmp_path, str(COMMAND), name, "--help")
